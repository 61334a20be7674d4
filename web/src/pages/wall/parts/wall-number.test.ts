import { expect, it } from 'vitest';
import { wallNumber } from './wall-number.ts';

it('keeps the county’s own units in Chinese', () => {
  expect(wallNumber(29.91, '亿条', 'zh')).toEqual({ number: '29.91', unit: '亿条' });
  expect(wallNumber(2.91, '万人/百万人', 'zh')).toEqual({ number: '2.91', unit: '万人/百万人' });
});

it('says the same figures in English steps, and never as daily users of the county', () => {
  expect(wallNumber(29.91, '亿条', 'en')).toEqual({ number: '2.991', unit: 'billion' });
  expect(wallNumber(36.66, '万人', 'en')).toEqual({ number: '366,600', unit: 'people' });
  expect(wallNumber(2.91, '万人/百万人', 'en')).toEqual({ number: '29,100', unit: 'per million' });
  expect(wallNumber(86.22, '%', 'en')).toEqual({ number: '86.22', unit: '%' });
});
