import { ARTICLES, FACT_KINDS } from '@dangzhi/metrics/contract';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import source from '../../data/source-facts.json' with { type: 'json' };

export const ArticleFactSchema = Type.Object({
  id: Type.String(),
  article: Type.Enum([...ARTICLES]),
  kind: Type.Enum([...FACT_KINDS]),
  zh: Type.String(),
  en: Type.String(),
  quote: Type.String(),
  values: Type.Array(
    Type.Object({
      name: Type.String(),
      value: Type.Number(),
      unit: Type.String(),
      /** The arithmetic of a value the article does not print. */
      derived: Type.Optional(Type.String()),
      approx: Type.Optional(Type.Boolean()),
      /** Of a target: the bound it sets. */
      op: Type.Optional(Type.Enum(['>=', '='])),
    }),
  ),
  period: Type.String(),
  /** Indicators it bears on. */
  indicators: Type.Array(Type.String()),
  note: Type.Union([Type.String(), Type.Null()]),
});
/** An entry of the source articles as it was written down. */
export type ArticleFact = Static<typeof ArticleFactSchema>;

/** Every entry of the two source articles, quotes verbatim, by id. */
export const articleFacts: ArticleFact[] = Value.Parse(
  Type.Object({ facts: Type.Array(ArticleFactSchema) }),
  source,
).facts.sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * The fact with an id.
 *
 * @throws RangeError if the articles have no such fact
 */
export function factById(id: string): ArticleFact {
  const fact = articleFacts.find((one) => one.id === id);
  if (fact === undefined) throw new RangeError(`factById requires a fact of the articles, not ${id}`);
  return fact;
}
