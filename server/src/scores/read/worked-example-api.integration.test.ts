import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DerivationView, Explanation, Ranking, UnitScoreView } from '@dangzhi/metrics/contract';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import type { SchemeDocument } from '@dangzhi/metrics';
import { loadCounty } from '../../county/load.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { EXAMPLE_CATALOGUE, EXAMPLE_COUNTY, EXAMPLE_UNITS, loadExample } from '../../../testing/worked-example.ts';

// The contract's worked example through the API: three departments, five leaves, three months, 55 observations.
// The county above them is scored by the same tree, so that its roll-up can be asked for too.
const COUNTY_SCHEME = { ...example.scheme, code: 'WORKED-COUNTY', unitKind: 'county' } as unknown as SchemeDocument;
const LEAVES = example.scheme.nodes.flatMap((node) =>
  'indicator' in node ? [node as { code: string; indicator: string }] : [],
);

interface ExpectedNode {
  readonly value?: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly missing?: string | null;
  readonly score: number | null;
  readonly weight: number;
  readonly effectiveWeight: number;
}
interface ExpectedUnit {
  readonly coverage: number;
  readonly reportedShare: number;
  readonly baseScore: number;
  readonly bonus: number;
  readonly deduction: number;
  readonly score: number;
  readonly printed: string;
  readonly rank: number;
  readonly grade: string;
  readonly contributions: Readonly<Record<string, number>>;
  readonly nodes: Readonly<Record<string, ExpectedNode>>;
}
type ExpectedCounty = Readonly<
  Record<string, { value: number; units: number; numerator?: number; denominator?: number } | null>
>;

/** A leaf without a value has no line of its rule, even where it scores 0 for being overdue. */
const lineScore = (node: ExpectedNode | undefined): number | null =>
  node === undefined || node.missing != null ? null : node.score;

let service: TestService;
beforeAll(async () => {
  service = await startTestService('2022-11-03T00:00:00+08:00');
  const { stores } = service.test;
  await loadExample(stores);
  await loadCounty(stores, {
    areas: [],
    classes: [],
    units: EXAMPLE_UNITS,
    catalogue: EXAMPLE_CATALOGUE,
    schemes: [COUNTY_SCHEME],
    facts: [],
    records: [],
    adjustments: [],
  });
});
afterAll(() => service.close());

const expectClose = (found: number | null | undefined, wanted: number | null | undefined, what: string): void => {
  if (wanted == null) expect(found ?? null, what).toBeNull();
  else expect(found, what).toBeCloseTo(wanted, 9);
};

