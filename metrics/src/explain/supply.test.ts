import { expect, test } from 'vitest';
import type { Catalogue } from '../language/catalogue.ts';
import { unsuppliedBySystem } from './supply.ts';

const named = { zh: '名', en: 'name' };
const system = (code: string) => ({ code, name: named, kind: 'pulled' as const, facts: [] });
const measure = (code: string, from: string) =>
  ({
    code,
    name: named,
    unitOfMeasure: '',
    kind: 'stock',
    grain: 'month',
    system: from,
    dueFrom: null,
    dueAfterDays: 0,
  }) as const;
const indicator = (code: string, numerator: string, denominator: string) =>
  ({ code, formula: { kind: 'ratio', numerator, denominator, factor: 100 } }) as Catalogue['indicators'][number];

const catalogue = {
  systems: [system('s'), system('t'), system('u')],
  measures: [measure('a', 's'), measure('b', 't')],
  indicators: [indicator('I', 'a', 'b'), indicator('J', 'b', 'a'), indicator('K', 'b', 'b')],
};

test('the system that brings most weight comes first, with its heaviest leaf first', () => {
  const leaves = [
    { code: 'l1', indicator: 'I', missing: 'no-source', hasNumerator: false, nominalWeight: 30 },
    { code: 'l2', indicator: 'J', missing: 'no-source', hasNumerator: false, nominalWeight: 15 },
    { code: 'l3', indicator: 'K', missing: 'no-source', hasNumerator: false, nominalWeight: 20 },
    { code: 'l4', indicator: 'K', missing: 'overdue', hasNumerator: false, nominalWeight: 25 },
    { code: 'l5', indicator: 'I', missing: null, hasNumerator: false, nominalWeight: 10 },
  ] as const;
  const next = unsuppliedBySystem(catalogue, leaves);
  expect(next.map((one) => [one.system.code, one.leaves, one.weight])).toEqual([
    ['t', ['l3', 'l2'], 35],
    ['s', ['l1'], 30],
  ]);
});

test('a ratio whose numerator is given waits for its denominator', () => {
  const leaf = { code: 'l', indicator: 'I', missing: 'no-source', hasNumerator: true, nominalWeight: 10 } as const;
  expect(unsuppliedBySystem(catalogue, [leaf]).map(({ system: { code } }) => code)).toEqual(['t']);
});

test('nothing to do where every leaf is supplied', () => {
  expect(
    unsuppliedBySystem(catalogue, [
      { code: 'l', indicator: 'I', missing: null, hasNumerator: false, nominalWeight: 100 },
    ]),
  ).toEqual([]);
});
