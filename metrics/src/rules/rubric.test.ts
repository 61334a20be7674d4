import { describe, expect, it } from 'vitest';
import type { Rule, RuleOf } from './index.ts';
import { definitionOf, NO_PEERS, peersOf, scoreByRule, workByRule, type RuleSetting } from './index.ts';

const higher: RuleSetting = { direction: 'higher', range: [0, 100], elapsedMonths: 12 };
const lower: RuleSetting = { ...higher, direction: 'lower' };
const june: RuleSetting = { ...higher, elapsedMonths: 6 };

const score = (rule: Rule, value: number, setting = higher, peers: readonly number[] = []) =>
  scoreByRule(rule, value, peers.length === 0 ? NO_PEERS : peersOf(peers), setting);
const arithmetic = (rule: Rule, value: number, setting = higher, peers: readonly number[] = []) =>
  workByRule(rule, value, peers.length === 0 ? NO_PEERS : peersOf(peers), setting)?.expression;
const isVetoed = (rule: Rule, value: number) => definitionOf(rule).veto?.isSetOff(rule, value) ?? false;

/**
 * The wordings of two published county rubrics, with scores computed by hand. Scores are per cent of
 * the item's points. Four of the thirteen types are no rule of a leaf, and are tested where they are:
 * 未新进人员的按平均分得分 is what a scheme does about absent values; 通报表扬 and 点名批评 are given and
 * taken outside the tree, with their evidence; 负责考核部门 is a word on the node.
 */
describe('1 不低于80%的得1分；每低1%，扣0.1分', () => {
  const rule = { type: 'threshold-step', full: 1, threshold: 80, per: 1, deduct: 0.1 } as const;
  it.each([
    [80, 100],
    [93, 100],
    // 3 short: 1 − 0.1 × 3 = 0.7.
    [77, 70],
    // 5.5 short: 1 − 0.55.
    [74.5, 45],
    // 10 short is nothing left, and so is 80 short.
    [70, 0],
    [0, 0],
  ])('%f%% is %f', (value, expected) => {
    expect(score(rule, value)).toBe(expected);
  });

  it.each([
    ['completed', 77, 70],
    ['completed', 76.5, 70],
    ['completed', 79.2, 100],
    ['started', 77, 70],
    ['started', 76.5, 60],
    ['started', 79.2, 90],
    // What binary arithmetic makes of 77 %, on either side of it.
    ['completed', 77.00000000000001, 70],
    ['completed', 76.99999999999999, 70],
    ['started', 77.00000000000001, 70],
    ['started', 76.99999999999999, 70],
    ['started', 79.99999999999999, 100],
  ] as const)('only %s steps: %f%% is %f', (steps, value, expected) => {
    expect(score({ ...rule, steps }, value)).toBe(expected);
  });

  it('falls to its floor', () => {
    expect(score({ ...rule, floor: 0.2 }, 10)).toBe(20);
  });

  it('counts what is over where lower is better', () => {
    expect(score(rule, 83, lower)).toBe(70);
    expect(score(rule, 60, lower)).toBe(100);
  });

  it('shows its arithmetic', () => {
    expect(arithmetic(rule, 77)).toBe('0 + (100 − 0) × max(0, 1 − 0.1 × ((80 − 77) ÷ 1)) ÷ 1');
    expect(arithmetic({ ...rule, steps: 'completed' }, 76.5)).toBe(
      '0 + (100 − 0) × max(0, 1 − 0.1 × floor((80 − 76.5) ÷ 1)) ÷ 1',
    );
    // The quotient is 2.99999999999999; the three steps that count are printed.
    expect(arithmetic({ ...rule, steps: 'completed' }, 77.00000000000001)).toBe(
      '0 + (100 − 0) × max(0, 1 − 0.1 × 3) ÷ 1',
    );
  });
});

