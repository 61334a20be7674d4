import type { Fact } from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import source from '../../data/source-facts.json' with { type: 'json' };

const FactsSourceSchema = Type.Object({
  facts: Type.Array(
    Type.Object({
      id: Type.String(),
      article: Type.String(),
      kind: Type.String(),
      zh: Type.String(),
      en: Type.String(),
      quote: Type.String(),
      values: Type.Array(
        Type.Object({
          name: Type.String(),
          value: Type.Number(),
          unit: Type.String(),
          derived: Type.Optional(Type.String()),
          approx: Type.Optional(Type.Boolean()),
        }),
      ),
      period: Type.String(),
      indicators: Type.Array(Type.String()),
      note: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});

/** Every entry of the two source articles, quotes verbatim. */
export const facts: Fact[] = Value.Parse(FactsSourceSchema, source).facts.map((fact) => ({
  id: fact.id,
  article: fact.article,
  kind: fact.kind,
  text: { zh: fact.zh, en: fact.en },
  quote: fact.quote,
  values: fact.values.map(({ name, value, unit, derived, approx }) => ({
    name,
    value,
    unitOfMeasure: unit,
    approximate: approx ?? false,
    derivedFrom: derived ?? null,
  })),
  period: fact.period,
  indicators: fact.indicators,
  note: fact.note,
}));

/**
 * The fact with an id.
 *
 * @throws RangeError if the articles have no such fact
 */
export function factById(id: string): Fact {
  const fact = facts.find((one) => one.id === id);
  if (fact === undefined) throw new RangeError(`factById requires a fact of the articles, not ${id}`);
  return fact;
}