describe.each(example.expected)(
  'worked example through the API, $period as of $asOf',
  ({ period, asOf, ...expected }) => {
    const units = expected.units as unknown as Readonly<Record<string, ExpectedUnit>>;
    const county = expected.county as unknown as ExpectedCounty;

    beforeAll(async () => {
      service.setNow(asOf);
      await service.runtime.scorer.request(null);
    });

    it.each(Object.entries(units))('the score of %s, head and every node', async (code, wanted) => {
      const { status, body } = await service.get<UnitScoreView>(`/units/${code}/score?period=${period}`);
      expect(status).toBe(200);
      const { printed, rank, grade, partial } = wanted as ExpectedUnit & { partial?: boolean };
      expect(body).toMatchObject({ printed, rank, grade, partial: partial ?? false, rankedOf: 3 });
      for (const figure of ['coverage', 'reportedShare', 'baseScore', 'bonus', 'deduction', 'score'] as const)
        expectClose(body[figure], wanted[figure], figure);
      expect(body.nodes.map((node) => node.code)).toEqual(example.scheme.nodes.map((node) => node.code));
      for (const node of body.nodes) {
        const { value, numerator, denominator, missing, score, weight, effectiveWeight } = wanted.nodes[node.code]!;
        expectClose(node.value, value, `${node.code} value`);
        expectClose(node.numerator === null ? null : Number(node.numerator), numerator, `${node.code} numerator`);
        expectClose(
          node.denominator === null ? null : Number(node.denominator),
          denominator,
          `${node.code} denominator`,
        );
        expect(node.missing, `${node.code} missing`).toBe(missing ?? null);
        expectClose(node.score, score, `${node.code} score`);
        expectClose(node.weight, weight, `${node.code} weight`);
        expectClose(node.effectiveWeight, effectiveWeight, `${node.code} effective weight`);
        if (LEAVES.some((leaf) => leaf.code === node.code))
          expectClose(node.contribution, wanted.contributions[node.code], `${node.code} contribution`);
      }
    });

    it.each(Object.entries(units))('what is printed of %s adds up to the printed score', async (code, wanted) => {
      const { body } = await service.get<UnitScoreView>(`/units/${code}/score?period=${period}`);
      const hundredths = (text: string | null): number => Math.round(Number(text ?? '0') * 100);
      const leaves = body.nodes.reduce((sum, { printedContribution }) => sum + hundredths(printedContribution), 0);
      expect(leaves + hundredths(String(wanted.bonus)) - hundredths(String(wanted.deduction))).toBe(
        hundredths(wanted.printed),
      );
    });

    it.each(Object.entries(units))(
      'the derivation of %s, from its values to the printed figure',
      async (code, wanted) => {
        const { status, body } = await service.get<DerivationView>(`/derivations?unit=${code}&period=${period}`);
        expect(status).toBe(200);
        const line = (node: string, kind: string) =>
          body.steps.find((step) => step.node === node && step.kind === kind);
        expect(line('W', 'round')?.result).toBe(Number(wanted.printed));
        expect(line('W', 'rank')?.result).toBe(wanted.rank);
        expectClose(line('W', 'aggregate')?.result, wanted.baseScore, 'base score');
        for (const { code: leaf } of LEAVES)
          expectClose(line(leaf, 'rule')?.result, lineScore(wanted.nodes[leaf]), leaf);
      },
    );

    it('the ranking, best first', async () => {
      const { body } = await service.get<Ranking>(`/rankings?scheme=WORKED&period=${period}`);
      const wanted = Object.entries(units).sort(([, a], [, b]) => a.rank - b.rank);
      expect(body.rows.map(({ unit, rank, printed, grade }) => [unit.code, rank, printed, grade])).toEqual(
        wanted.map(([code, { rank, printed, grade }]) => [code, rank, printed, grade]),
      );
      expect(body.elapsedMonths).toBe(Number(period.slice(5)));
      for (const row of body.rows) {
        const { contributions } = units[row.unit.code]!;
        for (const [index, leaf] of body.leaves.entries())
          expectClose(row.cells!.contributions[index], contributions[leaf], `${row.unit.code} ${leaf} contribution`);
      }
    });

    it('the county rolled up, through its explanation', async () => {
      for (const { code, indicator } of LEAVES) {
        const wanted = county[indicator] ?? null;
        const { body } = await service.get<Explanation>(
          `/explanations?unit=${EXAMPLE_COUNTY}&period=${period}&node=${code}`,
        );
        expectClose(body.node.value, wanted?.value, indicator);
        if (wanted === null) {
          expect(body.node.missing).toBe('no-source');
          continue;
        }
        expect(body.leaf?.origin).toBe('rolled-up');
        const totals = new Map(body.leaf?.inputs.map(({ role, total }) => [role, Number(total)]));
        if (wanted.numerator !== undefined) expect(totals.get('numerator')).toBe(wanted.numerator);
        if (wanted.denominator !== undefined) expect(totals.get('denominator')).toBe(wanted.denominator);
        if (wanted.numerator === undefined) expect(totals.get('amount')).toBe(wanted.value);
      }
    });
  },
);

it('the correction of D1 is explained with the pull it overrides, shown as a conflict', async () => {
  service.setNow('2023-01-31T00:00:00+08:00');
  await service.runtime.scorer.request(null);
  const { body } = await service.get<Explanation>('/explanations?unit=D1&period=2022-11&node=A1');
  const formal = body.leaf!.inputs.find(({ role }) => role === 'numerator')!;
  // 漏统25件: 125 pulled, 150 reported, and 125 pulled once more afterwards.
  const told = formal.observations.map(({ value, standing, counts, conflicts }) => [
    value,
    standing,
    counts,
    conflicts,
  ]);
  expect(told).toEqual([
    ['150', 'reported', true, false],
    ['125', 'pulled', false, true],
    ['125', 'pulled', false, true],
  ]);
  const [counting, laterPull] = formal.observations;
  expect(counting!.reason).toBe('漏统25件');
  expect(laterPull!.recordedAt > counting!.recordedAt).toBe(true);
  expect(formal.total).toBe('150');
});
