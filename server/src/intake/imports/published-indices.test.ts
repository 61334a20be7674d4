import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { describe, expect, it } from 'vitest';
import { scoreFiles, type FileScore } from './score-files.ts';

/** Indices that others published, from two files and nothing else. */

function score(document: unknown, csv: string): FileScore {
  const parsed = parseScheme(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return scoreFiles(parsed.scheme, csv);
}

const names = (en: string) => ({ zh: en, en });
const asem = (file: string): string =>
  readFileSync(fileURLToPath(import.meta.resolve(`@dangzhi/metrics/fixtures/reference/asem/${file}`)), 'utf8');

describe('the Human Development Index', () => {
  // UNDP, Human Development Report 2021/22, technical note 1 (method) and table 1 (values of 2021).
  const dimension = (code: string) => ({ code, parent: 'HDI', weight: 1, aggregate: 'arithmetic' });
  const leaf = (code: string, parent: string, lower: number, upper: number, more: object = {}) => ({
    code,
    parent,
    weight: 1,
    indicator: code,
    direction: 'higher',
    rule: { type: 'goalposts', lower, upper },
    ...more,
  });
  const scheme = {
    schema: 'dangzhi-scheme/1',
    code: 'HDI',
    name: names('Human Development Index'),
    range: [0, 1],
    rounding: { digits: 3, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    nodes: [
      // The three dimensions multiply: a dimension at nothing makes the index nothing.
      { code: 'HDI', weight: 1, aggregate: 'geometric', onZero: 'zero' },
      dimension('health'),
      dimension('education'),
      dimension('income'),
      leaf('life', 'health', 20, 85),
      leaf('expected', 'education', 0, 18),
      leaf('mean', 'education', 0, 15),
      leaf('gni', 'income', 100, 75_000, { transform: 'log' }),
    ],
  };
  // As the table prints them; one decimal decides the third digit for some countries, not for these two.
  const data = ['country,life,expected,mean,gni', 'NOR,83.2,18.2,13.0,64660', 'CHN,78.2,14.2,7.6,17504'].join('\n');

  it('is the published one to its three digits, the schooling beyond 18 years held', () => {
    const { units } = score(scheme, data);
    expect(units.map(({ code, printed, rank }) => [code, printed, rank])).toEqual([
      ['NOR', '0.961', 1],
      ['CHN', '0.768', 2],
    ]);
    expect(units[0]?.nodes.expected).toBe(1);
    // By hand: ∛(63.2 ÷ 65 × (1 + 13 ÷ 15) ÷ 2 × ln(646.6) ÷ ln(750)).
    const byHand = Math.cbrt((63.2 / 65) * ((1 + 13 / 15) / 2) * (Math.log(646.6) / Math.log(750)));
    expect(units[0]?.score).toBeCloseTo(byHand, 12);
  });

  it('without the word on zero the scheme is refused, and the message has the word', () => {
    const nodes = scheme.nodes.map((node) => ('onZero' in node ? { ...node, onZero: undefined } : node));
    const parsed = parseScheme(JSON.parse(JSON.stringify({ ...scheme, nodes })));
    expect(parsed.ok ? [] : parsed.faults).toMatchObject([{ path: '/nodes/0/aggregate' }]);
    expect(parsed.ok ? '' : parsed.faults[0]?.message).toContain('"onZero": "zero"');
  });
});

describe('ASEM sustainable connectivity (European Commission, JRC)', () => {
  interface Node {
    readonly code: string;
    readonly type: string;
    readonly parent: string | null;
    readonly weight: number;
    readonly direction: 1 | -1;
  }
  const { nodes } = JSON.parse(asem('meta.json')) as { nodes: readonly Node[] };
  const scheme = (aggregate: string, range: readonly [number, number]) => ({
    code: 'ASEM',
    name: names('ASEM'),
    nodes: nodes.map(({ code, type, parent, weight, direction }) => ({
      code,
      weight,
      ...(parent !== null && { parent }),
      ...(type === 'Indicator'
        ? { indicator: code, direction: direction === 1 ? 'higher' : 'lower', rule: { type: 'min-max', range } }
        : { aggregate }),
    })),
  });

  it.each([
    ['minmax0_100_amean', 'arithmetic', [0, 100]],
    ['minmax1_100_gmean', 'geometric', [1, 100]],
  ] as const)('%s: every node and rank of the reference', (file, aggregate, range) => {
    const { units } = score(scheme(aggregate, range), asem('data.csv'));
    interface Table {
      readonly units: readonly string[];
      readonly codes: readonly string[];
      readonly values: readonly (readonly number[])[];
    }
    const expected = JSON.parse(asem(`aggregated/${file}.json`)) as Table;
    const ranks = JSON.parse(asem(`ranks/${file}.json`)) as Table;
    expected.units.forEach((code, row) => {
      const unit = units.find((one) => one.code === code);
      expected.codes.forEach((node, k) => {
        const wanted = expected.values[row]?.[k] ?? Number.NaN;
        expect(Math.abs((unit?.nodes[node] ?? 0) - wanted), `${code} ${node}`).toBeLessThanOrEqual(1e-10 * wanted);
      });
      expect(unit?.rank, code).toBe(ranks.values[row]?.[ranks.codes.indexOf('Index')]);
    });
  });
});

describe('classes in a data file', () => {
  const scheme = {
    code: 'CLASSES',
    name: names('Classes'),
    nodes: [
      { code: 'ALL', weight: 1, aggregate: 'arithmetic' },
      {
        code: 'count',
        parent: 'ALL',
        weight: 1,
        indicator: 'count',
        direction: 'higher',
        rule: { type: 'ratio-to-best', among: 'class' },
      },
    ],
  };
  it.each([
    ['wide', 'unit,class,count\nA,town,10\nB,town,5\nC,village,3\n'],
    ['long', 'unit,class,indicator,value\nA,town,count,10\nB,town,count,5\nC,village,count,3\n'],
  ])('%s: units are compared and ranked inside their own', (_form, csv) => {
    expect(score(scheme, csv).units).toMatchObject([
      { code: 'A', printed: '100.00', rank: 1 },
      { code: 'B', printed: '50.00', rank: 2 },
      { code: 'C', printed: '100.00', rank: 1 },
    ]);
  });
});

describe('slips in a data file', () => {
  it('a misspelt column is told, not taken for an indicator nobody supplies', () => {
    const scheme = {
      code: 'SLIP',
      name: names('Slip'),
      nodes: [
        { code: 'ALL', weight: 1, aggregate: 'arithmetic' },
        ...['alpha', 'beta'].map((code) => ({
          code,
          parent: 'ALL',
          weight: 1,
          indicator: code,
          direction: 'higher',
          rule: { type: 'goalposts', lower: 0, upper: 100 },
        })),
      ],
    };
    expect(score(scheme, 'unit,alpha,beta-rate\nA,10,20\n').notes).toEqual([
      'the scheme does not use "beta-rate" of the data',
      'the data has no "beta", so it is no-source for every unit',
    ]);
    // Case, width and spaces are no other name.
    expect(score(scheme, 'unit,alpha,Ｂeta \nA,10,20\n').notes).toBeUndefined();
    expect(score(scheme, 'unit,alpha,beta\nA,10,20\n').notes).toBeUndefined();
    expect(score(scheme, 'unit,class,alpha,beta\nA,x,10,20\nB,,10,20\n合计,x,20,40\n').notes).toEqual([
      'line 4, "合计", is left out: a total or mean of the table; if it is a unit, say --keep 4',
      'no class is given for "B"; units without one are ranked among themselves',
    ]);
  });

  const one = {
    code: 'ONE',
    name: names('One'),
    nodes: [
      { code: 'ALL', weight: 1, aggregate: 'arithmetic' },
      { code: 'x', parent: 'ALL', weight: 1, indicator: 'x', direction: 'higher', rule: { type: 'min-max' } },
    ],
  };
  it.each([
    ['unit,x\nA,1,000\n', 'Line 2: it has 3 cells, and the head 2: is there a thousands separator'],
    ['unit,x\n', 'a head and no unit below it'],
    ['unit,x\nA,50%\nB,0.5\n', 'in a column that has numbers without the sign'],
    ['unit,x\nA,十\n', 'is not a number'],
    ['unit,indicator,numerator,denominator\nA,x,5,\n', 'Line 2: a numerator without a denominator'],
  ])('%j is told in the words of whoever saved the file', (csv, words) => {
    expect(() => score(one, csv)).toThrow(words);
  });
});
