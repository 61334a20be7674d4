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

/** Where the rows of a run lie. */
export interface RunKey {
  readonly scheme: string;
  /** `YYYY-MM`. */
  readonly period: string;
  readonly run: number;
}

/** A run and what it was made of: it is read by nothing else. */
export interface RunRef extends RunKey {
  readonly kind: 'live' | 'official';
  readonly schemeVersion: number;
  readonly catalogueVersion: number;
  readonly unitVersion: number;
  readonly engineVersion: number;
  /** What was recorded later it has not seen. */
  readonly asOf: Date;
  /** Whether it speaks for its scheme and month at this moment. */
  readonly isLive: boolean;
}

/** The run that speaks for a scheme and a month; `null` when it was never scored. */
export const findLiveRun = async (postgres: Postgres, scheme: string, period: string): Promise<RunRef | null> =>
  (await findLiveRuns(postgres, scheme, [period])).get(period) ?? null;

/** The same for several months, by month; those never scored are left out. */
export async function findLiveRuns(
  { db }: Postgres,
  scheme: string,
  periods: readonly string[],
): Promise<Map<string, RunRef>> {
  const rows = await db
    .selectFrom('live_run')
    .innerJoin('score_run', 'score_run.id', 'live_run.run')
    .select(REF_COLUMNS)
    .where('live_run.scheme', '=', scheme)
    .where('live_run.period', 'in', [...periods])
    .execute();
  return new Map(rows.map((row) => [row.period, { ...row, isLive: true }]));
}

/** A run by its number, live or not; `null` where there is none, or none any more. */
export async function findRun({ db }: Postgres, run: number): Promise<RunRef | null> {
  const row = await db
    .selectFrom('score_run')
    .leftJoin('live_run', 'live_run.run', 'score_run.id')
    .select([...REF_COLUMNS, 'live_run.run as live'])
    .where('score_run.id', '=', run)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { live, ...ref } = row;
  return { ...ref, isLive: live !== null };
}

const REF_COLUMNS = [
  'score_run.id as run',
  'score_run.kind',
  'score_run.scheme',
  'score_run.period',
  'score_run.scheme_version as schemeVersion',
  'score_run.catalogue_version as catalogueVersion',
  'score_run.unit_version as unitVersion',
  'score_run.engine_version as engineVersion',
  'score_run.as_of as asOf',
] as const;

/**
 * The runs of other months that a run is shown with, by month: beside one that speaks for its month the live ones,
 * beside any other the last ones of its own kind and making. Itself stands for its own month.
 */
export async function findRunsBeside(
  { db }: Postgres,
  ref: RunRef,
  periods: readonly string[],
): Promise<Map<string, number>> {
  if (periods.length === 0) return new Map();
  const rows = ref.isLive
    ? await db
        .selectFrom('live_run')
        .select(['period', 'run'])
        .where('scheme', '=', ref.scheme)
        .where('period', 'in', [...periods])
        .execute()
    : await db
        .selectFrom('score_run')
        .distinctOn('period')
        .select(['period', 'id as run'])
        .where('scheme', '=', ref.scheme)
        .where('kind', '=', ref.kind)
        .where('scheme_version', '=', ref.schemeVersion)
        .where('catalogue_version', '=', ref.catalogueVersion)
        .where('unit_version', '=', ref.unitVersion)
        .where('engine_version', '=', ref.engineVersion)
        .where('period', 'in', [...periods])
        .orderBy('period')
        .orderBy('id', 'desc')
        .execute();
  const runs = new Map(rows.map(({ period, run }) => [period, run]));
  if (runs.has(ref.period)) runs.set(ref.period, ref.run);
  return runs;
}

/** Every scored month, oldest first. */
export async function listScoredMonths({ db }: Postgres): Promise<string[]> {
  const rows = await db.selectFrom('live_run').select('period').distinct().orderBy('period').execute();
  return rows.map(({ period }) => period);
}
