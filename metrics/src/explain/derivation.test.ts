import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { calculate } from '../language/calculator.ts';
import { figure } from '../language/figure.ts';
import type { IndicatorValue } from '../engine/indicator-value.ts';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { leafCases } from '../../testing/leaf-cases.fixture.ts';
import { rankInClass } from '../engine/rank.ts';
import { scoreSheet } from '../engine/score.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { buildTree } from '../scheme/tree.ts';
import { derive } from './derivation.ts';

const worked = buildTree(example.scheme as unknown as SchemeDocument);

describe('the derivation of a figure', () => {
  it('is the contract’s own arithmetic for D1 in December', () => {
    const ratio = (numerator: number, denominator: number) => ({
      value: (numerator / denominator) * 100,
      missing: null,
      numerator,
      denominator,
    });
    const count = (value: number) => ({ value, missing: null, numerator: null, denominator: null });
    const sheet = scoreLeaves(worked, [
      {
        unit: 'D1',
        values: new Map<string, IndicatorValue>([
          ['formal-rate', ratio(416, 640)],
          ['trained-staff', count(8)],
          ['room-occupancy', ratio(75, 100)],
          ['defects', count(0)],
        ]),
        adjustments: [{ kind: 'deduct', code: 'DED-01', points: '0.50', evidence: 'x' }],
      },
    ]);
    const [score] = rankInClass(worked.document, scoreSheet(worked, sheet), () => ({ class: 'c', ranked: true }));
    if (score === undefined) throw new Error('D1 was not scored');
    const lines = derive(worked, sheet, score).steps.map(({ node, kind, expression, missing, result, by }) =>
      kind === 'grade'
        ? `${node} ${kind} ${by}`
        : `${node} ${kind} ${expression ?? missing ?? ''} = ${result === null ? '–' : Number(result.toFixed(6))}`,
    );
    expect(lines).toEqual([
      'A1 value 416 ÷ 640 × 100 = 65',
      'A1 rule 60 + (100 − 60) × (65 − 50) ÷ (100 − 50) = 72',
      'A2 value 8 = 8',
      'A2 rule 60 + (100 − 60) × (8 − 5) ÷ (10 − 5) = 84',
      'A aggregate (36 × 72 + 24 × 84) ÷ (36 + 24) = 76.8',
      'B1 value 75 ÷ 100 × 100 = 75',
      'B1 rule 100 + (60 − 100) × (75 − 60) ÷ (85 − 60) = 76',
      'B2 value 0 = 0',
      expect.stringMatching(/^B2 rule .* = 100$/),
      'B3 absent no-source = –',
      'B aggregate (20 × 76 + 10 × 100) ÷ (20 + 10) = 84',
      'W aggregate (60 × 76.8 + 40 × 84) ÷ (60 + 40) = 79.68',
      'DED-01 deduct 0.5 = 0.5',
      'W total min(100, max(0, 79.68 + 0 − 0.5)) = 79.18'.replace(
        'min(100',
        `min(${100 + example.scheme.adjustments.bonusCap}`,
      ),
      'W round 79.18 = 79.18',
      'W rank 1 = 1',
      'W grade pass',
    ]);
  });

  it('of any scheme can be checked line by line with a calculator, down to the printed figure', () => {
    fc.assert(
      fc.property(leafCases(5), ({ document, inputs }) => {
        const tree = buildTree(document);
        const sheet = scoreLeaves(tree, inputs);
        const ranked = rankInClass(document, scoreSheet(tree, sheet), () => ({ class: 'c', ranked: true }));
        for (const score of ranked) {
          const { steps } = derive(tree, sheet, score);
          for (const { kind, expression, result, missing } of steps) {
            if (expression === null || result === null) {
              expect(kind === 'absent' ? missing : 'a line that says something').not.toBeNull();
              continue;
            }
            const calculated = calculate(expression);
            expect(Math.abs(calculated - result)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(result)));
          }
          const printed = steps.find(({ kind }) => kind === 'round');
          expect(printed?.result ?? null).toBe(score.printed === null ? null : Number(score.printed));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of any scheme says in every line what its numbers come to, rounded with a sign that says so', () => {
    fc.assert(
      fc.property(leafCases(5), ({ document, inputs }) => {
        const tree = buildTree(document);
        const sheet = scoreLeaves(tree, inputs);
        for (const score of rankInClass(document, scoreSheet(tree, sheet), () => ({ class: 'c', ranked: true }))) {
          for (const { says, calculation, result } of derive(tree, sheet, score).steps) {
            for (const text of [says.zh, says.en]) expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
            if (calculation === null || result === null) continue;
            const [typed = '', sign, stated] = calculation.en.split(/ ([=≈]) /);
            const [exact, calculated] = [figure(result), calculate(typed)];
            expect(stated).toBe(exact.replace('≈', ''));
            expect(figure(calculated).replace('≈', '')).toBe(stated);
            if (sign === '=')
              expect(Math.abs(calculated - result)).toBeLessThanOrEqual(2e-9 * Math.max(1, Math.abs(result)));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of one node stops there, and is refused for a node that is not', () => {
    const sheet = scoreLeaves(worked, [{ unit: 'D1', values: new Map() }]);
    const [score] = scoreSheet(worked, sheet);
    if (score === undefined) throw new Error('D1 was not scored');
    expect(derive(worked, sheet, score, 'A').steps.map(({ node }) => node)).toEqual(['A1', 'A2', 'A']);
    expect(() => derive(worked, sheet, score, 'nowhere')).toThrow(RangeError);
  });
});
