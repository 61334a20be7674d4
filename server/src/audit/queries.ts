import type { AuditEntry } from '@dangzhi/metrics/contract';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Postgres } from '../stores/index.ts';
import { matchWords } from '../stores/match-words.ts';
import { whereAll } from '../stores/tally.ts';
import type { AuditLine } from './trail.ts';

const CONDITIONS = {
  /** Instants, ISO 8601; `from` is within, `to` is not. */
  from: (instant: string) => sql<boolean>`at >= ${instant}::timestamptz`,
  to: (instant: string) => sql<boolean>`at < ${instant}::timestamptz`,
  actor: (actor: string) => sql<boolean>`actor = ${actor}`,
  action: (action: string) => sql<boolean>`action = ${action}`,
  outcome: (outcome: string) => sql<boolean>`outcome = ${outcome}`,
  target: (target: string) => sql<boolean>`target = ${target}`,
  // The line is kept as JSON: a quote somebody looks for stands there as JSON writes it.
  q: (words: string) => matchWords(sql`line`, JSON.stringify(words.trim()).slice(1, -1)),
};
export type AuditFilter = Readonly<Partial<Record<keyof typeof CONDITIONS, string | undefined>>>;

/** A line and what stands beside it, as the table has it. */
export interface AuditRow {
  readonly sequence: number;
  /** The column `at` to the microsecond, in UTC: a `Date` would hide the last three digits. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly target: string;
  readonly line: string;
  readonly hash: string;
}

/** A page of the lines that fit, newest first, and how many fit. */
export async function listEntries(
  { db }: Postgres,
  filter: AuditFilter,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ items: AuditEntry[]; total: number }> {
  const fitting = db.selectFrom('audit_entry').where(whereAll(CONDITIONS, filter));
  const { total } = await fitting
    .select(({ fn }) => fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await fitting
    .select(['sequence', AT, 'actor', 'action', 'outcome', 'target', 'line', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items: rows.map(toEntry), total: Number(total) };
}

const PAGE = 500;

/** Every line that fits, oldest first, page by page; what is added meanwhile comes along. */
export async function* streamEntries(postgres: Postgres, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  for await (const rows of pagesOfRows(postgres, filter)) yield rows.map(toEntry);
}

/** The same as the table has them. */
export async function* pagesOfRows({ db }: Postgres, filter: AuditFilter = {}): AsyncGenerator<AuditRow[]> {
  let after: number | null = null;
  for (;;) {
    let query = db
      .selectFrom('audit_entry')
      .select(['sequence', AT, 'actor', 'action', 'outcome', 'target', 'line', 'hash'])
      .where(whereAll(CONDITIONS, filter))
      .orderBy('sequence')
      .limit(PAGE);
    // No lower bound at first: a line somebody put before the first one must show.
    if (after !== null) query = query.where('sequence', '>', after);
    const rows: AuditRow[] = (await query.execute()).map((row) => ({ ...row, sequence: Number(row.sequence) }));
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.sequence ?? null;
  }
}

/** How many lines there are. */
export async function countEntries({ db }: Postgres): Promise<number> {
  const { total } = await db
    .selectFrom('audit_entry')
    .select(({ fn }) => fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** The last line's sequence and hash, or those of one line; `null` where there is none. */
export async function findHead(
  { db }: Postgres,
  sequence?: number,
): Promise<{ sequence: number; hash: string } | null> {
  const row = await db
    .selectFrom('audit_entry')
    .select(['sequence', 'hash'])
    .$if(sequence !== undefined, (query) => query.where('sequence', '=', sequence ?? 0))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { sequence: Number(row.sequence), hash: row.hash };
}

const AT = sql<string>`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at');

const LineSchema = Type.Object({
  sequence: Type.Integer(),
  at: Type.String(),
  actor: Type.String(),
  actorName: Type.String(),
  address: Type.String(),
  agent: Type.String(),
  action: Type.String(),
  outcome: Type.Enum(['done', 'refused']),
  target: Type.String(),
  before: Type.Unknown(),
  after: Type.Unknown(),
  reason: Type.String(),
});

/** A kept line; `null` when it is none of ours: somebody changed it. */
export function readLine(text: string): AuditLine | null {
  try {
    const line: unknown = JSON.parse(text);
    return Value.Check(LineSchema, line) ? line : null;
  } catch {
    return null;
  }
}

/** A line that cannot be read is shown as it is, with what the columns beside it say. */
function toEntry({ line: text, hash, ...columns }: AuditRow): AuditEntry {
  const line = readLine(text);
  if (line !== null) return { ...line, hash };
  const unknown = { actorName: '', address: '', agent: '', before: null, after: text, reason: '' };
  return { ...unknown, ...columns, sequence: Number(columns.sequence), hash };
}
