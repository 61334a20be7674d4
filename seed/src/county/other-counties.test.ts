import { UnitListSchema } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import source from '../../data/units.json' with { type: 'json' };
import { classes } from './classes.ts';
import { areas, otherCounties } from './other-counties.ts';
import { county, units } from './units.ts';

describe.each([true, false])('with demo %s', (demo) => {
  const others = otherCounties(demo);

  test('there are 89 other counties in eleven cities, as the contract wants them', () => {
    expect(Value.Check(UnitListSchema, { items: [...units, ...others], classes, areas: areas(demo) })).toBe(true);
    expect([others.length, areas(demo).length]).toEqual([89, 11]);
    expect(new Set([...units, ...others].map(({ code }) => code)).size).toBe(units.length + 89);
    expect(new Set(others.map(({ name }) => name.zh)).size).toBe(89);
  });

  test('every one lies in a city, ranked among the counties', () => {
    const cities = new Set(areas(demo).map(({ code }) => code));
    for (const unit of others) {
      expect(cities).toContain(unit.parent);
      expect([unit.kind, unit.class, unit.ranked]).toEqual(['county', county.class, true]);
    }
  });
});

test('the demo has no real name and no real code but the county’s own city', () => {
  const real = new Set([...source.counties, ...source.cities].flatMap(({ code, zh, en }) => [code, zh, en]));
  for (const { code, name } of otherCounties(true)) {
    for (const text of [code, name.zh, name.en]) expect(real).not.toContain(text);
  }
  const kept = areas(true).filter(({ code }) => real.has(code));
  expect(kept.map(({ name }) => name.zh)).toEqual(['绍兴市']);
});

test('how many counties an invented city has does not tell which one it stands for', () => {
  const counts = Map.groupBy(otherCounties(true), ({ parent }) => parent);
  const sizes = areas(true)
    .slice(1)
    .map(({ code }) => counts.get(code)?.length ?? 0);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});
