import { describe, expect, it } from 'vitest';
import { JUDGEMENT_SCALE, parseJudgements, parsePartialJudgements, requireJudgements } from './judgements.ts';

const third = 1 / 3;

describe('parseJudgements', () => {
  it('fills the reciprocals of an upper triangle, with its diagonal or without', () => {
    const full = [
      [1, 3, 5],
      [1 / 3, 1, 2],
      [1 / 5, 1 / 2, 1],
    ];
    expect(requireJudgements([[3, 5], [2]])).toEqual(full);
    expect(
      requireJudgements([
        [1, 3, 5],
        [null, 1, 2],
        [null, null, 1],
      ]),
    ).toEqual(full);
    expect(requireJudgements([[4]])).toEqual([
      [1, 4],
      [0.25, 1],
    ]);
  });

  it('takes reciprocals typed with four digits and makes them exact', () => {
    expect(
      requireJudgements([
        [1, 7, 0.3333],
        [0.1429, 1, 0.1111],
        [3, 9, 1],
      ]),
    ).toEqual([
      [1, 7, third],
      [1 / 7, 1, 1 / 9],
      [3, 9, 1],
    ]);
  });

  it.each([
    [
      'not-reciprocal',
      [
        [1, 3],
        [0.3335, 1],
      ],
      'row 1, column 2 is 3 but row 2, column 1 is 0.3335; make that one 0.3333333333333333',
    ],
    [
      'out-of-range',
      [
        [1, -3],
        [null, 1],
      ],
      'row 1, column 2 is -3; give a positive ratio, on the scale from 1/9 to 9',
    ],
    [
      'out-of-range',
      [
        [1, NaN],
        [1, 1],
      ],
      'row 1, column 2 is NaN; give a positive ratio, on the scale from 1/9 to 9',
    ],
    [
      'out-of-range',
      [
        [1, 2],
        [0, 1],
      ],
      'row 2, column 1 is 0; give a positive ratio, on the scale from 1/9 to 9',
    ],
    [
      'diagonal',
      [
        [2, 3],
        [third, 1],
      ],
      'row 1, column 1 is 2; an item compared with itself is 1',
    ],
    [
      'missing',
      [
        [1, 2, null],
        [null, 1, 2],
        [null, null, 1],
      ],
      'row 1, column 3 is not judged; compare the two items',
    ],
    [
      'shape',
      [
        [1, 2, 3],
        [1, 2],
      ],
      'row 1 has 3 judgements; give it 2, or give the upper triangle alone',
    ],
    ['shape', [], 'a judgement matrix compares 2 to 15 items, not 0; split the items into groups'],
  ] as const)('%s: the cell and the mend are named', (code, rows, message) => {
    const parsed = parseJudgements(rows);
    expect(parsed.ok ? [] : parsed.faults.map((fault) => [fault.code, fault.message])).toEqual([[code, message]]);
    expect(() => requireJudgements(rows)).toThrow(RangeError);
  });

  it('names every fault, with indices from 0', () => {
    const parsed = parseJudgements([[0, 2], [-1]]);
    expect(parsed.ok ? [] : parsed.faults.map(({ row, column }) => [row, column])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('refuses sixteen items', () => {
    expect(parseJudgements(Array.from({ length: 16 }, () => Array.from({ length: 16 }, () => 1))).ok).toBe(false);
  });
});

describe('parsePartialJudgements', () => {
  it('leaves a pair nobody judged null on both sides', () => {
    expect(parsePartialJudgements([[null, 4], [2]])).toEqual({
      ok: true,
      matrix: [
        [1, null, 4],
        [null, 1, 2],
        [0.25, 0.5, 1],
      ],
    });
  });
});

it('the scale has 17 values that rise and are reciprocal', () => {
  expect(JUDGEMENT_SCALE).toHaveLength(17);
  expect(JUDGEMENT_SCALE.every((value, k) => k === 0 || value > JUDGEMENT_SCALE[k - 1]!)).toBe(true);
  JUDGEMENT_SCALE.forEach((value, k) => expect(JUDGEMENT_SCALE[16 - k]).toBeCloseTo(1 / value, 15));
});
