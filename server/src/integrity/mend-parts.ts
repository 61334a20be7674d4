import { StoreError } from '../base/errors.ts';
import { knownMigrations, type Stores } from '../stores/index.ts';
import type { CheckParts, Gathered } from './gathered.ts';
import { detachPart, findBrokenParts, findLostTables, makeLostTables, type Part } from './parts.ts';
import { counted, damaged, few, mended, note } from './words.ts';

/** Tables that are gone are made again, empty; what was in them is found by whoever looks for it. */
export async function mendTables({ stores: { clickhouse }, signal }: CheckParts, gathered: Gathered): Promise<void> {
  signal?.throwIfAborted();
  const lost = await findLostTables(clickhouse, knownMigrations());
  if (lost.length === 0) return;
  await makeLostTables(clickhouse, knownMigrations());
  const names = few(lost);
  gathered.add(
    mended('tables', {
      zh: `ClickHouse 缺少 ${lost.length} 张表（${names.zh}），已重新建立；表中内容见其他各条。`,
      en: `${counted(lost.length, 'table')} of ClickHouse had gone (${names.en}) and ${lost.length === 1 ? 'was' : 'were'} made again; what was in them is told apart.`,
    }),
  );
  gathered.score(null);
}

/** A server may let its users read and write, and not check. */
const isForbidden = (error: unknown): boolean =>
  error instanceof StoreError && /ACCESS_DENIED|Not enough privileges/i.test(error.message);

const MAY_NOT_CHECK = note(
  'parts',
  {
    zh: '该 ClickHouse 用户无权核对数据文件。',
    en: 'This user of ClickHouse may not compare its files with their sums.',
  },
  { zh: '请在 ClickHouse 中授予 CHECK 权限。', en: 'Grant it CHECK in ClickHouse.' },
);

/** Without it nobody knows what the tables are. */
const NEVER_TAKEN_OUT = 'schema_migration';

/** Parts that are not what was written are taken out of their tables, so that nothing is made of them. */
export async function takeOutBrokenParts(
  { stores: { clickhouse }, signal }: Pick<CheckParts, 'stores' | 'signal'>,
  tables: readonly string[],
  gathered: Gathered,
): Promise<void> {
  const broken: Part[] = [];
  for (const table of tables) {
    signal?.throwIfAborted();
    try {
      broken.push(...(await findBrokenParts(clickhouse, table)));
    } catch (error) {
      if (!isForbidden(error)) throw error;
      gathered.add(MAY_NOT_CHECK);
      return;
    }
  }
  for (const [table, parts] of Map.groupBy(broken, (part) => part.table)) {
    const names = few(parts.map(({ name }) => name));
    const zh = `ClickHouse 的 ${table} 表有 ${parts.length} 个数据块与写入时不同（${names.zh}）`;
    const en = `${counted(parts.length, 'part')} of ClickHouse’s table ${table} ${parts.length === 1 ? 'is' : 'are'} not what was written (${names.en})`;
    if (table === NEVER_TAKEN_OUT) {
      gathered.add(damaged('parts', { zh: `${zh}。`, en: `${en}.` }));
      continue;
    }
    for (const part of parts) await detachPart(clickhouse, part);
    gathered.add(
      note('parts', {
        zh: `${zh}，已从表中移出，文件留在 detached 目录；其中内容见其他各条。`,
        en: `${en}, and ${parts.length === 1 ? 'was' : 'were'} taken out of it; the files stay in its folder detached, and what was in them is told apart.`,
      }),
    );
    gathered.score(null);
  }
}

/** A part that cannot be read is taken out, and what was asked is asked again. */
export async function reading<T>(
  stores: Stores,
  tables: readonly string[],
  gathered: Gathered,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'query') throw error;
    const before = gathered.findings.length;
    await takeOutBrokenParts({ stores }, tables, gathered);
    if (gathered.findings.length === before) throw error;
    return work();
  }
}
