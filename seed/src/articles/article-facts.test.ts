import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { articleFacts, factById } from './article-facts.ts';

const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');
const articles = withoutSpace(readFileSync(new URL('../../data/source-articles.txt', import.meta.url), 'utf8'));

test.each(articleFacts)('$id stands in the articles word for word', ({ quote }) => {
  expect(articles).toContain(withoutSpace(quote));
});

test('all 167 facts, each once, 73 of one article and 94 of the other', () => {
  expect(new Set(articleFacts.map(({ id }) => id)).size).toBe(167);
  expect(articleFacts.filter(({ article }) => article === 'A')).toHaveLength(73);
  expect(articleFacts.filter(({ article }) => article === 'B')).toHaveLength(94);
});

test('two thirds is kept as approximate, a target as a bound', () => {
  expect(factById('A045').values).toEqual([{ name: '库房饱和度', value: 66.7, unit: '%', approx: true }]);
  expect(factById('B071').values).toEqual([{ name: '目标', value: 2, unit: '个', op: '>=' }]);
});

test('an unknown id is refused', () => {
  expect(() => factById('C001')).toThrow('factById requires a fact of the articles, not C001');
});
