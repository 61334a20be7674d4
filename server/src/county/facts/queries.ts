import type { Names } from '@dangzhi/metrics';
import type { Fact, FactPage, FactView, Ref } from '@dangzhi/metrics/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Postgres } from '../../stores/index.ts';
import { matchWords } from '../../stores/match-words.ts';
import { tally, whereAll } from '../../stores/tally.ts';

const SYSTEMS = sql`definition->'systems'`;
const RULINGS = sql`definition->'rulings'`;
const USES = sql`definition->'usedAs'`;
const HAS_RULING = sql<boolean>`${RULINGS} <> '[]'::jsonb`;
const SEARCHED = sql`concat_ws(' ', id,
  definition->>'quote', definition #>> '{name,zh}', definition #>> '{name,en}',
  definition #>> '{reading,zh}', definition #>> '{reading,en}')`;

const holds = (array: RawBuilder<unknown>, one: unknown): RawBuilder<boolean> =>
  sql`${array} @> ${JSON.stringify([one])}::jsonb`;

/** `any` ruling is any at all; of use `none` is what nothing uses. */
const CONDITIONS = {
  article: (article: string) => sql<boolean>`article = ${article}`,
  kind: (kind: string) => sql<boolean>`kind = ${kind}`,
  system: (code: string) => holds(SYSTEMS, { code }),
  ruling: (code: string) => (code === 'any' ? HAS_RULING : holds(RULINGS, { code })),
  use: (use: string) => (use === 'none' ? sql<boolean>`${USES} = '[]'::jsonb` : holds(USES, use)),
  q: (words: string) => matchWords(SEARCHED, words),
};
export type FactFilter = Readonly<Partial<Record<keyof typeof CONDITIONS, string | undefined>>>;

/** A page of source facts in the order of the articles, and how many each other choice of a filter would leave. */
export async function listFacts(
  { db }: Postgres,
  filter: FactFilter,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<Pick<FactPage, 'items' | 'total' | 'counts'>> {
  const except = (name: keyof FactFilter) => whereAll(CONDITIONS, filter, name);
  const [rows, all, article, kind, system, use, ruled] = await Promise.all([
    db
      .selectFrom('fact')
      .select('definition')
      .where(whereAll(CONDITIONS, filter))
      .orderBy('position')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    tally(db, { by: sql`''`, from: sql`fact`, where: whereAll(CONDITIONS, filter) }),
    tally(db, { by: sql`article`, from: sql`fact`, where: except('article') }),
    tally(db, { by: sql`kind`, from: sql`fact`, where: except('kind') }),
    countSystems(db, except('system')),
    tally(db, {
      by: sql`coalesce(one, 'none')`,
      from: sql`fact LEFT JOIN LATERAL jsonb_array_elements_text(${USES}) AS one ON true`,
      where: except('use'),
    }),
    tally(db, { by: sql`''`, from: sql`fact`, where: sql`${except('ruling')} AND ${HAS_RULING}` }),
  ]);
  return {
    items: rows.map(({ definition }) => definition),
    total: all[0]?.count ?? 0,
    counts: { article, kind, system, use, ruled: ruled[0]?.count ?? 0 },
  };
}

/** Systems named by facts that a condition holds for, by code. */
async function countSystems(db: Postgres['db'], where: RawBuilder<boolean>): Promise<FactPage['counts']['system']> {
  const { rows } = await sql<{ code: string; name: Names; count: number | string }>`
    SELECT one->>'code' AS code, one->'name' AS name, count(*) AS count
    FROM fact CROSS JOIN LATERAL jsonb_array_elements(${SYSTEMS}) AS one
    WHERE ${where}
    GROUP BY 1, 2
    ORDER BY 1`.execute(db);
  return rows.map(({ count, ...system }) => ({ ...system, count: Number(count) }));
}

/** One fact; `null` when unknown. */
export async function findFact({ db }: Postgres, id: string): Promise<Fact | null> {
  const row = await db.selectFrom('fact').select('definition').where('id', '=', id).executeTakeFirst();
  return row?.definition ?? null;
}

/** One fact with the one before and the one after it; `null` when unknown. */
export async function findFactView({ db }: Postgres, id: string): Promise<FactView | null> {
  const row = await db.selectFrom('fact').select(['position', 'definition']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const beside = await db
    .selectFrom('fact')
    .select(['position', 'definition'])
    .where('position', 'in', [row.position - 1, row.position + 1])
    .execute();
  const at = (position: number): Ref | null => {
    const found = beside.find((one) => one.position === position)?.definition;
    return found === undefined ? null : { code: found.id, name: found.name };
  };
  return {
    ...row.definition,
    source: await findSource(db, row.definition.article),
    previous: at(row.position - 1),
    next: at(row.position + 1),
  };
}

/** Title and author of an article are entries of it themselves. */
async function findSource(db: Postgres['db'], article: Fact['article']): Promise<FactView['source']> {
  const rows = await db
    .selectFrom('fact')
    .select('definition')
    .where('article', '=', article)
    .where(sql<boolean>`definition #>> '{scoring,whyNot}' = 'source-itself'`)
    .orderBy('position')
    .execute();
  const wordsOf = (kind: Fact['kind']) =>
    rows.find(({ definition }) => definition.kind === kind)?.definition.quote ?? '';
  return { title: wordsOf('publication'), author: wordsOf('person') };
}