describe('2 不大于市级部门平均年龄得2分；每超1岁扣0.5分', () => {
  const rule = { type: 'threshold-step', full: 2, threshold: 'mean', per: 1, deduct: 0.5 } as const;
  // Mean of 38, 40, 42, 44 is 41.
  const ages = [38, 40, 42, 44];
  it.each([
    [38, 100],
    [41, 100],
    // 1 over: 1.5 of 2; 3 over: 0.5 of 2.
    [42, 75],
    [44, 25],
    [45, 0],
    [60, 0],
  ])('%i years are %i', (value, expected) => {
    expect(score(rule, value, lower, ages)).toBe(expected);
  });

  it('says nothing without anybody to take a mean of', () => {
    expect(score(rule, 40, lower)).toBeNull();
  });
});

describe('3 排名1–5名依次赋予60、57、54、51、48分', () => {
  const rule: RuleOf<'rank-points'> = { type: 'rank-points', points: [60, 57, 54, 51, 48] };
  const peers = [90, 80, 70, 60, 50, 40];
  it.each([
    // 60, 57, 54, 51, 48 of 60, and the sixth has none.
    [90, 100],
    [80, 95],
    [70, 90],
    [60, 85],
    [50, 80],
    [40, 0],
  ])('%i is %i', (value, expected) => {
    expect(score(rule, value, higher, peers)).toBe(expected);
  });

  it('later ranks have what the rubric says', () => {
    expect(score({ ...rule, beyond: 45 }, 40, higher, peers)).toBe(75);
  });

  it('equal values share the better rank, and the next is left out', () => {
    const tied = [90, 80, 80, 60];
    expect(tied.map((value) => score(rule, value, higher, tied))).toEqual([100, 95, 95, 85]);
  });

  it('counts from the least where lower is better', () => {
    expect([40, 90].map((value) => score(rule, value, lower, peers))).toEqual([100, 0]);
  });

  it('shows its arithmetic', () => {
    expect(arithmetic(rule, 80, higher, peers)).toBe('0 + (100 − 0) × 57 ÷ 60');
  });
});

describe('4 倒数第1–3名计2、1.9、1.8分，每进1名扣0.1分', () => {
  const rule: RuleOf<'rank-ladder'> = { type: 'rank-ladder', last: 2, step: 0.1 };
  const peers = [10, 20, 30, 40];
  it('2, 1.9, 1.8, 1.7 of 2', () => {
    expect(peers.map((value) => score(rule, value, higher, peers))).toEqual([100, 95, 90, 85]);
    expect(arithmetic(rule, 30, higher, peers)).toBe('0 + (100 − 0) × max(0, 2 − 0.1 × (3 − 1)) ÷ 2');
  });

  it('two last are both 倒数第1, and the next is 倒数第3', () => {
    const tied = [10, 10, 30, 40];
    expect(tied.map((value) => score(rule, value, higher, tied))).toEqual([100, 100, 90, 85]);
  });

  it('the last is the greatest where lower is better', () => {
    expect(peers.map((value) => score(rule, value, lower, peers))).toEqual([85, 90, 95, 100]);
  });

  it('ends at its floor: place 22 would have −0.1', () => {
    const many = Array.from({ length: 22 }, (_, k) => k);
    expect(score(rule, 21, higher, many)).toBe(0);
    expect(score({ ...rule, floor: 1 }, 21, higher, many)).toBe(50);
  });

  it('the other way round each place up gains, up to the full points', () => {
    const up: RuleOf<'rank-ladder'> = { type: 'rank-ladder', last: 1.8, step: 0.1, upward: 'more', full: 2 };
    expect(peers.map((value) => score(up, value, higher, peers))).toEqual([90, 95, 100, 100]);
  });
});

describe('5 第1名得6分，其余按第1名的比例得分', () => {
  it('8, 6, 2 of 8', () => {
    const peers = [8, 6, 2];
    expect(peers.map((value) => score({ type: 'ratio-to-best' }, value, higher, peers))).toEqual([100, 75, 25]);
    expect(arithmetic({ type: 'ratio-to-best' }, 6, higher, peers)).toBe('0 + (100 − 0) × 6 ÷ 8');
  });
});

