import type { CountyRecord, RecordPage } from '@dangzhi/metrics/contract';
import { sql } from 'kysely';
import type { Postgres } from '../../stores/index.ts';
import { matchWords } from '../../stores/match-words.ts';
import { tally, whereAll } from '../../stores/tally.ts';

const SEARCHED = sql`concat_ws(' ', code,
  definition #>> '{name,zh}', definition #>> '{name,en}',
  definition #>> '{description,zh}', definition #>> '{description,en}',
  jsonb_path_query_array(definition, '$.sources[*].quote')::text)`;

const CONDITIONS = {
  kind: (kind: string) => sql<boolean>`kind = ${kind}`,
  status: (status: string) => sql<boolean>`status = ${status}`,
  article: (article: string) => sql<boolean>`article = ${article}`,
  q: (words: string) => matchWords(SEARCHED, words),
};
export type RecordFilter = Readonly<Partial<Record<keyof typeof CONDITIONS, string | undefined>>>;

/** A page of records in the order of the county's own list, and how many each other choice of a filter would leave. */
export async function listRecords(
  { db }: Postgres,
  filter: RecordFilter,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<Pick<RecordPage, 'items' | 'total' | 'counts'>> {
  const from = sql`county_record`;
  const except = (name: keyof RecordFilter) => whereAll(CONDITIONS, filter, name);
  const [rows, all, article, kind, status] = await Promise.all([
    db
      .selectFrom('county_record')
      .select('definition')
      .where(whereAll(CONDITIONS, filter))
      .orderBy('position')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    tally(db, { by: sql`''`, from, where: whereAll(CONDITIONS, filter) }),
    tally(db, { by: sql`article`, from, where: except('article') }),
    tally(db, { by: sql`kind`, from, where: except('kind') }),
    tally(db, { by: sql`status`, from, where: except('status') }),
  ]);
  return {
    items: rows.map(({ definition }) => definition),
    total: all[0]?.count ?? 0,
    counts: { article, kind, status },
  };
}

/** One record; `null` when unknown. */
export async function findRecord({ db }: Postgres, code: string): Promise<CountyRecord | null> {
  const row = await db.selectFrom('county_record').select('definition').where('code', '=', code).executeTakeFirst();
  return row?.definition ?? null;
}
