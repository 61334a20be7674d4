import type { Adjustment } from '@dangzhi/metrics';
import type { Postgres } from '../../stores/index.ts';

/** Adjustments from a month on, by `unit\nmonth`. */
export async function listAdjustments({ db }: Postgres, from: string): Promise<Map<string, Adjustment[]>> {
  const rows = await db.selectFrom('adjustment').selectAll().where('period', '>=', from).orderBy('id').execute();
  const byCell = new Map<string, Adjustment[]>();
  for (const { unit, period, kind, code, points, cap, evidence } of rows) {
    const key = `${unit}\n${period}`;
    const list = byCell.get(key) ?? [];
    if (kind === 'veto') list.push({ kind, code, cap: cap ?? '', evidence });
    else list.push({ kind, code, points: points ?? '0', evidence });
    byCell.set(key, list);
  }
  return byCell;
}

export interface LiveRun {
  readonly run: number;
  readonly schemeVersion: number;
}

/** The run that speaks for a scheme and a month; `null` when it was never scored. */
export const findLiveRun = async (postgres: Postgres, scheme: string, period: string): Promise<LiveRun | null> =>
  (await findLiveRuns(postgres, scheme, [period])).get(period) ?? null;

/** The same for several months, by month; those never scored are left out. */
export async function findLiveRuns(
  { db }: Postgres,
  scheme: string,
  periods: readonly string[],
): Promise<Map<string, LiveRun>> {
  const rows = await db
    .selectFrom('live_run')
    .innerJoin('score_run', 'score_run.id', 'live_run.run')
    .select(['live_run.period', 'live_run.run', 'score_run.scheme_version'])
    .where('live_run.scheme', '=', scheme)
    .where('live_run.period', 'in', [...periods])
    .execute();
  return new Map(rows.map((row) => [row.period, { run: row.run, schemeVersion: row.scheme_version }]));
}

/** Every scored month, oldest first. */
export async function listScoredMonths({ db }: Postgres): Promise<string[]> {
  const rows = await db.selectFrom('live_run').select('period').distinct().orderBy('period').execute();
  return rows.map(({ period }) => period);
}
