import { describe, expect, it } from 'vitest';
import type { SchemeDocument } from '@dangzhi/metrics';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { DataFileError } from './data-file-error.ts';
import { scoreFiles } from './score-files.ts';

// The worked example's months as files. Files know no bonus, deduction or veto: a unit's score is its base score.
const SCHEME = example.scheme as unknown as SchemeDocument;
const INDICATORS: Readonly<Record<string, string>> = Object.fromEntries(
  example.scheme.nodes.flatMap((node) => (node.indicator === undefined ? [] : [[node.code, node.indicator]])),
);
const LEAVES = Object.keys(INDICATORS);

interface Leaf {
  readonly value?: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly missing?: string | null;
  readonly score: number | null;
}
interface Expected {
  readonly baseScore: number;
  readonly coverage: number;
  readonly bonus: number;
  readonly deduction: number;
  readonly printed: string;
  readonly rank: number;
  readonly grade: string;
  readonly nodes: Readonly<Record<string, Leaf>>;
}

const months = example.expected.map(({ period, asOf, units }) => ({
  what: `${period} as of ${asOf}`,
  units: Object.entries(units as unknown as Record<string, Expected>),
}));

const text = (value: number | null | undefined): string => (value == null ? '' : String(value));

/** One line a unit and leaf, with everything there is to say. */
const longFile = (units: readonly (readonly [string, Expected])[]): string =>
  [
    'unit,indicator,value,numerator,denominator,missing,count',
    ...units.flatMap(([unit, { nodes }]) =>
      LEAVES.map((leaf) => {
        const { value, numerator, denominator, missing } = nodes[leaf]!;
        const isRatio = numerator != null && denominator != null;
        // A ratio by its parts, anything else as a count.
        const said = isRatio
          ? ['', text(numerator), text(denominator), denominator === 0 ? '' : (missing ?? ''), '']
          : ['', '', '', missing ?? '', missing == null ? text(value) : ''];
        return [unit, INDICATORS[leaf], ...said].join(',');
      }),
    ),
  ].join('\n');

/** One line a unit; an empty cell is no source, which is all a wide file can say of an absent value. */
const wideFile = (units: readonly (readonly [string, Expected])[]): string =>
  [
    ['unit', ...Object.values(INDICATORS)].join(','),
    ...units.map(([unit, { nodes }]) => [unit, ...LEAVES.map((leaf) => text(nodes[leaf]!.value))].join(',')),
  ].join('\n');

const resultOf = (csv: string) => new Map(scoreFiles(SCHEME, csv).units.map((unit) => [unit.code, unit]));

describe.each(months)('the worked example as a file, $what', ({ units }) => {
  it('long, gives every unit its score, coverage and nodes', () => {
    const result = resultOf(longFile(units));
    for (const [code, wanted] of units) {
      const found = result.get(code)!;
      expect(found.score, code).toBeCloseTo(wanted.baseScore, 9);
      expect(found.coverage, code).toBeCloseTo(wanted.coverage, 9);
      for (const [node, { score }] of Object.entries(wanted.nodes)) {
        if (score === null) expect(found.nodes[node], `${code} ${node}`).toBeNull();
        else expect(found.nodes[node], `${code} ${node}`).toBeCloseTo(score, 9);
      }
      // Rank 1, 2, 3 are the same with and without the adjustments of December.
      expect(found.rank, code).toBe(wanted.rank);
      if (wanted.bonus + wanted.deduction > 0) continue;
      expect([found.printed, found.grade], code).toEqual([wanted.printed, wanted.grade]);
    }
  });

  it('wide, gives the same to units that lack nothing but a source', () => {
    const result = resultOf(wideFile(units));
    const complete = units.filter(([, { nodes }]) =>
      LEAVES.every((leaf) => nodes[leaf]!.missing == null || nodes[leaf]!.missing === 'no-source'),
    );
    expect(complete.length).toBeGreaterThan(0);
    for (const [code, wanted] of complete) {
      expect(result.get(code)!.score, code).toBeCloseTo(wanted.baseScore, 9);
      expect(result.get(code)!.coverage, code).toBeCloseTo(wanted.coverage, 9);
    }
  });
});

