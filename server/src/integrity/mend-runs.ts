import { recordAlone } from '../audit/trail.ts';
import { SYSTEM } from '../rights/actor.ts';
import { distrustRuns, noteRowsOfRuns } from '../scores/runs/stored-runs.ts';
import type { CheckParts, Gathered } from './gathered.ts';
import { reading } from './mend-parts.ts';
import { compareRuns, listExpectedRuns } from './runs.ts';
import { counted, damaged, few, mended } from './words.ts';

/** Live results that are not whole are scored again; of official ones it is told. */
export async function mendRuns({ stores, now }: CheckParts, gathered: Gathered): Promise<void> {
  const expected = await listExpectedRuns(stores.postgres);
  const { short, uncounted } = await reading(stores, ['score', 'score_node', 'indicator_value'], gathered, () =>
    compareRuns(stores.clickhouse, expected),
  );
  await noteRowsOfRuns(stores.postgres, uncounted);
  const live = short.filter(({ kind }) => kind === 'live');
  const official = short.filter(({ kind }) => kind === 'official');
  if (live.length > 0) {
    await distrustRuns(
      stores.postgres,
      live.map(({ run }) => run),
    );
    await recordAlone(stores.postgres, SYSTEM, now(), {
      action: 'integrity.mend',
      target: '',
      after: { results: live.length },
    });
    const names = few(live.map(({ scheme, period }) => `${scheme} ${period}`));
    gathered.add(
      mended('results', {
        zh: `${live.length} 个月度测算结果不全（${names.zh}），重新测算。`,
        en: `${counted(live.length, 'result')} of a month ${live.length === 1 ? 'was' : 'were'} not whole (${names.en}) and ${live.length === 1 ? 'is' : 'are'} scored again.`,
      }),
    );
    gathered.score(live.map(({ period }) => period).sort()[0] ?? null);
  }
  if (official.length > 0) {
    const names = few(official.map(({ scheme, period }) => `${scheme} ${period}`));
    gathered.add(
      damaged('results', {
        zh: `${official.length} 个正式测算结果不全（${names.zh}）。`,
        en: `${counted(official.length, 'official result')} ${official.length === 1 ? 'is' : 'are'} not whole (${names.en}).`,
      }),
    );
  }
}