describe('6 出现一次扣2分，扣完为止；发现两次及以上不得分', () => {
  const rule = { type: 'deduct', each: 2, from: 5 } as const;
  it('5, 3, 1, 0, 0 of 5', () => {
    expect([0, 1, 2, 3, 9].map((count) => score(rule, count, lower))).toEqual([100, 60, 20, 0, 0]);
  });

  it('two strikes and nothing is left: 5, 3, 0, 0 of 5', () => {
    expect([0, 1, 2, 3].map((count) => score({ ...rule, zeroFrom: 2 }, count, lower))).toEqual([100, 60, 0, 0]);
    expect(arithmetic({ ...rule, zeroFrom: 2 }, 2, lower)).toBe('0 + (100 − 0) × 0 ÷ 5');
  });

  it('缺陷数×0.1分: 7 defects leave 1.3 of 2', () => {
    expect(score({ type: 'deduct', each: 0.1, from: 2 }, 7, lower)).toBe(65);
  });
});

describe('7 未完成按完成比例扣分', () => {
  const rule = { type: 'completion' } as const;
  it('of a percentage', () => {
    expect([0, 64, 100, 130].map((value) => score(rule, value))).toEqual([0, 64, 100, 100]);
  });

  it('of a target, and by half-year of half of it', () => {
    expect(score({ ...rule, target: 40 }, 30)).toBe(75);
    expect(score({ ...rule, target: 40, prorate: true }, 15, june)).toBe(75);
  });

  it('of a target to stay below: 40 ÷ 50', () => {
    expect([0, 40, 50].map((value) => score({ ...rule, target: 40 }, value, lower))).toEqual([100, 100, 80]);
  });
});

describe('9 引用…考核得分，相应进行折算', () => {
  it('87 of 100 is 87 %, and 108 of 120 is 90 %, of whatever the item is worth', () => {
    expect(score({ type: 'imported', outOf: 100 }, 87)).toBe(87);
    expect(score({ type: 'imported', outOf: 120 }, 108)).toBe(90);
    expect([-3, 130].map((value) => score({ type: 'imported', outOf: 120 }, value))).toEqual([0, 100]);
  });
});

describe('10 每项奖5分，最高15分, as an item of the tree', () => {
  it('0, 5, 10, 15, 15 of 15', () => {
    const rule = { type: 'award', each: 5, full: 15 } as const;
    expect([0, 1, 3, 4].map((count) => score(rule, count))).toEqual(
      [0, 100 / 3, 100, 100].map((v) => expect.closeTo(v, 9)),
    );
    expect(arithmetic(rule, 4)).toBe('0 + (100 − 0) × min(15, 5 × 4) ÷ 15');
    // Three times 0.1 is 0.3, and not a little more than all there is.
    expect(arithmetic({ ...rule, each: 0.1, full: 0.3 }, 3)).toBe('0 + (100 − 0) × 0.1 × 3 ÷ 0.3');
  });
});

describe('12 全省条线位次后三位的不得评优 (一票否优)', () => {
  const rule = { type: 'veto-when', atMost: 3, cap: 'good' } as const;
  it('places from the bottom 1, 2, 3 set it off', () => {
    expect([1, 3, 4, 90].map((place) => isVetoed(rule, place))).toEqual([true, true, false, false]);
    expect([1, 3, 4, 90].map((place) => score(rule, place))).toEqual([0, 0, 100, 100]);
  });

  it('a limit from above includes the limit', () => {
    const above = { type: 'veto-when', atLeast: 2, cap: 'good' } as const;
    expect([1.9, 2, 3].map((count) => isVetoed(above, count))).toEqual([false, true, true]);
  });

  it('一票否决 when positive: the best at none and the worst at one', () => {
    const positive = { type: 'veto-when-positive', cap: 'fail' } as const;
    expect([0, 1, 3].map((count) => score(positive, count, lower))).toEqual([100, 0, 0]);
    expect([0, 1].map((count) => isVetoed(positive, count))).toEqual([false, true]);
    expect(isVetoed({ type: 'imported', outOf: 10 }, 0)).toBe(false);
  });
});
