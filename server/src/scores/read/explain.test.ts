import { afterAll, beforeAll, expect, it } from 'vitest';
import { printRounded } from '@dangzhi/metrics';
import type {
  DerivationView,
  Explanation,
  Observation,
  RawRecord,
  SchemeView,
  UnitList,
  UnitScoreView,
} from '@dangzhi/metrics/contract';
import { PUBLISHED_MONTH, startDemoCounty, type DemoCounty } from '../../../testing/demo-county.ts';

// Every leaf of the county at the end of 2022, every one without a value and every fourth other of the peculiar units, and
// some of a quarter of the others: from what its explanation shows, the printed value is worked out again by hand, and
// every observation shown leads to a raw record.
/** Without a store room, without tests in December, without a record in December, training not reported. */
const PECULIAR = ['XC-D08', 'XC-D68', 'XC-D72', 'XC-D75'];
let county: DemoCounty;
let explanations: Explanation[];

beforeAll(async () => {
  county = await startDemoCounty();
  const { body: units } = await county.get<UnitList>('/units');
  const leavesOf = new Map<string, string[]>();
  for (const scheme of ['XC-COUNTY', 'XC-DEPARTMENT', 'XC-TOWNSHIP']) {
    const { body } = await county.get<SchemeView>(`/schemes/${scheme}`);
    const leaves = body.document.nodes.flatMap((node) => ('indicator' in node ? [node.code] : []));
    leavesOf.set(body.document.unitKind, leaves);
  }
  const chosen = units.items.filter(
    ({ code, parent }, index) =>
      code === '330624' || (parent === '330624' && (index % 4 === 0 || PECULIAR.includes(code))),
  );
  const absent = new Map<string, Set<string>>();
  for (const code of PECULIAR) {
    const { body } = await county.get<UnitScoreView>(`/units/${code}/score?period=${PUBLISHED_MONTH}`);
    absent.set(code, new Set(body.nodes.filter(({ value }) => value === null).map((node) => node.code)));
  }
  const asked = chosen.flatMap(({ code, kind }, at) =>
    (leavesOf.get(kind) ?? [])
      // Of an ordinary unit every twelfth, another twelfth from unit to unit.
      .filter(
        (leaf, index) =>
          kind === 'county' ||
          absent.get(code)?.has(leaf) === true ||
          (index + at) % (PECULIAR.includes(code) ? 4 : 12) === 0,
      )
      .map((leaf) => ({ code, leaf })),
  );
  // Some at a time, as readers would; a server refuses hundreds of questions at once.
  explanations = [];
  for (let from = 0; from < asked.length; from += 8) {
    const answers = asked.slice(from, from + 8).map(async ({ code, leaf }) => {
      const path = `/explanations?unit=${code}&period=${PUBLISHED_MONTH}&node=${leaf}`;
      return (await county.get<Explanation>(path)).body;
    });
    explanations.push(...(await Promise.all(answers)));
  }
});
afterAll(() => county.close());

type Leaf = NonNullable<Explanation['leaf']>;
type Input = Leaf['inputs'][number];

const partOf = ({ inputs }: Leaf, role: Input['role']): Input | undefined => inputs.find((one) => one.role === role);

/** The value as a reader works it out from the inputs that are printed. */
function valueFromInputs({ node, leaf: explained }: Explanation): number | null {
  const leaf = explained!;
  if (leaf.origin === 'not-connected') return 0;
  // A mean is of the units' values, which stand in the formula and not beside the measures.
  const isMean = leaf.origin === 'rolled-up' && leaf.inputs.every(({ total }) => total === null);
  if (isMean && node.numerator !== null) return Number(node.numerator) / Number(node.denominator);
  const [numerator, denominator] = [partOf(leaf, 'numerator'), partOf(leaf, 'denominator')];
  if (numerator?.total != null && denominator?.total != null) {
    const cases = Number(denominator.total);
    return cases === 0 ? null : (Number(numerator.total) / cases) * (leaf.factor ?? 1);
  }
  const share = partOf(leaf, 'share');
  if (share?.total != null) return (Number(share.total) / leaf.rolledUpOver!.units) * 100;
  const whole = partOf(leaf, 'amount') ?? partOf(leaf, 'rate');
  return whole?.total == null ? null : Number(whole.total);
}

/** Of one unit: the sum of what counts, or the last of it; `null` where nothing does. */
function amountOf(observations: readonly Observation[], take: 'sum' | 'last'): number | null {
  const counting = observations.filter(({ counts }) => counts).sort((a, b) => a.period.localeCompare(b.period));
  const values = counting.flatMap(({ value }) => (value === null ? [] : [Number(value)]));
  if (take === 'sum') return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  const last = counting.at(-1)?.value;
  return last == null ? null : Number(last);
}

const byUnit = ({ observations, window }: Input): Map<string, number> =>
  new Map(
    [...Map.groupBy(observations, ({ unit }) => unit)].flatMap(([unit, own]): [string, number][] => {
      const amount = amountOf(own, window.take);
      return amount === null ? [] : [[unit, amount]];
    }),
  );

const what = ({ unit, node }: Explanation): string => `${unit.code} ${node.code}`;

it('meets every way a value can come about', () => {
  const origins = new Set(explanations.map(({ leaf }) => leaf?.origin));
  expect(origins).toEqual(new Set(['own', 'rolled-up', 'not-connected', 'none']));
  const reasons = new Set(explanations.map(({ node }) => node.missing));
  expect(reasons).toEqual(new Set([null, 'not-applicable', 'not-due', 'no-cases', 'no-source', 'overdue']));
  const roles = new Set(explanations.flatMap(({ leaf }) => leaf!.inputs.map(({ role }) => role)));
  expect(roles).toEqual(new Set(['numerator', 'denominator', 'amount', 'rate', 'share']));
});

