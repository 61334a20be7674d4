import { describe, expect, it } from 'vitest';
import type { Measure } from './catalogue.ts';
import { guardBreaks, isLookedAt, type GuardContext } from './guards.ts';
import { parsePeriod } from './period.ts';

const measure = (given: Partial<Measure>): Measure => ({
  code: 'trained',
  name: { zh: '', en: '' },
  unitOfMeasure: '人',
  kind: 'stock',
  grain: 'month',
  system: null,
  dueFrom: null,
  dueAfterDays: 10,
  ...given,
});

const NOTHING: GuardContext = { today: '2023-01-20', pairs: [], beside: new Map(), history: new Map() };

const broken = (
  given: Partial<Measure>,
  value: string | null,
  { period = '2022-12', ...context }: Partial<GuardContext> & { readonly period?: string } = {},
): string[] =>
  guardBreaks(measure(given), parsePeriod(period)!, value, { ...NOTHING, ...context }).map((one) =>
    one.guard === 'kind' ? one.fault : one.guard,
  );

describe('what a measure counts in', () => {
  it.each([
    ['count', '12', []],
    ['count', '12.0', []],
    ['count', '12.5', ['not-whole']],
    ['count', '-5', ['negative']],
    ['count', '0', []],
    ['money', '12.5', []],
    ['money', '-0.01', ['negative']],
    ['share', '101', []],
    ['area', '-1', ['negative']],
    ['level', '-1.5', []],
    [undefined, '-1.5', []],
  ] as const)('%s %s: %j', (quantity, value, right) => {
    expect(broken(quantity === undefined ? {} : { quantity }, value)).toEqual(right);
  });

  it('its bounds belong to it', () => {
    const bounds = { bounds: { least: 0, most: 100 } };
    expect(['0', '100', '100.0', '100.0000000001', '-0.1'].map((value) => broken(bounds, value))).toEqual([
      [],
      [],
      [],
      ['bounds'],
      ['bounds'],
    ]);
  });
});

describe('a part and its whole', () => {
  const pairs = [{ part: 'trained', whole: 'staff' }];
  it('whichever comes last is held against the other, exactly', () => {
    expect(broken({}, '500', { pairs, beside: new Map([['staff', '11']]) })).toEqual(['part']);
    expect(broken({}, '11', { pairs, beside: new Map([['staff', '11.0']]) })).toEqual([]);
    expect(broken({}, '11.0000000001', { pairs, beside: new Map([['staff', '11']]) })).toEqual(['part']);
    expect(broken({ code: 'staff' }, '8', { pairs, beside: new Map([['trained', '9']]) })).toEqual(['part']);
    expect(broken({ code: 'staff' }, '9', { pairs, beside: new Map([['trained', '9']]) })).toEqual([]);
  });

  it('one that is not there says nothing, nor does a pair of others', () => {
    expect(broken({}, '500', { pairs })).toEqual([]);
    const both = new Map([
      ['trained', '9'],
      ['staff', '1'],
    ]);
    expect(broken({ code: 'rooms' }, '5', { pairs, beside: both })).toEqual([]);
  });
});

describe('the period', () => {
  it('that has not begun is refused, also for a value that is absent', () => {
    expect(broken({}, '5', { period: '2030-02' })).toEqual(['not-begun']);
    expect(broken({}, null, { period: '2030-02' })).toEqual(['not-begun']);
    expect(broken({}, '5', { period: '2023-01', today: '2023-01-01' })).toEqual([]);
  });

  it('of a flow that has not ended is looked at, unless it is reported as it grows', () => {
    expect(broken({ kind: 'flow' }, '5', { period: '2023-01' })).toEqual(['not-ended']);
    expect(broken({ kind: 'flow' }, '5', { period: '2023-01', today: '2023-01-31' })).toEqual(['not-ended']);
    expect(broken({ kind: 'flow' }, '5', { period: '2023-01', today: '2023-02-01' })).toEqual([]);
    expect(broken({ kind: 'flow', running: true }, '5', { period: '2023-01' })).toEqual([]);
    expect(broken({ kind: 'stock' }, '5', { period: '2023-01' })).toEqual([]);
    expect(broken({ kind: 'flow' }, null, { period: '2023-01' })).toEqual([]);
  });
});

describe('a jump against the own history', () => {
  const jump = { jump: { times: 3, window: 12, least: 20 } };
  const history = new Map([
    ['2022-09', '100'],
    ['2022-10', '110'],
    ['2022-11', '120'],
    // Too long ago, and not earlier.
    ['2021-11', '1'],
    ['2022-12', '9000'],
    ['2023-01', '9000'],
  ]);
  it.each([
    ['360', []],
    ['361', ['jump']],
    ['34', []],
    ['33.4', []],
    ['33.3', ['jump']],
    ['0', ['jump']],
    ['120', []],
  ] as const)('%s beside 100 to 120: %j', (value, right) => {
    expect(broken(jump, value, { history })).toEqual(right);
  });

  it('a small difference is none, and fewer than three values are no history', () => {
    const few = new Map([
      ['2022-09', '0'],
      ['2022-10', '1'],
      ['2022-11', '2'],
    ]);
    expect(broken(jump, '22', { history: few })).toEqual([]);
    expect(broken(jump, '23', { history: few })).toEqual(['jump']);
    few.delete('2022-09');
    expect(broken(jump, '23', { history: few })).toEqual([]);
  });
});

it('what refuses comes first, and what is looked at is told apart', () => {
  const found = guardBreaks(measure({ kind: 'flow', quantity: 'count' }), parsePeriod('2023-01')!, '-1', NOTHING);
  expect(found.map((one) => [one.guard, isLookedAt(one)])).toEqual([
    ['kind', false],
    ['not-ended', true],
  ]);
});
