import { printRounded, type MissingKind } from '@dangzhi/metrics';
import { pointSheet, slideWeight } from '@dangzhi/metrics/weights';
import { describe, expect, it } from 'vitest';
import type { Ranking, RankingRow } from '../../api/types.ts';
import { at, trialTree as tree } from '../../../testing/scheme.ts';
import { disagreements, scoreFirst, scoreTrial, startTrial, weightsOf } from './trial.ts';

type Cell = number | MissingKind;

function row(code: string, [a1, a2, b1]: [Cell, Cell, Cell], printed: string, rank: number | null): RankingRow {
  const cell = (leaf: string, value: Cell) => ({
    code: leaf,
    value: typeof value === 'number' ? value : null,
    missing: typeof value === 'number' ? null : value,
    contribution: null,
  });
  const name = { zh: code, en: code };
  return {
    unit: { code, name, shortName: name, kind: 'department', class: 'c' },
    printed,
    rank,
    score: null,
    baseScore: null,
    bonus: 0,
    deduction: 0,
    coverage: 1,
    reportedShare: 1,
    partial: false,
    grade: null,
    colour: null,
    vetoes: [],
    rankedOf: 3,
    provenance: 'demo',
    previousRank: null,
    isOpen: true,
    leaves: [cell('A1', a1), cell('A2', a2), cell('B1', b1)],
    adjustments: [],
  };
}

/** By hand: D1 36 + 0 + 20 = 56; D2 without A2 60 × 0.5 + 40 × 0.8 = 62; D3 overdue in B1: 60 × 0.9 = 54. */
const ranking: Pick<Ranking, 'rows' | 'elapsedMonths'> = {
  elapsedMonths: 12,
  rows: [
    row('D2', [50, 'not-applicable', 80], '62.00', 1),
    row('D1', [100, 0, 50], '56.00', 2),
    row('D3', [90, 90, 'overdue'], '54.00', 3),
  ],
};
const classOf = () => ({ class: 'c', ranked: true });
const trial = startTrial(ranking, tree, classOf);
const sheet = pointSheet(tree);
const scoreWith = (points: readonly number[]) => scoreTrial(trial, points);

describe('scoreTrial', () => {
  it('gives the server’s printed scores and ranks with the scheme’s own weights', () => {
    expect(disagreements(ranking, scoreWith(sheet))).toEqual([]);
  });

  it('gives the same bits as the scheme’s own weights', () => {
    expect(weightsOf(tree, sheet)).toEqual(tree.weights);
  });

  it('tells of one unit what each branch brings, under any weights', () => {
    const one = startTrial({ ...ranking, rows: ranking.rows.slice(1, 2) }, tree, classOf);
    const bringing = (points: readonly number[]) =>
      scoreFirst(one, points)?.nodes.flatMap(({ code, contribution }) =>
        code === 'A' || code === 'B' ? contribution : [],
      );
    expect(bringing(sheet)).toEqual([36, 20]);
    expect(bringing(slideWeight(tree, sheet, at('A'), 9_000))).toEqual([54, 5]);
  });

  it('names the units the server prints otherwise', () => {
    const other = { rows: ranking.rows.map((one) => (one.unit.code === 'D1' ? { ...one, printed: '56.01' } : one)) };
    expect(disagreements(other, scoreWith(sheet))).toEqual(['D1']);
  });

  it('follows a slider: A at 90 points turns the ranking', () => {
    const scores = scoreWith(slideWeight(tree, sheet, at('A'), 9_000));
    const printed = Object.fromEntries(scores.map(({ unit, score }) => [unit, printRounded(score ?? 0, 2)]));
    expect(printed).toEqual({ D2: '53.00', D1: '59.00', D3: '81.00' });
    expect(scores.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['D2', 3],
      ['D1', 2],
      ['D3', 1],
    ]);
  });
});
