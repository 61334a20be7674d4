import { expect, it } from 'vitest';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { readDataText } from './data-text.ts';
import { scoreFiles, type FileScore } from './score-files.ts';

// docs/tried.md: public reports, tried with input of our own. The numbers are those of its table.
type Json = Record<string, unknown>;
const goalposts = { type: 'goalposts', lower: 0, upper: 100 };

const leaf = (indicator: string, rule: Json, more: Json = {}): Json => ({
  code: indicator.toUpperCase(),
  parent: 'ALL',
  weight: 1,
  indicator,
  direction: 'higher',
  rule,
  ...more,
});

function score(csv: string | Uint8Array, leaves: readonly Json[], head: Json = {}, root: Json = {}): FileScore {
  const nodes = [{ code: 'ALL', weight: 1, aggregate: 'arithmetic', ...root }, ...leaves];
  const parsed = parseScheme({ code: 'TRIED', name: { zh: '试', en: 'Tried' }, nodes, ...head });
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join('\n'));
  return scoreFiles(parsed.scheme, typeof csv === 'string' ? csv : readDataText(csv).text);
}

const printed = ({ units }: FileScore) => units.map(({ code, printed: text }) => `${code} ${text ?? '–'}`).join(', ');
const ranks = ({ units }: FileScore) => units.map(({ rank }) => rank);
const long = (...lines: string[]) => ['unit,indicator,value,numerator,denominator', ...lines].join('\n');

it.each([
  [1, long('甲,x,,23,20', '乙,x,,46,40', '丙,x,,69,60', '丁,x,,115,100', '戊,x,,1,1'), [1, 1, 1, 1, 5]],
  [2, long('甲,x,57,,', '乙,x,,57,100', '丙,x,,1.14,2', '丁,x,56.9,,'), [1, 1, 1, 4]],
])('%s: equal rates have equal ranks', (_number, csv, right) => {
  expect(ranks(score(csv, [leaf('x', { type: 'rank' })], { range: 'open' }))).toEqual(right);
});

it('3: who reaches a bound has reached it', () => {
  const bands = { type: 'bands', bands: [[57, 100], [50, 80]], otherwise: 0 }; // prettier-ignore
  const csv = long('甲,x,57,,', '乙,x,,57,100', '丙,x,,2.85,5', '丁,x,,56.9,100');
  expect(printed(score(csv, [leaf('x', bands)]))).toBe('甲 100.00, 乙 100.00, 丙 100.00, 丁 80.00');
});

it('4: a rate is the same whatever it is a rate of', () => {
  const csv = 'unit,cases,people\n甲,57,1000000\n乙,5.7,100000\n丙,0.57,10000\n丁,3,10000\n';
  const rate = leaf('cases', { type: 'rank' }, { denominator: { indicator: 'people', scale: 10_000 } });
  expect(ranks(score(csv, [rate], { range: 'open' }))).toEqual([2, 2, 2, 1]);
});

it('5: a geometric mean that could meet a 0 is refused when the scheme is read, with its mend', () => {
  const leaves = [leaf('a', { type: 'min-max' }), leaf('b', { type: 'min-max' })];
  expect(() => score('unit,a,b\n', leaves, {}, { aggregate: 'geometric' })).toThrow('"range": [1, 100]');
});

it('6: goalposts and a distance to a target on 1 to 100', () => {
  const range = [1, 100];
  const leaves = [leaf('a', { ...goalposts, range }), leaf('b', { type: 'distance-to-target', target: 90, range })];
  const csv = 'unit,a,b\n甲,0,5\n乙,50,90\n丙,100,40\n';
  // 1; √(50.5 × 100); √(100 × (1 + 99 × 35 ÷ 85)).
  expect(printed(score(csv, leaves, { range }, { aggregate: 'geometric' }))).toBe('甲 1.00, 乙 71.06, 丙 64.63');
});

it('7: a part that is absent is not averaged in as 1', () => {
  const root = { aggregate: 'geometric', onZero: 'zero' };
  const leaves = [leaf('a', goalposts), leaf('b', goalposts)];
  const found = score('unit,a,b\n甲,4,\n乙,4,1\n', leaves, { coverageThreshold: 0 }, root);
  expect(printed(found)).toBe('甲 4.00, 乙 2.00');
});

it('8: what a spreadsheet in China saves', () => {
  // 单位,归档率 / 甲,95 in GBK.
  const bytes = Buffer.from('b5a5cebb2cb9e9b5b5c2ca0abcd72c39350a', 'hex');
  const named = leaf('filing-rate', goalposts, { name: { zh: '归档率', en: 'Filing rate' } });
  expect(printed(score(bytes, [named]))).toBe('甲 95.00');
});

it('9, 10: decimal commas between semicolons, and a space before the per cent sign', () => {
  expect(printed(score('unit;x\nESP;62,61988\nGRC;18,5\n', [leaf('x', goalposts)]))).toBe('ESP 62.62, GRC 18.50');
  expect(printed(score('unit,x\n甲,20 %\n乙,35 %\n', [leaf('x', goalposts)]))).toBe('甲 20.00, 乙 35.00');
});

it.each([
  [11, 'unit,x\n甲,+1,650%\n乙,+800%\n', 'Line 2: it has 3 cells, and the head 2'],
  [12, 'unit,x\n甲,"3,400"\n乙,(200)\n', 'Line 3, x: "(200)" is not a number; write a negative number with a minus'],
  [13, 'unit,x\n1.13306E+17,20\n1.13306E+17,30\n', 'a code that a spreadsheet made a number of'],
  [17, 'unit,x\n甲,70%\n乙,0.7\n', 'in a column that has numbers without the sign'],
])('%s: refused, with the cause and the mend', (_number, csv, sentence) => {
  expect(() => score(csv, [leaf('x', goalposts)])).toThrow(sentence);
});

it('14: twelve twelfths of 80 are 80, and hold the grade', () => {
  const names = Array.from({ length: 12 }, (_, k) => `x${k}`);
  const grades = [
    { code: 'B', zh: '良', atLeast: 80 },
    { code: 'C', zh: '中', atLeast: 0 },
  ];
  const csv = `unit,${names.join(',')}\n甲,${names.map(() => 80).join(',')}\n`;
  const { units } = score(csv, names.map((name) => leaf(name, goalposts, { weight: 25 / 3 })), { grades }); // prettier-ignore
  expect(units).toMatchObject([{ printed: '80.00', grade: 'B' }]);
});

it('16: dense ranks', () => {
  const rounding = { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'dense' };
  expect(ranks(score('姓名,x\n甲,90\n乙,90\n丙,80\n', [leaf('x', goalposts)], { rounding }))).toEqual([1, 1, 2]);
});

it('19: a sheet with a title, a total and its source', () => {
  const csv = '2022年统计表,,\n单位,x,y\n甲,10,5\n乙,20,9\n丙,15,4\n合  计：,45,18\n资料来源：统计局,,\n';
  const found = score(csv, [leaf('x', { type: 'min-max' }), leaf('y', { type: 'min-max' })]);
  expect(printed(found)).toBe('甲 10.00, 乙 100.00, 丙 25.00');
  expect(found.notes).toHaveLength(3);
});
