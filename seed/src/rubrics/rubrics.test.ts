import {
  buildTree,
  indicatorsOf,
  isLeaf,
  rankInClass,
  scoreUnits,
  type IndicatorValue,
  type SchemeDocument,
  type UnitInput,
} from '@dangzhi/metrics';
import { lintScheme } from '@dangzhi/metrics/lint';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { describe, expect, it, test } from 'vitest';
import { schemes } from '../schemes/index.ts';
import { deqing2022 } from './deqing-2022.ts';
import { rubricExamples, rubrics, type RubricExample } from './index.ts';
import { shicheng2018 } from './shicheng-2018.ts';

const findings = (scheme: SchemeDocument) =>
  lintScheme(scheme).map(({ severity, code, node }) => `${severity} ${code} ${node ?? '–'}`);

test.each(rubrics)('$code is a scheme', (scheme) => {
  const parsed = parseScheme(scheme);
  expect(parsed.ok ? [] : parsed.faults).toEqual([]);
});

describe('石城县 2018', () => {
  const weightOf = (code: string): number | undefined => shicheng2018.nodes.find((node) => node.code === code)?.weight;

  it('is 31 + 2 + 15 + 45 + 7 = 100 points in 23 numbered items and the section of publicity', () => {
    expect(['S1', 'S2', 'S3', 'S4', 'S5', 'TOTAL'].map(weightOf)).toEqual([31, 2, 15, 45, 7, 100]);
    expect(shicheng2018.nodes.filter(({ code }) => /^I\d+$/.test(code))).toHaveLength(23);
  });

  it('has the two faults it was published with, and no other', () => {
    expect(findings(shicheng2018)).toEqual(['error heading-mismatch –', 'error items-sum I18']);
    const [heading, item18] = lintScheme(shicheng2018);
    expect(item18?.data).toEqual({ own: 3, sum: 2, gap: -1 });
    expect(heading?.data).toMatchObject({ headed: 7, bonusOnce: 20, deductOnce: 20 });
    expect(item18?.message.zh).toBe('“持续开展非法采砂专项整治”（I18）标为3分，而其细则合计2分（少1分）。');
  });

  it('names who assesses every item, itself or with its section', () => {
    const items = shicheng2018.nodes.filter(({ code }) => /^(I\d+|S5)$/.test(code));
    expect(items.filter(({ assessor }) => assessor === undefined)).toEqual([]);
  });
});

describe('德清县 2022, the opening part', () => {
  it('is what is known of it: 5 + 25 + 17 of 24 points, and says so', () => {
    expect(deqing2022.nodes.filter(({ parent }) => parent === 'TOTAL').map(({ weight }) => weight)).toEqual([
      5, 25, 17,
    ]);
    expect(deqing2022.name.zh).toContain('不完整');
    expect(deqing2022.note).toContain('未录入');
    expect(findings(deqing2022)).toEqual([]);
  });
});

test.each(schemes)('of our own scheme $code the linter has this to say', (scheme) => {
  expect(findings(scheme)).toEqual([]);
});

/** The values of an example, without a reader of files: those are the server's. */
function inputsOf({ csv }: RubricExample): UnitInput[] {
  const byUnit = new Map<string, Map<string, IndicatorValue>>();
  for (const line of csv.trimEnd().split('\n').slice(1)) {
    const [unit = '', indicator = '', value, missing] = line.split(',');
    const values = byUnit.get(unit) ?? new Map<string, IndicatorValue>();
    const parts = { numerator: null, denominator: null };
    values.set(
      indicator,
      missing
        ? { value: null, missing: 'not-applicable', ...parts }
        : { value: Number(value), missing: null, ...parts },
    );
    byUnit.set(unit, values);
  }
  return [...byUnit].map(([unit, values]) => ({ unit, values }));
}

describe.each(rubricExamples)('$scheme, computed by hand', (example) => {
  const scheme = rubrics.find(({ code }) => code === example.scheme)!;
  const tree = buildTree(scheme);
  const inputs = inputsOf(example);

  it('is what the engine prints', () => {
    const scores = rankInClass(scheme, scoreUnits(tree, inputs), () => ({ class: '', ranked: true }));
    expect(scores.map(({ unit, printed, rank }) => ({ unit, printed, rank }))).toEqual(example.expected);
    expect(scores.every(({ coverage }) => coverage === 1)).toBe(true);
  });

  it('has a value for every indicator of the rubric that somebody earned or lost by', () => {
    const leaves = scheme.nodes.filter(isLeaf).map(({ indicator }) => indicator);
    for (const { values } of inputs) expect([...values.keys()]).toEqual(expect.arrayContaining(leaves));
    const known = indicatorsOf(tree);
    expect(inputs.flatMap(({ values }) => [...values.keys()]).filter((code) => !known.includes(code))).toEqual([]);
  });
});
