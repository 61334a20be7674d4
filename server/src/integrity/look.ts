import type { Names } from '@dangzhi/metrics';
import type { Finding } from '@dangzhi/metrics/contract';
import { knownMigrations, type ClickHouse, type Postgres } from '../stores/index.ts';
import { compareBatches, type ExpectedBatch, type ShortBatch } from './batches.ts';
import { findUnreadableTables } from './documents.ts';
import { findDamagedFiles } from './evidence.ts';
import { findBrokenParts, findLostTables, listDetachedParts, measureTables } from './parts.ts';
import { compareRuns, type ExpectedRun } from './runs.ts';
import {
  counted,
  damaged,
  few,
  wordsOfDetached,
  wordsOfFile,
  wordsOfLostRecords,
  wordsOfTables,
  wordsOfUnknown,
} from './words.ts';

// The same as a check, but nothing is changed and nothing mended: for stores that nobody has open.

const START: Names = {
  zh: '启动服务：启动时按 PostgreSQL 中留存的内容修复，修复不了的会说明。',
  en: 'Start the server: it mends them from what PostgreSQL keeps, and says what it cannot mend.',
};

/** Whether ClickHouse has what PostgreSQL says it has, and its files are what it wrote. */
export async function lookAtClickHouse(
  clickhouse: ClickHouse,
  { batches, runs }: { readonly batches: readonly ExpectedBatch[]; readonly runs: readonly ExpectedRun[] },
): Promise<Finding[]> {
  const found = [
    ...wordsOfLostTables(await findLostTables(clickhouse, knownMigrations())),
    ...(await lookAtParts(clickhouse)),
    ...wordsOfDetached(await listDetachedParts(clickhouse)),
  ];
  // What cannot be read cannot be counted; that is told already.
  if (found.some(({ state }) => state === 'damaged')) return found;
  const { observations, records, unknown } = await compareBatches(clickhouse, batches);
  const { short } = await compareRuns(clickhouse, runs);
  return [
    ...found,
    ...wordsOfShort(observations),
    ...wordsOfLostRecords(records),
    ...wordsOfUnknown(unknown),
    ...wordsOfShortRuns(short),
  ];
}

function wordsOfLostTables(tables: readonly string[]): Finding[] {
  if (tables.length === 0) return [];
  const names = few(tables);
  return [
    damaged(
      'tables',
      {
        zh: `ClickHouse 缺少 ${tables.length} 张表：${names.zh}。`,
        en: `${counted(tables.length, 'table')} of ClickHouse ${tables.length === 1 ? 'is' : 'are'} gone: ${names.en}.`,
      },
      START,
    ),
  ];
}

async function lookAtParts(clickhouse: ClickHouse): Promise<Finding[]> {
  const { tables } = await measureTables(clickhouse);
  const broken = [];
  for (const table of tables) broken.push(...(await findBrokenParts(clickhouse, table)));
  if (broken.length === 0) return [];
  const names = few(broken.map(({ table, name }) => `${table} ${name}`));
  return [
    damaged(
      'parts',
      {
        zh: `ClickHouse 有 ${broken.length} 个数据块与写入时不同：${names.zh}。`,
        en: `${counted(broken.length, 'part')} of ClickHouse ${broken.length === 1 ? 'is' : 'are'} not what was written: ${names.en}.`,
      },
      START,
    ),
  ];
}

function wordsOfShort(batches: readonly ShortBatch[]): Finding[] {
  if (batches.length === 0) return [];
  const names = few(batches.map(({ id }) => id));
  const rows = batches.reduce((sum, { has, should }) => sum + should - has, 0);
  return [
    damaged(
      'batches',
      {
        zh: `ClickHouse 缺少 ${batches.length} 个批次的 ${rows} 条数据（${names.zh}）。`,
        en: `ClickHouse lacks ${counted(rows, 'row')} of ${counted(batches.length, 'batch', 'batches')} (${names.en}).`,
      },
      START,
    ),
  ];
}

function wordsOfShortRuns(runs: readonly ExpectedRun[]): Finding[] {
  if (runs.length === 0) return [];
  const names = few(runs.map(({ scheme, period }) => `${scheme} ${period}`));
  return [
    damaged(
      'results',
      {
        zh: `${runs.length} 个月度测算结果不全（${names.zh}）。`,
        en: `${counted(runs.length, 'result')} of a month ${runs.length === 1 ? 'is' : 'are'} not whole (${names.en}).`,
      },
      { zh: '启动服务：启动时重新测算。', en: 'Start the server: it scores them again.' },
    ),
  ];
}

/** Whether PostgreSQL can be read whole, and the files of evidence are what was handed in. */
export const lookAtPostgres = async (evidenceFolder: string, postgres: Postgres): Promise<Finding[]> => [
  ...wordsOfTables(await findUnreadableTables(postgres)),
  ...(await findDamagedFiles(evidenceFolder, postgres)).map(wordsOfFile),
];
