import { UnitListSchema } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { classes } from './classes.ts';
import { county, units } from './units.ts';

test('the county, 83 departments and 12 townships, as the contract wants them', () => {
  expect(Value.Check(UnitListSchema, { items: units, classes, areas: [] })).toBe(true);
  const ofKind = (kind: string) => units.filter((unit) => unit.kind === kind).length;
  expect([ofKind('county'), ofKind('department'), ofKind('township')]).toEqual([1, 83, 12]);
  expect(new Set(units.map(({ code }) => code)).size).toBe(96);
});

test('everyone but the county stands below it, which lies in a city, in a class of its kind', () => {
  const kindOfClass = new Map(classes.map(({ code, kind }) => [code, kind]));
  for (const unit of units) {
    expect(unit.parent).toBe(unit.code === county.code ? '330600' : county.code);
    expect(kindOfClass.get(unit.class)).toBe(unit.kind);
  }
});

test('人武部, the court and the procuratorate are not ranked', () => {
  const notRanked = units.filter(({ ranked }) => !ranked).map(({ shortName }) => shortName.zh);
  expect(notRanked).toEqual(['县法院', '县检察院', '县人武部']);
});

test('townships, and they alone, have a tile of their own', () => {
  const tiles = units.flatMap(({ tile }) => (tile === null ? [] : `${tile.col},${tile.row}`));
  expect(new Set(tiles).size).toBe(12);
  expect(units.filter(({ tile }) => tile !== null).every(({ kind }) => kind === 'township')).toBe(true);
});
