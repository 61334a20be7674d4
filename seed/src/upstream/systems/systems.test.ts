import { sourceFaults } from '@dangzhi/metrics/contract';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../catalogue/index.ts';
import { units } from '../../county/units.ts';
import { simulatedSources } from '../declaration.ts';
import { tokenNames } from '../index.ts';
import { systems } from './index.ts';

const pulled = catalogue.systems.filter(({ kind }) => kind === 'pulled').map(({ code }) => code);
const sources = simulatedSources('http://127.0.0.1:4100');

test('every system that is pulled is simulated, and no other', () => {
  expect(sources.map(({ code }) => code).sort()).toEqual([...pulled].sort());
});

test('each has a token of its own', () => {
  expect([...tokenNames].sort()).toEqual(
    ['ARCHIVES', 'ENDS', 'ERMS', 'IRS', 'LOOKUP', 'PDP', 'SECURITY', 'SENSING'].map((name) => `${name}_TOKEN`),
  );
});

test('every measure a system is pulled for is read from exactly one of its fields, and nothing else is', () => {
  for (const { code, mapping } of sources) {
    const { values } = mapping;
    const read = (values.kind === 'wide' ? values.fields : values.names).map(({ measure }) => measure);
    const wanted = catalogue.measures.filter(({ system }) => system === code).map((measure) => measure.code);
    expect(read.toSorted(), code).toEqual(wanted.toSorted());
  }
});

test('no two figures of a record share a field', () => {
  for (const { code, mapping } of sources) {
    const { values } = mapping;
    const places =
      values.kind === 'wide' ? values.fields.map(({ field }) => field) : values.names.map(({ name }) => name);
    expect(new Set(places).size, code).toBe(places.length);
  }
});

describe.each(systems.map((system) => [system.declaration.code, system] as const))('%s', (code, system) => {
  const { mapping } = system.declaration;

  test('is declared without a fault', () => {
    expect(sourceFaults(sources.find((source) => source.code === code))).toEqual([]);
  });

  test('names every unit, at any time, by a name that is ours again', () => {
    const codes = 'codes' in mapping.unit ? mapping.unit.codes : {};
    for (const unit of units) {
      for (const month of ['2021-01', '2022-12', '2026-10'])
        expect(codes[system.nameOf(unit.code, month)]).toBe(unit.code);
    }
    expect(new Set(Object.values(codes)).size).toBe(units.length);
  });

  test('has a word for every grain of its measures, and for every reason its figures state', () => {
    const grains = 'readings' in mapping.period ? Object.values(mapping.period.readings) : [mapping.period];
    for (const { grain } of catalogue.measures.filter((measure) => measure.system === code)) {
      expect(grains.filter((reading) => reading.grain === grain)).toHaveLength(1);
    }
    const reasons = new Set(
      system.figures('2022-12', new Date('2023-02-20T09:00:00+08:00')).map(({ missing }) => missing),
    );
    expect([null, ...Object.values(mapping.absent ?? {})]).toEqual(expect.arrayContaining([...reasons]));
  });
});

test('their shapes are as far apart as real ones', () => {
  const distinct = (of: (source: (typeof sources)[number]) => unknown) =>
    new Set(sources.map((source) => JSON.stringify(of(source)))).size;
  expect(distinct(({ paging }) => paging.kind)).toBe(5);
  expect(distinct(({ paging }) => paging.recordsField)).toBe(8);
  expect(distinct(({ mapping }) => mapping.changedAt?.format ?? null)).toBe(6);
  expect(distinct(({ mapping }) => mapping.values.kind)).toBe(2);
  expect(distinct(({ auth }) => ('header' in auth ? auth.header : auth.kind))).toBeGreaterThanOrEqual(5);
});
