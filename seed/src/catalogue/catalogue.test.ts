import { CatalogueViewSchema } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { units } from '../county/units.ts';
import { catalogue } from './index.ts';

const unitCodes = new Set(units.map(({ code }) => code));
const setCodes = new Set(catalogue.sets.map(({ code }) => code));
const measureCodes = new Set(catalogue.measures.map(({ code }) => code));

const membersAt = (set: string, day: string): string[] =>
  catalogue.sets
    .find(({ code }) => code === set)
    ?.members.filter(({ from, to }) => from <= day && (to === null || to > day))
    .map(({ unit }) => unit) ?? [];

test('the contract takes it', () => {
  expect(Value.Check(CatalogueViewSchema, catalogue)).toBe(true);
});

test('every code that is named exists', () => {
  for (const { formula, rollupOver, connection } of catalogue.indicators) {
    const named =
      formula.kind === 'amount'
        ? [formula.measure]
        : [formula.numerator, formula.denominator, ...(formula.rate === undefined ? [] : [formula.rate])];
    for (const measure of named) expect(measureCodes).toContain(measure);
    const sets = [rollupOver, connection?.required ?? null, connection?.connected ?? null];
    for (const set of sets) if (set !== null) expect(setCodes).toContain(set);
  }
  const systems = new Set(catalogue.systems.map(({ code }) => code));
  for (const { dueFrom, system } of catalogue.measures) {
    if (dueFrom !== null) expect(setCodes).toContain(dueFrom);
    expect(systems).toContain(system);
  }
  const groupsOf = (view: string) =>
    new Set(catalogue.views.find(({ code }) => code === view)?.groups.map(({ code }) => code));
  for (const { focuses, band, responsible } of catalogue.indicators) {
    for (const focus of focuses) expect(groupsOf('focuses')).toContain(focus);
    if (band !== null) expect(groupsOf('bands')).toContain(band);
    if (responsible !== null) expect(unitCodes).toContain(responsible);
  }
  for (const { members } of catalogue.sets) for (const { unit } of members) expect(unitCodes).toContain(unit);
});

test('the frame of the platform is made of platform leaves, each in one cell', () => {
  const cells = new Map<string, string[]>();
  for (const { code, band } of catalogue.indicators)
    if (band !== null) cells.set(band, [...(cells.get(band) ?? []), code]);
  expect(Object.fromEntries(cells)).toEqual({
    // As the second edition maps them, where it keeps the code; DAT-1-02, 1-03, 5-04 and 5-05 where they were.
    H2: [
      ...['DAT-1-01', 'DAT-1-02', 'DAT-1-03', 'DAT-1-04'],
      ...['DAT-2-01', 'DAT-2-03', 'DAT-2-04', 'DAT-3-01', 'DAT-3-02'],
    ],
    H3: ['DAT-6-01'],
    H4: ['DAT-2-02'],
    V4: ['DAT-4-01', 'DAT-4-02'],
    E1: ['DAT-5-01', 'DAT-5-02', 'DAT-5-03', 'DAT-5-05'],
    E2: ['DAT-5-04'],
  });
  // What no leaf measures says why.
  const bands = catalogue.views.find(({ code }) => code === 'bands')?.groups ?? [];
  for (const { code, unmeasured } of bands) if (!cells.has(code)) expect(unmeasured, code).toBeTruthy();
});

test.each([
  ['departments-must-be-online', 83],
  ['departments-catalogued', 83],
  ['departments-raw-db', 70],
  ['departments-online', 60],
  ['departments-in-cloud', 60],
  ['departments-transferred', 43],
  ['departments-with-interfaces', 15],
])('%s has %i members at the end of 2022', (set, count) => {
  const members = membersAt(set, '2022-12-31');
  expect(members).toHaveLength(count);
  expect(new Set(members).size).toBe(count);
});

test('the two sixties are different departments', () => {
  expect(membersAt('departments-online', '2022-12-31').toSorted()).not.toEqual(
    membersAt('departments-in-cloud', '2022-12-31').toSorted(),
  );
});

test('more departments come online after 2022, and four never do', () => {
  expect(membersAt('departments-online', '2021-06-30')).toHaveLength(17);
  expect(membersAt('departments-online', '2024-12-31').length).toBeGreaterThan(60);
  expect(membersAt('departments-online', '2030-01-01')).toHaveLength(79);
});

test('units online are the departments online and the townships online', () => {
  for (const day of ['2021-12-31', '2022-12-31', '2025-06-30']) {
    expect(membersAt('units-online', day).toSorted()).toEqual(
      [...membersAt('departments-online', day), ...membersAt('townships-online', day)].toSorted(),
    );
  }
});

test('79 leaves and 36 watched figures, each once, every measure in use', () => {
  const weighted = catalogue.indicators.filter(({ weightedFor }) => weightedFor.length > 0);
  expect([weighted.length, catalogue.indicators.length - weighted.length]).toEqual([79, 36]);
  const codes = [...catalogue.indicators, ...catalogue.measures].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('every measure feeds an indicator, or is watched where it arises', () => {
  const used = new Set(
    catalogue.indicators.flatMap(({ formula }) =>
      formula.kind === 'amount'
        ? [formula.measure]
        : [formula.numerator, formula.denominator, ...(formula.rate === undefined ? [] : [formula.rate])],
    ),
  );
  const unused = catalogue.measures.map(({ code }) => code).filter((code) => !used.has(code));
  // Counts the systems give beside the ones that are scored.
  expect(unused).toEqual(['policy-readers', 'security-alerts', 'stack-room-alarms']);
});

test('a leaf scored below its parents’ count is measured where it is rolled up from', () => {
  for (const { code, rollup, measuredOn, weightedFor } of catalogue.indicators) {
    const below = measuredOn.some((kind) => kind !== 'county');
    if (weightedFor.includes('county') && !measuredOn.includes('county')) {
      expect([code, below, rollup !== 'own']).toEqual([code, true, true]);
    }
  }
});

test('both languages have a name for everything', () => {
  for (const { name } of [...catalogue.measures, ...catalogue.indicators, ...catalogue.sets]) {
    expect(name.zh).toMatch(/\p{Script=Han}|IRS/u);
    expect(name.en).not.toMatch(/\p{Script=Han}/u);
  }
});

/** Latin letters a Chinese reader expects: codes of papers and systems, and units. */
const LATIN = /[A-Za-z]/;
const AS_IN_CHINESE = /\b(IRS|DAMA|OCR|HTTPS?|IPv6|ERMS|[A-Z]\d{3})\b/g;

test('what is only said in Chinese is said in Chinese', () => {
  const said = [
    ...catalogue.indicators.flatMap(({ note, countyNote, benchmark }) => [note, countyNote, benchmark]),
    ...catalogue.adjustments.map(({ evidence }) => evidence),
    ...catalogue.references.flatMap(({ title, remark }) => [title, remark?.zh]),
    ...catalogue.sets.map(({ note }) => note),
  ].flatMap((one) => one ?? []);
  expect(said.filter((one) => LATIN.test(one.replace(AS_IN_CHINESE, '')))).toEqual([]);
});

test('what is said of every unit says nothing of the county’s own figures', () => {
  const notes = catalogue.indicators.flatMap(({ note }) => note ?? []);
  expect(notes.filter((note) => /文章|原文|县级|公布/.test(note))).toEqual([]);
});
