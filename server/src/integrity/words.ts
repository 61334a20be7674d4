import type { Names } from '@dangzhi/metrics';
import type { Finding } from '@dangzhi/metrics/contract';
import type { ShortBatch } from './batches.ts';
import type { DamagedFile } from './evidence.ts';
import type { Part } from './parts.ts';

const SHOWN = 3;

/** The first few of a list; how many more there are is in the number beside it. */
export const few = (items: readonly string[]): Names => {
  const shown = items.slice(0, SHOWN);
  const isMore = items.length > SHOWN;
  return { zh: `${shown.join('、')}${isMore ? ' 等' : ''}`, en: `${shown.join(', ')}${isMore ? ' and others' : ''}` };
};

/** `1 batch`, `2 batches`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The way back that is always there. */
export const RESTORE: Names = {
  zh: '请先复制 DATA_DIR 留存，再用 dangzhi restore 从最近一次完好的备份恢复到空目录。',
  en: 'Keep a copy of DATA_DIR, then restore the newest good backup into an empty directory with dangzhi restore.',
};

export const damaged = (of: Finding['of'], found: Names, mend: Names = RESTORE): Finding => ({
  of,
  state: 'damaged',
  found,
  mend,
});

export const mended = (of: Finding['of'], found: Names): Finding => ({ of, state: 'mended', found, mend: null });

export const note = (of: Finding['of'], found: Names, mend: Names | null = null): Finding => ({
  of,
  state: 'note',
  found,
  mend,
});

export const MEND_TRAIL: Readonly<Record<'cut-off' | 'rewritten', Names>> = {
  'cut-off': {
    zh: '磁盘故障或旧副本会造成这种情况：请从最近一次完好的备份恢复；如要不含丢失的记录继续使用，复制 DATA_DIR 留存后删除其中的 audit.head。',
    en: 'A failing disk or an older copy leaves it so: restore the newest good backup; to go on without the lost lines, keep a copy of DATA_DIR and remove audit.head from it.',
  },
  rewritten: {
    zh: '请复制 DATA_DIR 留存，并查明谁能写入数据库。',
    en: 'Keep a copy of DATA_DIR and find out who could write to the database.',
  },
};

/** Nothing where there is nothing to say. */
export function wordsOfDetached(parts: readonly Part[]): Finding[] {
  if (parts.length === 0) return [];
  const names = few(parts.map(({ table, name }) => `${table} ${name}`));
  return [
    note(
      'parts',
      {
        zh: `ClickHouse 移出了 ${parts.length} 个损坏的数据块：${names.zh}。`,
        en: `ClickHouse has put ${counted(parts.length, 'damaged part')} aside: ${names.en}.`,
      },
      {
        zh: '请检查磁盘；备份之后可删除 detached 目录中的这些文件。',
        en: 'Have the disk looked at; after a backup these files may be removed from the folders detached.',
      },
    ),
  ];
}

export function wordsOfTables(tables: readonly string[]): Finding[] {
  if (tables.length === 0) return [];
  const names = few(tables);
  return [
    damaged('documents', {
      zh: `PostgreSQL 有 ${tables.length} 张表无法完整读出：${names.zh}。`,
      en: `${counted(tables.length, 'table')} of PostgreSQL cannot be read whole: ${names.en}.`,
    }),
  ];
}

export function wordsOfLostRecords(batches: readonly ShortBatch[]): Finding[] {
  if (batches.length === 0) return [];
  const names = few(batches.map(({ id }) => id));
  const lack = batches.length === 1 ? 'lacks' : 'lack';
  return [
    damaged('records', {
      zh: `${batches.length} 个批次的原始记录不全（${names.zh}）：数值和得分不受影响，但其来源无法逐条展示。`,
      en: `${counted(batches.length, 'batch', 'batches')} ${lack} raw records (${names.en}): values and scores are right, but where they came from cannot be shown.`,
    }),
  ];
}

