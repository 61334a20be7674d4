import { describe, expect, it } from 'vitest';
import { observationWindow } from './window.ts';

const flow = { kind: 'flow', grain: 'month' } as const;
const stock = { kind: 'stock', grain: 'month' } as const;
const yearlyStock = { kind: 'stock', grain: 'year' } as const;
const yearlyFlow = { kind: 'flow', grain: 'year' } as const;
const monthly = { grain: 'month', staleAfter: 2 } as const;
const yearly = { grain: 'year', staleAfter: 2 } as const;

// The table of the measurement contract, §2, in days.
describe('which observations speak for an indicator at a month', () => {
  it.each([
    ['own flow', { ...monthly, mode: 'own' }, flow, '2022-06', '2022-06-01', '2022-06-30', 'sum'],
    [
      'own stock, two grains old at most',
      { ...monthly, mode: 'own' },
      stock,
      '2022-06',
      '2022-04-01',
      '2022-06-30',
      'last',
    ],
    [
      'own stock over the year’s end',
      { ...monthly, mode: 'own' },
      stock,
      '2022-01',
      '2021-11-01',
      '2022-01-31',
      'last',
    ],
    ['own yearly stock', { ...yearly, mode: 'own' }, yearlyStock, '2022-06', '2020-01-01', '2022-06-30', 'last'],
    [
      'last complete year, in June',
      { ...yearly, mode: 'last-complete' },
      yearlyFlow,
      '2022-06',
      '2021-01-01',
      '2021-12-31',
      'sum',
    ],
    [
      'last complete year, in December',
      { ...yearly, mode: 'last-complete' },
      yearlyStock,
      '2022-12',
      '2022-01-01',
      '2022-12-31',
      'last',
    ],
    [
      'last complete quarter, in February',
      { grain: 'quarter', staleAfter: 2, mode: 'last-complete' },
      flow,
      '2022-02',
      '2021-10-01',
      '2021-12-31',
      'sum',
    ],
    ['year to date', { ...monthly, mode: 'ytd' }, flow, '2022-06', '2022-01-01', '2022-06-30', 'sum'],
    ['rolling twelve months', { ...monthly, mode: 'rolling-12' }, flow, '2022-06', '2021-07-01', '2022-06-30', 'sum'],
  ] as const)('%s', (_name, indicator, measure, month, from, to, take) => {
    expect(observationWindow(indicator, measure, month)).toEqual({ from, to, take });
  });
});
