import type { MissingKind } from '@dangzhi/metrics';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../catalogue/index.ts';
import { county, units } from '../../county/units.ts';
import { CORRECTIONS } from './cases.ts';
import { inspectionFigures } from '../inspections.ts';
import { settleMonth } from '../../../testing/settled.ts';
import { figuresUntil, observe } from '../../../testing/observations.ts';

const LAST = '2026-10';
const figures = figuresUntil(LAST);
const observed = observe([...figures, ...inspectionFigures(LAST)]);
const unitOf = new Map(units.map((unit) => [unit.code, unit]));
const indicatorOf = new Map(catalogue.indicators.map((indicator) => [indicator.code, indicator]));

/** What one indicator of one unit is worth at a month, by default as it stands for good. */
function settled(code: string, unit: string, month: string, asOf?: string) {
  const indicator = indicatorOf.get(code);
  const found = unitOf.get(unit);
  if (indicator === undefined || found === undefined) throw new RangeError(`no ${code} of ${unit}`);
  return settleMonth(observed, month, asOf)(indicator, found);
}

const NOT_APPLICABLE = 'not-applicable';
test.each<[why: string, kind: MissingKind, indicator: string, unit: string, month: string, asOf?: string]>([
  ['县侨联 has no store room', NOT_APPLICABLE, 'SEC-1-01', 'XC-D67', '2022-12'],
  ['its climate is nobody’s', NOT_APPLICABLE, 'SEC-1-04', 'XC-D67', '2023-06'],
  ['县人武部 decides no applications', NOT_APPLICABLE, 'DAT-5-01', 'XC-D20', '2022-12'],
  ['县委巡察办 has no registered application', NOT_APPLICABLE, 'DAT-2-02', 'XC-D08', '2022-12'],
  ['县信访局 leads no key project', NOT_APPLICABLE, 'RES-1-05', 'XC-D10', '2022-12'],
  ['人行新昌支行 has no account of its own', NOT_APPLICABLE, 'RES-3-03', 'XC-D57', '2022-12'],
  ['县交投集团 is not catalogued yet', NOT_APPLICABLE, 'DAT-2-04', 'XC-D83', '2022-03'],
  ['archiving by June is known in July', 'not-due', 'RES-1-02', 'XC-D22', '2022-12', '2023-06-20T09:00:00+08:00'],
  ['the month is not filed yet', 'not-due', 'DIG-3-02', 'XC-D22', '2022-12', '2023-01-01T09:00:00+08:00'],
  ['县计生协 put nothing to the test', 'no-cases', 'DIG-3-02', 'XC-D68', '2022-12'],
  ['人行新昌支行 transferred nothing', 'no-cases', 'USE-1-04', 'XC-D57', '2022-12'],
  ['look-ups were not counted before July 2021', 'no-source', 'USE-2-03', 'XC-D22', '2021-06'],
  ['store rooms had no sensors', 'no-source', 'SEC-1-04', 'XC-D22', '2022-06'],
  ['those of the townships still had none', 'no-source', 'SEC-1-04', '330624104', '2022-12'],
  ['a township that is not online', 'no-source', 'DIG-1-02', '330624201', '2022-12'],
  ['the express channel is a plan of 2023', 'no-source', 'USE-2-05', 'XC-D22', '2022-12'],
  ['大佛寺景区 did not report its training of 2022', 'overdue', 'GOV-3-02', 'XC-D75', '2022-12'],
  ['it reported nothing until October 2024', 'overdue', 'GOV-1-02', 'XC-D75', '2024-06'],
  ['县交投集团 reported nothing to the archives for a year', 'overdue', 'SEC-1-01', 'XC-D83', '2023-12'],
  ['县侨联 is missing on the records platform', 'overdue', 'DIG-3-02', 'XC-D67', '2023-05'],
  ['the sensors of 新昌技师学院 said nothing', 'overdue', 'SEC-1-04', 'XC-D76', '2025-07'],
  ['县文联 files late every month', 'overdue', 'DIG-3-02', 'XC-D63', '2023-03', '2023-04-20T09:00:00+08:00'],
])('%s: %s', (_why, kind, indicator, unit, month, asOf) => {
  expect(settled(indicator, unit, month, asOf)).toMatchObject({ value: null, missing: kind });
});