export function wordsOfUnknown(batches: readonly string[]): Finding[] {
  if (batches.length === 0) return [];
  const names = few(batches);
  return [
    damaged('stores', {
      zh: `ClickHouse 中有 ${batches.length} 个批次（${names.zh}）在 PostgreSQL 中没有登记：两个数据库不是同一时刻的。`,
      en: `ClickHouse has ${counted(batches.length, 'batch', 'batches')} that PostgreSQL does not know (${names.en}): the two stores are not of the same moment.`,
    }),
  ];
}

export function wordsOfFile({ sha256, name, unit, is }: DamagedFile): Finding {
  const zh = is === 'missing' ? '的文件不在了' : '的文件与上传时不同';
  const en = is === 'missing' ? 'is gone' : 'is not what was handed in';
  return damaged(
    'evidence',
    {
      zh: `凭证“${name}”（${unit}，${sha256.slice(0, 12)}）${zh}，不再提供下载。`,
      en: `The file of the evidence “${name}” (${unit}, ${sha256.slice(0, 12)}) ${en}; it is not handed out.`,
    },
    {
      zh: '重新上传同一文件即可修复，或从备份中恢复。',
      en: 'Hand the same file in again, or restore it from a backup.',
    },
  );
}

const namesOf = (batches: readonly ShortBatch[]): Names => few(batches.map(({ id }) => id));
const ofBatches = (batches: readonly ShortBatch[]): string =>
  `${counted(batches.length, 'batch', 'batches')} ${batches.length === 1 ? 'lacks' : 'lack'} rows of which no copy was kept (${namesOf(batches).en})`;
const ofBatchesZh = (batches: readonly ShortBatch[]): string =>
  `${batches.length} 个批次的数据不全，也没有留存（${namesOf(batches).zh}）`;

/** @param cells how many values of them may be what counts */
export function wordsOfDamagedCells(batches: readonly ShortBatch[], cells: number): Finding[] {
  if (batches.length === 0) return [];
  return [
    damaged(
      'batches',
      {
        zh: `${ofBatchesZh(batches)}：${cells} 个数值显示“数据受损”，由其汇总的得分不评。`,
        en: `${ofBatches(batches)}: ${counted(cells, 'value')} ${cells === 1 ? 'shows' : 'show'} “data damaged”, and what is made of ${cells === 1 ? 'it' : 'them'} has no score.`,
      },
      {
        zh: '重新填报这些数值即可评分；由系统采集的会从头重新采集；或从最近一次完好的备份恢复。',
        en: 'Report these values again and they are scored; what a system supplies is pulled again from its beginning; or restore the newest good backup.',
      },
    ),
  ];
}

export function wordsOfReplaced(batches: readonly ShortBatch[]): Finding[] {
  if (batches.length === 0) return [];
  return [
    note('batches', {
      zh: `${ofBatchesZh(batches)}，但其中每个数值此后都已重新上报：得分不受影响，只缺这段历史。`,
      en: `${ofBatches(batches)}, but each of its values has been told again since: scores are right, and only this history is gone.`,
    }),
  ];
}

export function wordsOfAskedAgain(batches: readonly ShortBatch[], sources: readonly string[]): Finding[] {
  if (batches.length === 0) return [];
  const names = few(sources);
  return [
    note('batches', {
      zh: `${ofBatchesZh(batches)}；来源 ${names.zh} 将从头重新采集。`,
      en: `${ofBatches(batches)}; pulled again from the beginning: ${names.en}.`,
    }),
  ];
}

/** Nobody can tell any more of which cells they were. */
export function wordsOfLost(batches: readonly ShortBatch[]): Finding[] {
  if (batches.length === 0) return [];
  return [
    damaged('batches', {
      zh: `${ofBatchesZh(batches)}，也无法得知涉及哪些数值：得分可能因此不对。`,
      en: `${ofBatches(batches)}, and nobody can tell of which values: scores may be wrong for it.`,
    }),
  ];
}
