import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicatorValue } from '../engine/indicator-value.ts';
import { ranksOf } from '../engine/rank.ts';
import { roundToUnits } from '../language/rounding.ts';
import { denominate } from '../prepare/denominate.ts';
import { directionsOf, REACHED, STATED_TYPES, statedRule } from '../../testing/stated-rules.fixture.ts';
import { definitionOf, peersOf, scoreByRule, type Rule, type RuleSetting } from './index.ts';

/*
 * The law of ADR 0032, for every rule: a value typed and the same value by its parts, and a column scaled together
 * with what the rule states, give the same score, rank, veto and tie. Values are whole numbers of some decimal unit,
 * so what is right is known without dividing.
 */

const reached = fc.constantFrom(...REACHED);
const column = fc.array(fc.oneof(reached, fc.integer({ min: 0, max: 1200 })), { minLength: 2, maxLength: 12 });
const decimals = fc.integer({ min: 0, max: 6 });
const months = fc.integer({ min: 1, max: 12 });

interface Outcome {
  readonly scores: readonly (number | null)[];
  readonly ranks: readonly number[];
  readonly vetoes: readonly boolean[];
}

function outcomeOf(rule: Rule, values: readonly number[], setting: RuleSetting): Outcome {
  const peers = peersOf(values, (unit) => values[Number(unit.slice(1))] ?? null);
  const scores = values.map((value) => scoreByRule(rule, value, peers, setting));
  return {
    scores,
    ranks: ranksOf(scores.map((score) => (score === null ? -1 : roundToUnits(score, 9)))),
    vetoes: values.map((value) => definitionOf(rule).veto?.isSetOff(rule, value) ?? false),
  };
}

describe.each(STATED_TYPES)('%s', (type) => {
  const directions = directionsOf(type);
  const settingOf = (direction: RuleSetting['direction'], elapsedMonths: number): RuleSetting => ({
    direction,
    range: [0, 100],
    elapsedMonths,
  });
  const ruleAt = (places: number): Rule => statedRule(type, places);

  it('a column scaled together with what the rule states scores, ranks and ties the same', () => {
    fc.assert(
      fc.property(column, decimals, decimals, months, (units, one, other, month) => {
        for (const direction of directions) {
          const setting = settingOf(direction, month);
          const [a, b] = [one, other].map((places) =>
            outcomeOf(
              ruleAt(places),
              units.map((value) => Number(`${value}e-${places}`)),
              setting,
            ),
          ) as [Outcome, Outcome];
          expect([b.ranks, b.vetoes]).toEqual([a.ranks, a.vetoes]);
          a.scores.forEach((score, unit) =>
            score === null
              ? expect(b.scores[unit]).toBeNull()
              : expect(Math.abs((b.scores[unit] ?? Number.NaN) - score)).toBeLessThan(1e-9),
          );
        }
      }),
    );
  });

  it('a value typed, by its parts and by a denominator is one value', () => {
    const cases = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            column.map(([first = 0]) => first),
            cases,
          ),
          { minLength: 2, maxLength: 8 },
        ),
        decimals,
        months,
        (cells, places, month) => {
          const typed = cells.map(([units]) => Number(`${units}e-${places}`));
          // units ÷ 10^places, in hundredths: numerator ÷ denominator × 100.
          const byParts = cells.map(([units, by]) => {
            const parts = { numerator: `${units * by}e-${places + 2}`, denominator: String(by), amount: null };
            return indicatorValue({ kind: 'ratio', numerator: 'n', denominator: 'd', factor: 100 }, parts, 'no-source')
              .value;
          });
          // Per ten thousand: value ÷ (denominator ÷ 10 000).
          const byDenominator = denominate(
            { code: 'x', values: Float64Array.from(cells, ([units, by]) => Number(`${units * by}e-${places + 4}`)) },
            Float64Array.from(cells, ([, by]) => by),
            10_000,
          ).column.values;
          for (const direction of directions) {
            const right = outcomeOf(ruleAt(places), typed, settingOf(direction, month));
            for (const values of [byParts as number[], [...byDenominator]])
              expect(outcomeOf(ruleAt(places), values, settingOf(direction, month))).toEqual(right);
          }
        },
      ),
    );
  });
});