test.each([
  ['own', 'DIG-3-02'],
  ['own', 'DIG-2-01'],
  ['last-complete', 'GOV-3-02'],
  ['ytd', 'RES-1-01'],
  ['rolling-12', 'DIG-1-03'],
])('mode %s has a value of every department online: %s', (mode, code) => {
  expect(indicatorOf.get(code)?.mode).toBe(mode);
  for (const unit of ['XC-D02', 'XC-D22', 'XC-D47']) expect(settled(code, unit, '2022-12').value).not.toBeNull();
});

test('who must be online and is not is worth 0', () => {
  expect(settled('DIG-1-02', 'XC-D72', '2022-12')).toMatchObject({ value: 0, origin: 'not-connected' });
});

describe('red lines', () => {
  test.each([
    ['SEC-2-03', 'XC-D83', '2021-08', '2021'],
    ['SEC-2-03', 'XC-D82', '2024-03', '2024'],
    ['DAT-4-02', 'XC-D81', '2023-09', '2023'],
  ])('%s of %s from %s to the end of %s, and the county’s with it', (code, unit, month, year) => {
    for (const one of [unit, county.code]) {
      expect(settled(code, one, month).value).toBe(1);
      expect(settled(code, one, `${year}-12`).value).toBe(1);
      expect(settled(code, one, `${Number(year) + 1}-01`).value).toBe(0);
    }
  });

  test('none in 2022, and every one says that it is invented', () => {
    for (const code of ['SEC-2-03', 'DAT-4-02']) expect(settled(code, county.code, '2022-12').value).toBe(0);
    const cases = figures.filter(
      ({ measure, value }) => (measure === 'security-accidents' || measure === 'security-incidents') && value !== '0',
    );
    expect(cases.map(({ unit, period }) => `${unit} ${period}`).toSorted()).toEqual([
      'XC-D81 2023-09',
      'XC-D82 2024-03',
      'XC-D83 2021-08',
    ]);
    for (const { reason } of cases) expect(reason).toMatch(/^演示：.*虚构/);
  });
});

test.each(CORRECTIONS)(
  '$measure of $unit at $period is reported again, and then is right',
  ({ measure, unit, period }) => {
    const [first, right, ...more] = figures.filter(
      (one) => one.measure === measure && one.unit === unit && one.period === period,
    );
    expect(more).toEqual([]);
    expect(first?.value).not.toBe(right?.value);
    expect((right?.filedAt ?? '') > (first?.filedAt ?? '')).toBe(true);
    expect(right?.reason).toMatch(/^演示：.*（虚构）。$/);
  },
);

test('before the correction 公共资源交易中心 stood better', () => {
  const before = settled('DIG-2-01', 'XC-D71', '2023-09', '2023-10-25T00:00:00+08:00').value ?? 0;
  expect(before).toBeGreaterThan((settled('DIG-2-01', 'XC-D71', '2023-09').value ?? 0) * 1.1);
});

test('the one conflict of the demo’s own: the county looked at a sample in May 2026', () => {
  const conflictsAt = (month: string) => {
    const at = settleMonth(observed, month);
    return catalogue.indicators.filter((indicator) => at(indicator, county).conflict !== null).map(({ code }) => code);
  };
  expect(conflictsAt('2026-05')).toEqual(['DIG-3-02']);
  for (const month of ['2021-12', '2022-12', '2024-06', '2026-04', '2026-06']) expect(conflictsAt(month)).toEqual([]);
});

test('whatever says there is no value says that it is demo, or why in words of its own', () => {
  const reasons = new Set(figures.flatMap(({ missing, reason }) => (missing === null ? [] : (reason ?? ''))));
  for (const reason of reasons) expect(reason).toMatch(/^演示：|^无独立库房/);
});
