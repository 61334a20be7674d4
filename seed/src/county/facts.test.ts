import { readFileSync } from 'node:fs';
import { FactSchema } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { factById, facts } from './facts.ts';

const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');
const articles = withoutSpace(readFileSync(new URL('../../data/source-articles.txt', import.meta.url), 'utf8'));

test.each(facts)('$id stands in the articles word for word', (fact) => {
  expect(Value.Check(FactSchema, fact)).toBe(true);
  expect(articles).toContain(withoutSpace(fact.quote));
});

test('all 167 facts, each once', () => {
  expect(new Set(facts.map(({ id }) => id)).size).toBe(167);
});

test('two thirds is kept as approximate', () => {
  expect(factById('A045').values).toEqual([
    { name: '库房饱和度', value: 66.7, unitOfMeasure: '%', approximate: true, derivedFrom: null },
  ]);
});

test('an unknown id is refused', () => {
  expect(() => factById('C001')).toThrow('factById requires a fact of the articles, not C001');
});
