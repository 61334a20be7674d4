import { createHash } from 'node:crypto';
import type { Names } from '@dangzhi/metrics';
import type { Transaction } from 'kysely';
import { readContent } from '../../evidence/files.ts';
import type { Stores } from '../../stores/index.ts';
import type { Database } from '../../stores/tables.ts';
import type { BackupFolder } from './folder.ts';
import type { Manifest, Trial } from './manifest.ts';
import type { Tell } from './progress.ts';
import { readBatches, readOther, readRun, readTables } from './rows-of-clickhouse.ts';
import { listTables, readRowsOf } from './rows-of-postgres.ts';

interface Restored {
  readonly stores: Pick<Stores, 'clickhouse' | 'postgres'>;
  readonly evidenceFolder: string;
  readonly folder: BackupFolder;
  readonly manifest: Manifest;
  readonly tell?: Tell;
}

/**
 * Reads everything back that a backup holds and compares its hash with what was kept: every table, the rows of every
 * batch, the result of every run and every file. The stores must be at the backup's migrations.
 *
 * @returns what differs; empty where everything is the same
 */
export const compareWithBackup = async (restored: Restored): Promise<Names[]> => [
  ...(await compareDocuments(restored)),
  ...(await compareRows(restored)),
  ...(await compareEvidence(restored)),
];

/** How much there is to compare. */
export const countCompared = ({ postgres, clickhouse, evidence }: Manifest): Trial['compared'] => ({
  tables: postgres.tables.length + clickhouse.tables.length,
  batches: new Set(clickhouse.packs.flatMap(({ batches }) => batches)).size,
  runs: clickhouse.runs.length,
  evidence: evidence.length,
});

const differs = (zh: string, en: string): Names => ({
  zh: `${zh}与备份中的不同。`,
  en: `${en} is not what the backup holds.`,
});

async function compareDocuments({ stores: { postgres }, folder, manifest }: Restored): Promise<Names[]> {
  const name = async (content: Buffer): Promise<string> => folder.nameOf(content);
  const read = async (transaction: Transaction<Database>): Promise<Map<string, string>> => {
    const objects = new Map<string, string>();
    for (const table of await listTables(transaction))
      objects.set(table.name, (await readRowsOf(transaction, table, name)).objects.join());
    return objects;
  };
  const found = await postgres.db.transaction().execute(read);
  const names = new Set([...found.keys(), ...manifest.postgres.tables.map((table) => table.name)]);
  return [...names].flatMap((table) => {
    const kept = manifest.postgres.tables.find((one) => one.name === table);
    return kept?.objects.join() === found.get(table)
      ? []
      : [differs(`PostgreSQL 的 ${table} 表`, `Table ${table} of PostgreSQL`)];
  });
}

async function compareRows({ stores, folder, manifest, tell = () => undefined }: Restored): Promise<Names[]> {
  const { clickhouse } = stores;
  const { packs, runs, tables: others } = manifest.clickhouse;
  const tables = await readTables(clickhouse);
  const all = packs.length + runs.length;
  const differences: Names[] = [];
  for (const [index, { object, batches, slice }] of packs.entries()) {
    tell({ phase: 'trial', done: index, of: all });
    const { content } = await readBatches(clickhouse, tables, batches, slice);
    if (folder.nameOf(content) === object) continue;
    const [first = ''] = batches;
    const more = batches.length - 1;
    differences.push(
      differs(
        `批次 ${first}${more > 0 ? ` 或其后 ${more} 个批次之一` : ''}`,
        `Batch ${first}${more > 0 ? `, or one of the ${more} after it,` : ''}`,
      ),
    );
  }
  for (const [index, run] of runs.entries()) {
    tell({ phase: 'trial', done: packs.length + index, of: all });
    const { content } = await readRun(clickhouse, tables, run);
    if (folder.nameOf(content) !== run.object)
      differences.push(
        differs(
          `${run.scheme} ${run.period} 的测算结果（${run.run}）`,
          `The result of ${run.scheme} for ${run.period} (run ${run.run})`,
        ),
      );
  }
  for (const { name, objects } of others) {
    const table = tables.others.find((one) => one.name === name);
    const content = table && (await readOther(clickhouse, table)).content;
    if (content === undefined || folder.nameOf(content) !== objects[0])
      differences.push(differs(`ClickHouse 的 ${name} 表`, `Table ${name} of ClickHouse`));
  }
  return differences;
}

async function compareEvidence({ evidenceFolder, manifest }: Restored): Promise<Names[]> {
  const differences: Names[] = [];
  for (const { sha256 } of manifest.evidence) {
    const content = await readContent(evidenceFolder, sha256);
    if (content === null || createHash('sha256').update(content).digest('hex') !== sha256)
      differences.push(differs(`佐证材料 ${sha256}`, `Evidence ${sha256}`));
  }
  return differences;
}
