import { expect, it } from 'vitest';
import { dateWords } from './record-date.ts';

it.each([
  [
    { precision: 'month', from: '2022-10', to: '2022-10' },
    { key: null, month: '2022-10' },
  ],
  [
    { precision: 'quarter', from: '2022Q4', to: '2022Q4' },
    { key: 'records.date.quarter', year: '2022', quarter: '4' },
  ],
  [
    { precision: 'year', from: '2022', to: '2022' },
    { key: 'records.date.year', from: '2022' },
  ],
  [
    { precision: 'undated', from: '2018', to: '2022' },
    { key: 'records.date.between', from: '2018', to: '2022' },
  ],
  [
    { precision: 'undated', from: null, to: '2022' },
    { key: 'records.date.by', to: '2022' },
  ],
  [
    { precision: 'undated', from: '2023', to: null },
    { key: 'records.date.from', from: '2023' },
  ],
] as const)('%o', (date, words) => {
  expect(dateWords(date)).toEqual(words);
});
