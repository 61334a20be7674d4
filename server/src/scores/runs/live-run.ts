import { setImmediate as nextTurn } from 'node:timers/promises';
import { buildTree, monthsBetween } from '@dangzhi/metrics';
import { readCountyInForce } from '../../schemes/county-in-force.ts';
import { listDamaged } from '../../observations/damaged.ts';
import type { Stores } from '../../stores/index.ts';
import { planRollup, storePlan } from '../settle/plan.ts';
import { listAdjustments } from './queries.ts';
import { goLive, storeRun, type ChangedMonth } from './stored-runs.ts';
import { scoreMonth, type ScoredMonth } from './scored-month.ts';
import { settleMonths, type SettledMonth } from '../settle/settle.ts';

export interface LiveResult {
  /** Scheme and month pairs whose result changed. */
  readonly changed: readonly ChangedMonth[];
  readonly months: number;
  readonly units: number;
}

/**
 * Follows the observations: settles and scores every scheme for every month from `from`, and replaces
 * the live result of those whose hash differs. Months before `from` cannot have changed.
 *
 * @param from first month to look at; `null` for the first month there is any observation of
 * @param until last month, usually the current one
 * @param now what counts as recorded and as due
 * @param signal ends it between two runs: what went live until then stays, and the rest is as before
 * @throws what the signal was aborted with
 */
export async function scoreLive(
  stores: Stores,
  from: string | null,
  until: string,
  now: Date,
  signal?: AbortSignal,
): Promise<LiveResult> {
  const { units: list, catalogue, schemes } = await readCountyInForce(stores.postgres);
  const units = list.document;
  const first = from ?? (await findFirstMonth(stores));
  if (catalogue === null || first === null) return { changed: [], months: 0, units: 0 };

  const labels = monthsBetween(first, until);
  const plan = planRollup(catalogue.document, units);
  await storePlan(stores.clickhouse, plan, labels);
  const damaged = await listDamaged(stores, now);
  const context = { catalogue: catalogue.document, units, plan: plan.hash, damaged };
  const made = { catalogueVersion: catalogue.version, unitVersion: list.version, asOf: now };
  const adjustments = await listAdjustments(stores.postgres, first);
  const trees = schemes.map((scheme) => ({ scheme, tree: buildTree(scheme.document) }));
  const changed: ChangedMonth[] = [];
  const atOnce = labels.length > FEW_MONTHS ? MONTHS_AT_ONCE : FEW_AT_ONCE;
  const stretches = Array.from({ length: Math.ceil(labels.length / atOnce) }, (_, index) =>
    labels.slice(index * atOnce, (index + 1) * atOnce),
  );
  const settle = (index: number): Promise<SettledMonth[]> => {
    const settling = settleMonths(stores.clickhouse, context, stretches[index] ?? [], now);
    // Its failure is told where it is awaited, also when the stretch before fails first.
    settling.catch(() => undefined);
    return settling;
  };
  // The next stretch is read while this one is stored: two connections, and most of either is waiting.
  let ahead = settle(0);
  try {
    for (const index of stretches.keys()) {
      const months = await ahead;
      ahead = settle(index + 1);
      const stored: ChangedMonth[] = [];
      for (const { scheme, tree } of trees) {
        signal?.throwIfAborted();
        const scored: ScoredMonth[] = [];
        for (const settled of months) {
          scored.push(await scoreMonth(scheme, tree, settled, units, adjustments, catalogue));
          await nextTurn();
        }
        stored.push(...(await storeRun(stores, made, scored)));
      }
      signal?.throwIfAborted();
      await goLive(stores, stored);
      changed.push(...stored);
    }
  } finally {
    // Nobody may close the store while it is asked.
    await ahead.catch(() => undefined);
  }
  return { changed, months: labels.length, units: units.length };
}

/** A year of a county is 90,000 nodes; all years at once would not fit beside the embedded stores. */
const MONTHS_AT_ONCE = 12;
/** A few months are scored behind the pages; what is read and stored of them at once holds up whoever asks meanwhile. */
const FEW_MONTHS = 24;
const FEW_AT_ONCE = 3;

/** First month anything was observed for; a year's figure alone does not begin a monthly history. */
async function findFirstMonth({ clickhouse }: Stores): Promise<string | null> {
  const [row] = await clickhouse.rows<{ month: string; observations: number }>(
    "SELECT substring(toString(min(period)), 1, 7) AS month, toUInt32(count()) AS observations FROM observation WHERE grain IN ('day', 'week', 'month')",
  );
  return row === undefined || row.observations === 0 ? null : row.month;
}