it('the printed inputs give the printed value, and a reason stands where there is none', () => {
  for (const explanation of explanations) {
    const { node } = explanation;
    const worked = valueFromInputs(explanation);
    if (node.value === null) {
      expect(node.missing, what(explanation)).not.toBeNull();
      expect(worked, what(explanation)).toBeNull();
    } else {
      expect(node.missing, what(explanation)).toBeNull();
      // A percentage is rounded as it is stated.
      const stated = node.unitOfMeasure === '%' && worked !== null ? Number(printRounded(worked, 2)) : worked;
      expect(stated, what(explanation)).toBeCloseTo(node.value, 9);
    }
  }
});

it('the observations shown give the printed inputs', () => {
  let checked = 0;
  for (const explanation of explanations) {
    const shown = explanation.leaf!.inputs.filter((input) => input.total !== null);
    if (shown.some(({ observations, observationsTotal }) => observations.length < observationsTotal)) continue;
    // Summed over the units that gave every part.
    const parts = shown.map(byUnit);
    for (const [index, input] of shown.entries()) {
      const units = [...parts[index]!].filter(([unit]) => parts.every((part) => part.has(unit)));
      const sum = units.reduce((total, [, amount]) => total + amount, 0);
      const count = units.filter(([, amount]) => amount > 0).length;
      expect(input.role === 'share' ? count : sum, `${what(explanation)} ${input.role}`).toBeCloseTo(
        Number(input.total),
        9,
      );
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(200);
});

it('the derivation begins with the explained value and ends with the explained score, in both languages', async () => {
  const units = [...new Set(explanations.map(({ unit }) => unit.code))];
  let checked = 0;
  for (const unit of units) {
    const { status, body } = await county.get<DerivationView>(`/derivations?unit=${unit}&period=${PUBLISHED_MONTH}`);
    expect(status, unit).toBe(200);
    for (const explanation of explanations.filter((one) => one.unit.code === unit)) {
      const { node, leaf } = explanation;
      const steps = body.steps.filter((step) => step.node === node.code);
      const [first, last] = [steps[0]!, steps.at(-1)!];
      expect(first.result, what(explanation)).toBe(node.value);
      expect(first.missing, what(explanation)).toBe(node.missing);
      // A factor is the indicator's own, also where the quotient is rounded as it is stated.
      if (leaf!.factor !== null && leaf!.factor !== 1 && node.value !== null)
        expect(first.calculation!.zh, what(explanation)).toContain(` × ${leaf!.factor} `);
      if (node.score === null) {
        expect(last.kind, what(explanation)).toBe('absent');
        continue;
      }
      expect(last.result, what(explanation)).toBeCloseTo(node.score, 9);
      for (const { says, calculation } of steps) {
        expect(says.zh, what(explanation)).toMatch(/\p{Script=Han}.*。$/u);
        expect(says.en, what(explanation)).toMatch(/^[A-Z\d≈−].*\.$/);
        if (calculation !== null) expect(calculation.en, what(explanation)).toMatch(/ [=≈] −?\d+(\.\d+)?$/);
      }
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(100);
});

it('a watched figure is derived as far as its value', async () => {
  const address = `unit=330624&period=${PUBLISHED_MONTH}&node=MON-01`;
  const { body: explained } = await county.get<Explanation>(`/explanations?${address}`);
  const { status, body } = await county.get<DerivationView>(`/derivations?${address}`);
  expect(status).toBe(200);
  expect(body.steps.map(({ kind, result, missing }) => [kind, result, missing])).toEqual([
    [explained.node.value === null ? 'absent' : 'value', explained.node.value, explained.node.missing],
  ]);
});

it('tells a department nothing of how the county’s own figure was read', () => {
  const noteOf = (unit: (code: string) => boolean) =>
    explanations.flatMap(({ unit: { code }, leaf }) => (unit(code) ? (leaf?.note ?? []) : [])).join('');
  expect(noteOf((code) => code === '330624')).toContain('文章');
  expect(noteOf((code) => code !== '330624')).not.toMatch(/文章|14\.43/);
});

it('counts the units behind an input, also where it shows a part of their observations', () => {
  // Archiving of the year: twelve months of 95 units, of which 200 observations are shown.
  const archived = explanations.find(({ unit, node }) => unit.kind === 'county' && node.code === 'RES-1-01')!;
  for (const { observations, observationsTotal, units } of archived.leaf!.inputs) {
    expect(observations).toHaveLength(200);
    expect(observationsTotal).toBeGreaterThan(12 * 95 - 20);
    expect(units).toBe(95);
  }
});

it('ends at an existing raw record, which says the same', async () => {
  const orphans = await county.test.stores.clickhouse.rows(
    `SELECT unit, measure, toString(period) AS month FROM observation
     WHERE (batch, record) NOT IN (SELECT batch, record FROM source_record) LIMIT 5`,
  );
  expect(orphans).toEqual([]);
  const inputs = explanations.flatMap(({ leaf }) => leaf!.inputs);
  const everyTenth = inputs.flatMap(({ observations }) => observations.slice(0, 1)).filter((_, at) => at % 10 === 0);
  expect(everyTenth.length).toBeGreaterThan(15);
  for (const { batch, record, value } of everyTenth) {
    const { status, body } = await county.get<RawRecord>(`/batches/${batch}/records/${record}`);
    expect(status).toBe(200);
    // The source may count in other units: 29.91 亿 is 2991000000 there.
    const digits = (value ?? '').replaceAll(/\D/g, '').replaceAll(/^0+|0+$/g, '');
    expect(body.payload.replaceAll(/[.,]/g, '')).toContain(digits);
    expect((await county.get(`/batches/${batch}`)).status).toBe(200);
  }
});
