import { FactSchema, NOT_SCORED, type Fact } from '@dangzhi/metrics/contract';
import { heldIn, politicalPhrases } from '@dangzhi/metrics/testing/political-wording.fixture.ts';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import source from '../../data/indicators.json' with { type: 'json' };
import { PUBLISHED_FIGURES } from '../batches/published.ts';
import { catalogue } from '../catalogue/index.ts';
import { paragraphs } from '../articles/article-text.ts';
import { units } from '../county/units.ts';
import { schemes } from '../schemes/index.ts';
import { facts } from './index.ts';
import { NOT_SCORED_WORDS } from './not-scored.ts';
import { rulingLines } from './rulings.ts';

const factOf = (id: string): Fact => facts.find((fact) => fact.id === id)!;
const codes = (refs: readonly { code: string }[]) => refs.map(({ code }) => code);

/** Every text that is there in both languages, however deep. */
function bilingual(value: unknown): { zh: string; en: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [{ zh: String(value.zh), en: String(value.en) }];
  return Object.values(value).flatMap(bilingual);
}

describe.each(facts)('$id', (fact) => {
  test('is what the contract says, in words of the article', () => {
    expect(Value.Errors(FactSchema, fact)).toEqual([]);
    const { before, after } = fact.context;
    expect(paragraphs.some((one) => one.includes(`${before}${fact.quote}${after}`))).toBe(true);
  });

  test('is read in both languages', () => {
    expect(fact.reading.zh).toMatch(/\p{Script=Han}/u);
    for (const { zh, en } of bilingual(fact)) {
      expect(zh).not.toBe('');
      expect(en).toMatch(/\S/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('gives a score, or says why not', () => {
    expect(fact.scoring.whyNot === null).toBe(fact.scoring.indicators.length > 0);
    // What nothing uses has at least a reason of its own kind.
    if (fact.usedAs.length === 0) expect(fact.scoring.whyNot).not.toBeNull();
  });
});

test('each figure, system, platform, app, database and target is used, or the article gives no value', () => {
  const ofThese = ['figure', 'system', 'platform', 'app', 'database', 'target'];
  const idle = facts.filter(({ kind, usedAs }) => ofThese.includes(kind) && usedAs.length === 0);
  expect(idle.map(({ id, scoring }) => [id, scoring.whyNot])).toEqual([
    ['B042', 'no-value-in-text'],
    ['B094', 'no-value-in-text'],
  ]);
});

test('every honour, pilot, project, publication, event, brand, capability and problem is a record', () => {
  const ofThese = ['honour', 'project', 'event', 'brand', 'capability', 'problem', 'publication', 'standard'];
  const without = facts.filter(({ kind, uses }) => ofThese.includes(kind) && uses.records.length === 0);
  // The two titles are the articles themselves.
  expect(without.map(({ id }) => id)).toEqual(['A001', 'B001']);
});

describe('what the articles score', () => {
  test('18 leaves, and no other', () => {
    const scored = new Set(facts.flatMap(({ scoring }) => codes(scoring.indicators)));
    expect([...scored].sort()).toEqual([...source.seed_baseline_county.scorable_leaves].sort());
  });

  test.each(source.indicators.filter(({ seed }) => seed !== null))('$code as the proposal says', ({ code, seed }) => {
    const fact = factOf(seed!.fact);
    expect(codes(fact.uses.indicators)).toContain(code);
    const scored = source.seed_baseline_county.scorable_leaves.includes(code);
    expect(codes(fact.scoring.indicators).includes(code)).toBe(scored);
  });

  test.each([
    ['A023', 'no-denominator'],
    ['A034', 'no-denominator'],
    ['A044', 'no-denominator'],
    ['A035', 'five-year-total-not-yearly'],
    ['A041', 'several-years-not-yearly'],
    ['A026', 'named-not-counted'],
    ['B042', 'no-value-in-text'],
    ['B045', 'part-of-another-figure'],
    ['B073', 'target-not-value'],
    ['B077', 'target-not-value'],
  ])('%s is not scored: %s', (id, reason) => {
    expect(factOf(id).scoring.whyNot).toBe(reason);
  });

  test('a watched figure has its fact, and a target is no watched figure', () => {
    for (const { code, fact, seed_value: value } of source.monitor_kpis) {
      expect(codes(factOf(fact).uses.indicators), code).toContain(code);
      expect(factOf(fact).usedAs).toContain(code === 'MON-35' || code === 'MON-36' ? 'target' : 'watched');
      if (value === null) expect(factOf(fact).values).not.toEqual([]);
    }
    for (const id of ['B071', 'B072']) expect(factOf(id).usedAs).not.toContain('watched');
  });

  test('every reason is given for something, in words of its own where it has more to say', () => {
    const given = new Set(facts.map(({ scoring }) => scoring.whyNot));
    expect([...NOT_SCORED].filter((reason) => !given.has(reason))).toEqual([]);
    const plain = facts.filter(({ scoring: { whyNot, words } }) => whyNot && words.zh === NOT_SCORED_WORDS[whyNot][0]);
    // Where a leaf is concerned, the words say which value is missing.
    const generic = plain.filter(({ scoring }) =>
      ['no-value-in-text', 'no-denominator'].includes(scoring.whyNot ?? ''),
    );
    expect(generic).toEqual([]);
  });
});

test('every published figure is a use of its fact, and its system one the fact is found under', () => {
  const systemOf = new Map(catalogue.measures.map(({ code, system }) => [code, system]));
  for (const [measure, , id] of PUBLISHED_FIGURES) {
    expect(codes(factOf(id).uses.measures)).toContain(measure);
    expect(codes(factOf(id).systems)).toContain(systemOf.get(measure));
  }
});

test('the catalogue names facts that exist', () => {
  const named = [
    ...catalogue.systems.flatMap((system) => system.facts),
    ...catalogue.views.flatMap(({ groups }) => groups.flatMap(({ fact }) => (fact === null ? [] : [fact]))),
  ];
  const ids = new Set(facts.map(({ id }) => id));
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

describe('political wording', () => {
  const groups = catalogue.views.flatMap((view) => view.groups);
  const phrases = politicalPhrases(facts, groups);

  test('is that of the six headings, and of what else the articles profess', () => {
    const political = facts.filter((fact) => fact.political).map(({ id }) => id);
    const headings = ['A053', 'A055', 'A058', 'A062', 'A065', 'A068'];
    expect(political.toSorted()).toEqual(
      ['A006', 'A007', 'A009', 'A010', 'A052', ...headings, 'A073', 'B084'].toSorted(),
    );
    expect(groups.filter(({ code }) => code.startsWith('F')).map(({ fact }) => fact)).toEqual(headings);
    for (const phrase of ['两个维护', '档案工作姓党', '变革重塑', '实干争先', '两个确立', 'political loyalty'])
      expect(phrases).toContain(phrase);
    for (const neutral of ['数字改革', '档案为民', '共建共享', 'Team']) expect(phrases).not.toContain(neutral);
  });

  // Names, definitions, notes: each may come to stand beside a score.
  test('is in nothing that is scored or sorts what is scored', () => {
    expect(heldIn(JSON.stringify([catalogue, schemes, units]), phrases)).toEqual([]);
    // Branches add up to scores, too: the proposal called two of them 党管档案与责任制 and 保障与争先.
    for (const { nodes } of schemes)
      for (const { name } of nodes.filter((node) => !('rule' in node))) expect(name?.zh).not.toMatch(/党管|争先/);
  });

  test('is scored by nothing', () => {
    for (const { id, political, scoring } of facts) if (political) expect(scoring.indicators, id).toEqual([]);
  });
});

describe('the rulings', () => {
  test('G1 to G20, each once', () => {
    expect(rulingLines.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, (_, index) => `G${index + 1}`));
  });

  test.each(rulingLines.flatMap(({ code, spots }) => spots.map((spot) => ({ code, ...spot }))))(
    '$code on $fact keeps “$literal” as printed',
    ({ code, fact, literal, corrected }) => {
      expect(paragraphs.some((one) => one.includes(literal))).toBe(true);
      expect(corrected).not.toBe(literal);
      const ruled = factOf(fact).rulings.find((one) => one.code === code);
      expect(ruled).toMatchObject({ literal, corrected: corrected ?? null });
      // The correction stands beside the words, never among them.
      if (corrected !== undefined) expect(factOf(fact).quote).not.toContain(corrected);
    },
  );

  test('approximate is what the ruling says is approximate', () => {
    const approximate = facts.filter(({ values }) => values.some((one) => one.approximate));
    expect(approximate.map(({ id }) => id)).toEqual(['A045', 'A046']);
    for (const { rulings } of approximate) expect(codes(rulings)).toContain('G19');
  });
});
