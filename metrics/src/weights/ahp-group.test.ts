import { describe, expect, it } from 'vitest';
import methods from '../../fixtures/methods.json' with { type: 'json' };
import { expectAllClose, expectClose } from '../../testing/reference.fixture.ts';
import { ahpWeights } from './ahp.ts';
import { groupJudgements } from './ahp-group.ts';

const vectors = methods.test_vectors;

describe('groupJudgements', () => {
  it('takes the geometric mean of judgements and shows how far experts are apart', () => {
    const group = groupJudgements([
      [[2, 4], [2]],
      [[8, 4], [null]],
    ]);
    if (!group.ok) throw new Error('refused');
    expectAllClose(group.matrix.flat(), [1, 4, 4, 1 / 4, 1, 2, 1 / 4, 1 / 2, 1], 1e-14);
    expect(group.disagreement[0]![0]).toBeNull();
    // ln 2 and ln 8 lie ln 4 apart: their sample deviation is ln 4 ÷ √2.
    expectClose(group.disagreement[0]![1]!.sdOfLogs, Math.log(4) / Math.SQRT2, 1e-14);
    expect(group.disagreement[1]![0]!.ratio).toBeCloseTo(4, 12);
    expect(group.disagreement[0]![2]).toEqual({ experts: 2, sdOfLogs: 0, ratio: 1 });
    expect(group.disagreement[1]![2]).toEqual({ experts: 1, sdOfLogs: null, ratio: 1 });
    expect(group.experts.map(({ missing }) => missing)).toEqual([[], [[1, 2]]]);
    expect(group.experts[0]!.own!.consistency.ratio).toBeLessThan(1e-12);
    expect(group.experts[1]!.own).toBeNull();
  });

  it('of one expert is that expert', () => {
    const { matrix } = vectors.ahp_six_dimensions;
    const group = groupJudgements([matrix, matrix]);
    expect(group.ok && group.matrix).toEqual(matrix);
    expect(group.ok && group.experts[1]!.own).toEqual(ahpWeights(matrix));
  });

  it('stays reciprocal, and names the experts who contradict themselves', () => {
    const group = groupJudgements([vectors.ahp_three.matrix, vectors.ahp_inconsistent.matrix, [[2, 4], [2]]]);
    if (!group.ok) throw new Error('refused');
    group.matrix.forEach((row, i) => row.forEach((value, j) => expectClose(value * group.matrix[j]![i]!, 1, 1e-14)));
    expect(group.inconsistent).toEqual([0, 1]);
    const saaty = groupJudgements([vectors.ahp_borderline.matrix], 'saaty-1980');
    expect(saaty.ok && saaty.inconsistent).toEqual([]);
  });

  it('refuses a pair nobody judged, a matrix that cannot be read, and different sizes', () => {
    const messages = (...experts: Parameters<typeof groupJudgements>[0]) => {
      const group = groupJudgements(experts);
      return group.ok ? [] : group.faults.map(({ expert, message }) => [expert, message]);
    };
    expect(messages([[null, 2], [2]], [[null, 3], [3]])).toEqual([
      [null, 'row 1, column 2 is judged by no expert; ask one to compare the two items'],
    ]);
    expect(messages([[2]], [[-1]])).toEqual([
      [1, 'row 1, column 2 is -1; give a positive ratio, on the scale from 1/9 to 9'],
    ]);
    expect(messages([[2]], [[2, 2], [2]])).toEqual([
      [1, 'expert 2 compares 3 items and expert 1 compares 2; let all compare the same items'],
    ]);
    expect(messages()).toEqual([[null, 'no expert has judged; ask at least one']]);
  });
});