it('December by hand: D1 72, 84, 76, 100 and no source make 79.68', () => {
  const wide = 'unit,formal-rate,trained-staff,room-occupancy,defects,offsite-backup\nD1,65,8,75,0,\n';
  const [unit] = scoreFiles(SCHEME, wide).units;
  expect(unit).toMatchObject({ code: 'D1', printed: '79.68', rank: 1, grade: 'pass', coverage: 0.9, partial: false });
  expect(unit!.nodes).toMatchObject({ A1: 72, A2: 84, B2: 100, B3: null });
});

it('reads what spreadsheets write: byte order mark, line ends of Windows, quotes, spaces', () => {
  const plain = 'unit,formal-rate\nD1,65\n"局, 一",70\n';
  const windows = '\uFEFF unit , formal-rate \r\nD1, 65 \r\n"局, 一","70"\r\n\r\n';
  expect(scoreFiles(SCHEME, windows)).toEqual(scoreFiles(SCHEME, plain));
});

it('ties share the best rank', () => {
  const wide = 'unit,formal-rate\nA,50\nB,60\nC,50\nD,40\n';
  const ranks = Object.fromEntries(
    scoreFiles({ ...SCHEME, coverageThreshold: 0 }, wide).units.map(({ code, rank }) => [code, rank]),
  );
  expect(ranks).toEqual({ A: 2, B: 1, C: 2, D: 4 });
});

describe('a file that cannot be read is refused, naming the line', () => {
  it.each([
    ['nothing in it', '', 'The data file is empty; its first line names the columns'],
    [
      'a column twice',
      'unit,formal-rate,formal-rate\n',
      'Line 1: column "formal-rate" is there twice; give each its own name',
    ],
    [
      'no column of the scheme',
      'unit,pages\nD1,1\n',
      'Line 1: no column is an indicator of the scheme; it has formal-rate, trained-staff,',
    ],
    ['a line without a unit', 'unit,formal-rate\n,1\n', 'Line 2: the unit is empty, and there are values beside it'],
    ['a unit twice', 'unit,formal-rate\nD1,1\nD1,2\n', 'Line 3: unit D1 is there twice; keep one line'],
    ['words for a number', 'unit,formal-rate\nD1,约一半\n', 'Line 2, formal-rate: "约一半" is not a number'],
    ['a number beyond all bounds', 'unit,formal-rate\nD1,1e999\n', 'Line 2, formal-rate: "1e999" is not a number'],
    ['a line too long', 'unit,formal-rate\nD1,1,2\n', 'Line 2: it has 3 cells, and the head 2'],
    ['a line too short', 'unit,formal-rate,defects\nD1,1\n', 'Line 2: it has 2 cells, and the head 3'],
    ['an open quote', 'unit,formal-rate\n"D1,1\n', 'a quotation mark inside a cell'],
    ['long without units', 'indicator,value\nformal-rate,1\n', 'Line 1: a long file needs the column "unit"'],
    [
      'long with a column nobody knows',
      'unit,indicator,wert\nD1,formal-rate,1\n',
      'Line 1: column "wert" is not known; a long file has unit, indicator, value,',
    ],
    ['long with an empty indicator', 'unit,indicator,value\nD1,,1\n', 'Line 2: unit and indicator must not be empty'],
    [
      'long, the same twice',
      'unit,indicator,value\nD1,defects,1\nD1,defects,2\n',
      'Line 3: defects of D1 is there twice; keep one line',
    ],
    [
      'a kind of missing that does not exist',
      'unit,indicator,missing\nD1,defects,lost\n',
      'Line 2: missing "lost" is not one of not-applicable 不适用,',
    ],
    [
      'a value and a reason for none',
      'unit,indicator,value,missing\nD1,defects,1,not-due\n',
      'Line 2: a value and a reason for having none',
    ],
    ['a fault below empty lines', 'unit,formal-rate\n\nD1,1\n\n\nD2,x\n', 'Line 6, formal-rate: "x" is not a number'],
    [
      'a fault below a name of two lines',
      'unit,formal-rate\n"局\n一",1\nD2,x\n',
      'Line 4, formal-rate: "x" is not a number',
    ],
  ])('%s', (_case, csv, sentence) => {
    expect(() => scoreFiles(SCHEME, csv)).toThrow(DataFileError);
    expect(() => scoreFiles(SCHEME, csv)).toThrow(sentence);
  });
});
