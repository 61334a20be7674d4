import { createHash } from 'node:crypto';
import path from 'node:path';
import { readContent } from '../../src/evidence/files.ts';
import { readHead } from '../../src/audit/head.ts';
import { verifyTrail } from '../../src/audit/verify.ts';
import { openStores, type Stores } from '../../src/stores/index.ts';
import { ask, type Acknowledged } from './mixed-load.ts';
import { startBlownServer, type Keeps } from './server.ts';

/** A report as it came in, without the rows that counted already. */
interface KeptReport {
  readonly batch: string;
  readonly standing: string;
  readonly rows: readonly object[];
}

/** What is there of a load when its server is closed. */
export interface Kept {
  /** In the order they came in. */
  readonly reports: readonly KeptReport[];
  /** What was acknowledged and is not there, or not whole; and a trail that is not. */
  readonly lost: readonly string[];
  /** Rows of a cell that stand there more than once. */
  readonly doubled: number;
  /** The live result, a line a month of a scheme: equal for equal results, whatever their runs are called. */
  readonly scores: readonly string[];
}

/** Lines that one of two results has and the other has not; a few of them. */
export function differencesOf({
  kept,
  unharmed,
}: {
  readonly kept: Kept;
  readonly unharmed: readonly string[];
}): string[] {
  const without = (lines: readonly string[], others: readonly string[]): string[] => {
    const known = new Set(others);
    return lines.filter((line) => !known.has(line));
  };
  return [
    ...without(kept.scores, unharmed).map((line) => `only after the blow: ${line}`),
    ...without(unharmed, kept.scores).map((line) => `only unharmed: ${line}`),
  ].slice(0, 20);
}

/** Reads closed stores. */
export async function readKept(keeps: Keeps, acknowledged: readonly Acknowledged[]): Promise<Kept> {
  const stores = await openStores({ clickhouseUrl: '', databaseUrl: '', ...keeps });
  try {
    const { rows: reports, doubled } = await readReports(stores);
    const lost = await findLost(stores, keeps.dataDir, acknowledged);
    const { intact, found } = await verifyTrail(stores.postgres, readHead(keeps.dataDir));
    return { reports, lost: intact ? lost : [...lost, found.en], doubled, scores: await readScores(stores) };
  } finally {
    await stores.close();
  }
}

/**
 * What an unharmed server makes of the same reports, one after the other.
 *
 * @param keeps where it may keep them: a copy of what the harmed one began with
 */
export async function scoreUnharmed(keeps: Keeps, reports: readonly KeptReport[]): Promise<readonly string[]> {
  const server = await startBlownServer(keeps);
  try {
    for (const { standing, rows } of reports) await ask(server, 'POST', '/observations', { standing, rows });
    await server.untilScored();
    await server.stop();
  } finally {
    await server.kill();
  }
  return (await readKept(keeps, [])).scores;
}

async function readReports({ clickhouse, postgres: { db } }: Stores) {
  const batches = await db
    .selectFrom('batch')
    .select(['id', 'standing'])
    .where('source', '=', 'operator')
    .orderBy('received_at')
    .execute();
  const stored = await clickhouse.rows<{ batch: string; record: number; rows: number; payload: string }>(
    `SELECT batch, record, toUInt32(rows) AS rows, any(payload) AS payload
     FROM (SELECT batch, record, uniqExact(row) AS rows FROM observation WHERE source = 'operator' GROUP BY batch, record) AS o
     INNER JOIN source_record USING (batch, record)
     GROUP BY batch, record, rows ORDER BY batch, record`,
  );
  const held = await db
    .selectFrom('pending_value')
    .select(['batch', 'record', 'unit', 'measure', 'period', 'value', 'reason'])
    .execute();
  const rowsOf = new Map<string, { record: number; row: object }[]>();
  const add = (batch: string, record: number, row: object): unknown =>
    rowsOf.set(batch, [...(rowsOf.get(batch) ?? []), { record, row }]);
  for (const { batch, record, payload } of stored) add(batch, record, JSON.parse(payload) as object);
  for (const { batch, record, ...row } of held) add(batch, record, row);
  const reports = batches.flatMap(({ id: batch, standing }): KeptReport[] => {
    const rows = rowsOf.get(batch)?.sort((a, b) => a.record - b.record) ?? [];
    return rows.length === 0 ? [] : [{ batch, standing, rows: rows.map(({ row }) => row) }];
  });
  return { rows: reports, doubled: stored.filter(({ rows }) => rows > 1).length };
}

async function findLost(
  { clickhouse, postgres: { db } }: Stores,
  dataDir: string,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const lost: string[] = [];
  const stateOf = new Map(
    (await db.selectFrom('batch').select(['id', 'state']).execute()).map(({ id, state }) => [id, state]),
  );
  const counts = await clickhouse.rows<{ batch: string; rows: number }>(
    'SELECT batch, toUInt32(uniqExact(row)) AS rows FROM observation GROUP BY batch',
  );
  const rowsOf = new Map(counts.map(({ batch, rows }) => [batch, rows]));
  const ids = async (table: 'account' | 'display' | 'evidence'): Promise<Set<string>> =>
    new Set((await db.selectFrom(table).select('id').execute()).map(({ id }) => id));
  const known = { account: await ids('account'), display: await ids('display'), evidence: await ids('evidence') };
  for (const one of acknowledged) {
    if (one.kind === 'report') {
      const [state, rows] = [stateOf.get(one.batch) ?? 'nowhere', rowsOf.get(one.batch) ?? 0];
      if (state !== 'checked' || rows < one.stored)
        lost.push(`report ${one.batch} is ${state} with ${rows} of ${one.stored} rows`);
    } else if (!known[one.kind].has(one.id)) lost.push(`${one.kind} ${one.id}`);
    else if (one.kind === 'evidence') {
      const content = await readContent(path.join(dataDir, 'evidence'), one.sha256);
      if (content === null || createHash('sha256').update(content).digest('hex') !== one.sha256)
        lost.push(`the content of evidence ${one.id}`);
    }
  }
  return lost;
}

async function readScores({ clickhouse, postgres: { db } }: Stores): Promise<string[]> {
  const runs = (await db.selectFrom('live_run').select('run').execute()).map(({ run }) => run);
  const months: object[] = [];
  for (const table of ['score', 'score_node', 'indicator_value'])
    months.push(
      ...(await clickhouse.rows<object>(
        `SELECT {table:String} AS of, scheme, toString(period) AS month, toUInt32(count()) AS rows,
           toString(groupBitXor(sipHash64(toString(tuple(* EXCEPT (run)))))) AS hash
         FROM ${table} FINAL WHERE run IN {runs:Array(UInt32)} GROUP BY scheme, period`,
        { table, runs },
      )),
    );
  return months.map((month) => JSON.stringify(month)).sort();
}
