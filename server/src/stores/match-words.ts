import { sql, type RawBuilder } from 'kysely';

/** People type full-width stops, the articles were set with half-width ones; either finds the other. */
const FULL_WIDTH = '，。：；！？（）％';
const HALF_WIDTH = ',.:;!?()%';

const folded = (text: RawBuilder<unknown>) => sql`translate(${text}, ${FULL_WIDTH}, ${HALF_WIDTH})`;

/** Whether a text holds the words, letter case and the width of stops ignored; no character of theirs is a wildcard. */
export function matchWords(text: RawBuilder<unknown>, words: string): RawBuilder<boolean> {
  const pattern = `%${words.trim().replaceAll(/[\\%％_]/g, (found) => `\\${found === '％' ? '%' : found}`)}%`;
  return sql<boolean>`${folded(text)} ILIKE ${folded(sql`${pattern}::text`)}`;
}
