import type { ClickHouse, Postgres } from '../stores/index.ts';

/** A result that can be asked for, and how many rows of it ClickHouse was given, by table. */
export interface ExpectedRun {
  readonly run: number;
  readonly kind: 'live' | 'official';
  readonly scheme: string;
  readonly period: string;
  /** `null` where they were not counted yet. */
  readonly rows: readonly [scores: number, nodes: number, indicators: number] | null;
}

export interface RunComparison {
  readonly short: readonly ExpectedRun[];
  /** Of those that were not counted yet, what there is. */
  readonly uncounted: readonly { run: number; scores: number; nodes: number; indicators: number }[];
}

export async function listExpectedRuns({ db }: Postgres): Promise<ExpectedRun[]> {
  const rows = await db
    .selectFrom('score_run')
    .leftJoin('live_run', 'live_run.run', 'score_run.id')
    .leftJoin('run_content', 'run_content.run', 'score_run.id')
    .select([
      'score_run.id as run',
      'score_run.kind',
      'score_run.scheme',
      'score_run.period',
      'run_content.scores',
      'run_content.nodes',
      'run_content.indicators',
    ])
    .where((eb) => eb.or([eb('kind', '=', 'official'), eb('live_run.run', 'is not', null)]))
    .orderBy('score_run.id')
    .execute();
  return rows.map(({ scores, nodes, indicators, ...run }) => ({
    ...run,
    rows: scores === null || nodes === null || indicators === null ? null : [scores, nodes, indicators],
  }));
}

const TABLES = ['score', 'score_node', 'indicator_value'] as const;

/** Counts the rows of every result. One that was not counted yet is short where it has not one score. */
export async function compareRuns(clickhouse: ClickHouse, expected: readonly ExpectedRun[]): Promise<RunComparison> {
  const counts = [];
  for (const table of TABLES) {
    const rows = await clickhouse.rows<{ run: number; rows: number }>(
      `SELECT run, toUInt32(count()) AS rows FROM ${table} GROUP BY run`,
    );
    counts.push(new Map(rows.map(({ run, rows: found }) => [run, found])));
  }
  const short: ExpectedRun[] = [];
  const uncounted: { run: number; scores: number; nodes: number; indicators: number }[] = [];
  for (const one of expected) {
    const [scores = 0, nodes = 0, indicators = 0] = counts.map((of) => of.get(one.run));
    if (one.rows === null) {
      if (scores === 0 || nodes === 0) short.push(one);
      else uncounted.push({ run: one.run, scores, nodes, indicators });
    } else if (scores < one.rows[0] || nodes < one.rows[1] || indicators < one.rows[2]) short.push(one);
  }
  return { short, uncounted };
}
