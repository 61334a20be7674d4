import { describe, expect, it } from 'vitest';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { mapRecord } from './mapping.ts';

type Mapping = SourceDeclaration['mapping'];

const NOW = new Date('2023-02-20T09:00:00+08:00');

const WIDE: Mapping = {
  id: 'id',
  changedAt: { field: 'meta.changed', format: 'YYYY-MM-DD HH:mm:ss' },
  unit: { field: 'org.code', codes: { '330624013': 'XC-D13' } },
  period: {
    field: 'period',
    grainField: 'zqlx',
    readings: {
      月: { format: 'YYYYMM', grain: 'month' },
      季: { format: 'YYYY-MM-DD', grain: 'quarter' },
      年: { format: 'YYYY', grain: 'year' },
    },
  },
  values: {
    kind: 'wide',
    fields: [
      { field: 'rows', measure: 'records-collected', written: 'grouped', shift: -8 },
      { field: 'rows', measure: 'records-counted', written: 'grouped' },
      { field: 'rate', measure: 'timely-rate', written: 'percent' },
    ],
  },
  absent: { 不适用: 'not-applicable', 无业务: 'no-cases' },
  reasonField: 'remark',
};

const LONG: Mapping = {
  id: 'id',
  unit: { fixed: 'XC' },
  period: { field: 'month', format: 'YYYY年M月', grain: 'month' },
  values: {
    kind: 'long',
    measureField: 'name',
    valueField: 'value',
    names: [
      { name: '告警数', measure: 'alarms' },
      { name: '使用率', measure: 'use-rate', shift: 2 },
    ],
    ignored: ['心跳'],
  },
  reasonField: '说明',
};

const read = (mapping: Mapping, record: unknown) => mapRecord({ mapping } as SourceDeclaration, record, 3, NOW);

const wide = (changes: object = {}) => ({
  id: '1',
  org: { code: 330624013, name: '县档案馆' },
  period: '202212',
  zqlx: '月',
  meta: { changed: '2023-01-05 09:12:33' },
  rows: '2,991,000,000',
  rate: '99.5%',
  remark: '',
  ...changes,
});
const long = (changes: object = {}) => ({
  id: '1',
  month: '2022年12月',
  name: '使用率',
  value: 0.8363,
  说明: '',
  ...changes,
});

/** Figures of a record that fits, as `measure period value`. */
const figures = (mapping: Mapping, record: unknown): string[] => {
  const mapped = read(mapping, record);
  return mapped.ok ? mapped.rows.map(({ measure, period, value }) => `${measure} ${period} ${value}`) : [mapped.reason];
};

describe('a wide record', () => {
  it('gives a row a field, in our units; one field may be read as two measures', () => {
    expect(read(WIDE, wide())).toEqual({
      ok: true,
      isIgnored: false,
      changedAt: '2023-01-05T09:12:33+08:00',
      rows: [
        ['records-collected', '29.91'],
        ['records-counted', '2991000000'],
        ['timely-rate', '99.5'],
      ].map(([measure, value]) => ({
        measure,
        value,
        unit: 'XC-D13',
        period: '2022-12',
        missing: null,
        reason: null,
        record: 3,
        changedAt: '2023-01-05T09:12:33+08:00',
      })),
    });
  });

  it('says the grain of its period', () => {
    const rest = { rows: null };
    expect(figures(WIDE, wide({ ...rest, zqlx: '季', period: '2022-12-31' }))).toEqual(['timely-rate 2022Q4 99.5']);
    expect(figures(WIDE, wide({ ...rest, zqlx: '年', period: 2022 }))).toEqual(['timely-rate 2022 99.5']);
  });

  it('gives nothing where it has nothing', () => {
    expect(figures(WIDE, wide({ rows: null, rate: '' }))).toEqual([]);
  });

  it.each([
    ['', '不适用'],
    ['无独立库房', '无独立库房'],
  ])('with a word for the absence and the remark %j states the reason %j', (remark, reason) => {
    const mapped = read(WIDE, wide({ rows: null, rate: '不适用', remark }));
    expect(mapped).toMatchObject({ ok: true, rows: [{ value: null, missing: 'not-applicable', reason }] });
  });

  it.each([
    ['bad-record', null],
    ['bad-record', wide({ meta: { changed: '2099-01-01 00:00:00' } })],
    ['bad-record', wide({ meta: { changed: null } })],
    ['missing-field', wide({ meta: {} })],
    ['missing-field', wide({ rate: undefined })],
    ['unknown-unit', wide({ org: { code: '330624099' } })],
    ['unknown-unit', wide({ org: { code: 'toString' } })],
    ['unknown-period', wide({ zqlx: '周' })],
    ['unknown-period', wide({ zqlx: '年' })],
    ['bad-number', wide({ rate: '99.5' })],
    ['bad-number', wide({ rate: '停用' })],
    ['bad-number', wide({ rate: {} })],
  ])('is quarantined as %s: %j', (reason, record) => {
    expect(read(WIDE, record)).toMatchObject({ ok: false, reason });
  });

  it('that is quarantined names the field and what stood there', () => {
    expect(read(WIDE, wide({ rate: '停用' }))).toMatchObject({
      message: expect.stringContaining('rate "停用"') as string,
    });
    expect(read(WIDE, wide({ zqlx: '周' }))).toMatchObject({ message: expect.stringContaining('zqlx "周"') as string });
  });
});

describe('a long record', () => {
  it('gives the row its name stands for, of the one unit the system speaks of', () => {
    expect(read(LONG, long())).toEqual({
      ok: true,
      isIgnored: false,
      changedAt: null,
      rows: [
        { measure: 'use-rate', unit: 'XC', period: '2022-12', value: '83.63', missing: null, reason: null, record: 3 },
      ],
    });
  });

  it('brings what is said beside its figure', () => {
    expect(read(LONG, long({ 说明: '系统升级' }))).toMatchObject({ rows: [{ value: '83.63', reason: '系统升级' }] });
  });

  it('under a name that is ignored gives nothing, under one nobody declared is quarantined', () => {
    expect(read(LONG, long({ name: '心跳' }))).toMatchObject({ ok: true, rows: [], isIgnored: true });
    expect(figures(LONG, long({ name: '湿度' }))).toEqual(['unknown-measure']);
    expect(figures(LONG, long({ name: undefined }))).toEqual(['missing-field']);
  });
});
