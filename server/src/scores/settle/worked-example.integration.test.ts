import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { EXAMPLE_CATALOGUE, EXAMPLE_COUNTY, EXAMPLE_UNITS, loadExample } from '../../../testing/worked-example.ts';
import { planRollup, storePlan } from './plan.ts';
import { settleMonths } from './settle.ts';

// The store's part of the contract's worked example: precedence, windows and roll-up on the real engine,
// from its 55 observations to the indicator values of every unit and of the county above them.
let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
  await loadExample(test.stores);
});
afterAll(() => test.drop());

describe.each(example.expected)('worked example, $period as of $asOf', ({ period, asOf, units, county }) => {
  const settle = async () => {
    const plan = planRollup(EXAMPLE_CATALOGUE, EXAMPLE_UNITS);
    await storePlan(test.stores.clickhouse, plan, [period]);
    return settleMonths(
      test.stores.clickhouse,
      { catalogue: EXAMPLE_CATALOGUE, units: EXAMPLE_UNITS, plan: plan.hash },
      [period],
      new Date(asOf),
    );
  };

  it('gives every unit its values and reasons', async () => {
    const [month] = await settle();
    for (const [unit, { nodes }] of Object.entries(units)) {
      for (const leaf of example.scheme.nodes) {
        if (!('indicator' in leaf) || leaf.indicator === undefined) continue;
        const expected = nodes[leaf.code as keyof typeof nodes] as {
          value: number | null;
          missing: string | null;
          numerator: number | null;
          denominator: number | null;
        };
        const settled = month?.values.get(unit)?.get(leaf.indicator);
        expect(settled?.missing ?? null, `${unit} ${leaf.code}`).toBe(expected.missing);
        if (expected.value === null) expect(settled?.value).toBeNull();
        else expect(settled?.value, `${unit} ${leaf.code}`).toBeCloseTo(expected.value, 9);
        expect(settled?.numerator ?? null).toBe(expected.numerator);
        expect(settled?.denominator ?? null).toBe(expected.denominator);
      }
    }
  });

  it('rolls up to the county over the units that have both parts', async () => {
    const [month] = await settle();
    for (const [indicator, expected] of Object.entries(
      county as Record<string, { value: number; units: number; numerator?: number; denominator?: number } | null>,
    )) {
      const settled = month?.values.get(EXAMPLE_COUNTY)?.get(indicator);
      if (expected === null) {
        expect(settled?.value, indicator).toBeNull();
        expect(settled?.missing, indicator).toBe('no-source');
        continue;
      }
      expect(settled?.value, indicator).toBeCloseTo(expected.value, 9);
      expect(settled?.units, indicator).toBe(expected.units);
      expect(settled?.origin, indicator).toBe('rolled-up');
      if (expected.numerator !== undefined) expect(settled?.numerator).toBe(expected.numerator);
      if (expected.denominator !== undefined) expect(settled?.denominator).toBe(expected.denominator);
    }
  });
});
