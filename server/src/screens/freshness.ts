import type { Scene } from '@dangzhi/metrics/contract';
import { listDeclared, listLastRuns } from '../intake/sources/queries.ts';
import type { Stores } from '../stores/index.ts';

/** When figures last came in, and how many sources fail. */
export async function readFreshness(stores: Stores): Promise<Scene['freshness']> {
  const [runs, sources] = await Promise.all([listLastRuns(stores.postgres), listDeclared(stores.postgres)]);
  const latest = [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  return {
    lastPullAt: latest?.finishedAt ?? latest?.startedAt ?? null,
    lastPullState: latest?.state ?? null,
    lastPullSource: sources.find(({ declaration }) => declaration.code === latest?.source)?.declaration.name ?? null,
    sourcesFailing: runs.filter(({ state }) => state === 'failed').length,
  };
}
