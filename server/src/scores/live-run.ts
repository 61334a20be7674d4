import { buildTree, monthsBetween } from '@dangzhi/metrics';
import { findCatalogue, listSchemes, listUnits } from '../catalogue/queries.ts';
import type { Stores } from '../stores/index.ts';
import { planRollup, storePlan } from './plan.ts';
import { listAdjustments } from './queries.ts';
import { storeRun } from './runs.ts';
import { scoreMonth } from './scored-month.ts';
import { settleMonths } from './settle.ts';

export interface LiveResult {
  /** Scheme and month pairs whose result changed. */
  readonly changed: readonly { readonly scheme: string; readonly period: string; readonly run: number }[];
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
 */
export async function scoreLive(stores: Stores, from: string | null, until: string, now: Date): Promise<LiveResult> {
  const [units, catalogue, schemes] = await Promise.all([
    listUnits(stores.postgres),
    findCatalogue(stores.postgres),
    listSchemes(stores.postgres),
  ]);
  const first = from ?? (await findFirstMonth(stores));
  if (catalogue === null || first === null) return { changed: [], months: 0, units: 0 };

  const labels = monthsBetween(first, until);
  const plan = planRollup(catalogue.document, units);
  await storePlan(stores.clickhouse, plan, labels);
  const context = { catalogue: catalogue.document, units, plan: plan.hash };
  const adjustments = await listAdjustments(stores.postgres, first);
  const trees = schemes.map((scheme) => ({ scheme, tree: buildTree(scheme.document) }));
  const changed: LiveResult['changed'][number][] = [];
  for (let from = 0; from < labels.length; from += MONTHS_AT_ONCE) {
    const months = await settleMonths(stores.clickhouse, context, labels.slice(from, from + MONTHS_AT_ONCE), now);
    for (const { scheme, tree } of trees) {
      const scored = months.map((settled) => scoreMonth(scheme, tree, settled, units, adjustments, catalogue));
      changed.push(...(await storeRun(stores, catalogue.version, scored)));
    }
  }
  return { changed, months: labels.length, units: units.length };
}

/** A year of a county is 90,000 nodes; all years at once would not fit beside the embedded stores. */
const MONTHS_AT_ONCE = 12;

/** First month anything was observed for; a year's figure alone does not begin a monthly history. */
async function findFirstMonth({ clickhouse }: Stores): Promise<string | null> {
  const [row] = await clickhouse.rows<{ month: string; observations: number }>(
    "SELECT substring(toString(min(period)), 1, 7) AS month, toUInt32(count()) AS observations FROM observation WHERE grain IN ('day', 'week', 'month')",
  );
  return row === undefined || row.observations === 0 ? null : row.month;
}
