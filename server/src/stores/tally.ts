import type { Tally } from '@dangzhi/metrics/contract';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from './tables.ts';

interface Counted {
  /** What is counted apart: a column or an expression. */
  readonly by: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<boolean>;
}

/** How many rows there are of each code, by code. */
export async function tally(db: Kysely<Database>, { by, from, where }: Counted): Promise<Tally> {
  const { rows } = await sql<{ code: string; count: number | string }>`
    SELECT ${by} AS code, count(*) AS count
    FROM ${from}
    WHERE ${where}
    GROUP BY 1
    ORDER BY 1`.execute(db);
  return rows.map(({ code, count }) => ({ code, count: Number(count) }));
}

/**
 * One condition of the filters chosen.
 *
 * @param without a filter left out: a choice does not narrow its own alternatives
 */
export function whereAll<Name extends string>(
  conditions: Readonly<Record<Name, (chosen: string) => RawBuilder<boolean>>>,
  chosen: Readonly<Partial<Record<NoInfer<Name>, string | undefined>>>,
  without?: NoInfer<Name>,
): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [];
  for (const name in conditions) {
    const choice = chosen[name];
    if (choice !== undefined && name !== without) parts.push(conditions[name](choice));
  }
  return sql`(${sql.join([sql`true`, ...parts], sql` AND `)})`;
}
