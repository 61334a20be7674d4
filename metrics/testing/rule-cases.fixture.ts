import type { Rule, RuleType } from '../src/rules/index.ts';

/** What a step is to say in one language, written by hand. */
interface HandWritten {
  readonly title: string;
  readonly says: string;
  readonly calculation: string | null;
}

/** One rule with its parameters, the values it compares, and the sentences a person would write about the first of them. */
export interface RuleCase {
  readonly rule: Rule;
  readonly direction?: 'lower';
  /** Months of the year gone by; 12 by default. */
  readonly months?: number;
  /** The scheme's scores have no ends. */
  readonly isOpen?: true;
  /** Of U0, U1, …; the sentences are about U0. */
  readonly values: readonly number[];
  /** Worked out on paper, as it is stated. */
  readonly score: string;
  readonly zh: HandWritten;
  readonly en: HandWritten;
  /** The score from the figures of the sentence, in the order in which they stand there. */
  readonly recompute: (...figures: number[]) => number;
  /** Where the sentence has a rounded figure, those of the calculation are taken. */
  readonly from?: 'calculation';
}

/** score = the point on the line from (x₀, y₀) to (x₁, y₁). */
const between = (v: number, x0: number, y0: number, x1: number, y1: number): number =>
  y0 + ((y1 - y0) * (v - x0)) / (x1 - x0);
/** Points out of `full` on the scale from `worst` to `best`. */
const share = (points: number, full: number, best: number, worst: number): number =>
  worst + (best - worst) * Math.min(1, Math.max(0, points / full));

/** One case a rule: a rule that has none does not compile. */
export const RULE_CASES: Readonly<Record<RuleType, RuleCase>> = {
  'min-max': {
    rule: { type: 'min-max' },
    values: [55, 40, 70, 100],
    score: '25',
    zh: {
      title: '计分：极差标准化',
      says: '4 个可比单位中最差 40 得 0 分，最优 100 得 100 分；55 按所处位置计分。',
      calculation: '0 + (100 − 0) × (55 − 40) ÷ (100 − 40) = 25',
    },
    en: {
      title: 'Score: min-max',
      says: 'Of the 4 peers the worst, 40, scores 0 and the best, 100, scores 100; 55 scores by its place.',
      calculation: '0 + (100 − 0) × (55 − 40) ÷ (100 − 40) = 25',
    },
    recompute: (_n, far, worst, near, best, v) => between(v, far, worst, near, best),
  },
  'z-score': {
    rule: { type: 'z-score', mean: 50, sd: 10 },
    isOpen: true,
    values: [5, 1, 2, 3, 4],
    score: '62.6491',
    zh: {
      title: '计分：标准分',
      says: '5 个可比单位平均 3，标准差 ≈1.5811；平均得 50 分，每高一个标准差加 10 分，指标值 5。',
      calculation: '50 + 10 × (5 − 3) ÷ 1.581139 ≈ 62.6491',
    },
    en: {
      title: 'Score: z-score',
      says: 'The 5 peers have a mean of 3 and a standard deviation of ≈1.5811; the mean scores 50, every standard deviation above it adds 10, and the value is 5.',
      calculation: '50 + 10 × (5 − 3) ÷ 1.581139 ≈ 62.6491',
    },
    recompute: (middle, step, v, mean, sd) => middle + (step * (v - mean)) / sd,
    from: 'calculation',
  },
  'percentile-rank': {
    rule: { type: 'percentile-rank' },
    values: [30, 10, 20, 20, 50],
    score: '75',
    zh: {
      title: '计分：百分位',
      says: '5 个可比单位从差到好排，30 列第 4；第 1 得 0 分，第 5 得 100 分，其间按名次等分。',
      calculation: '0 + (100 − 0) × (4 − 1) ÷ (5 − 1) = 75',
    },
    en: {
      title: 'Score: percentile rank',
      says: 'From worst to best of the 5 peers, 30 is number 4; number 1 scores 0, number 5 scores 100, and those between in equal steps.',
      calculation: '0 + (100 − 0) × (4 − 1) ÷ (5 − 1) = 75',
    },
    recompute: (_n, _v, rank, first, worst, last, best) => between(rank, first, worst, last, best),
  },
  rank: {
    rule: { type: 'rank', ties: 'average' },
    isOpen: true,
    values: [20, 10, 20, 30, 50],
    score: '2.5',
    zh: {
      title: '计分：名次分',
      says: '5 个可比单位从差到好排，20 列第 2.5，得分即名次。',
      calculation: null,
    },
    en: {
      title: 'Score: rank',
      says: 'From worst to best of the 5 peers, 20 is number 2.5, and that is the score.',
      calculation: null,
    },
    recompute: (_n, _v, rank) => rank,
  },
  borda: {
    rule: { type: 'borda' },
    isOpen: true,
    values: [50, 10, 20, 30],
    score: '3',
    zh: {
      title: '计分：波达计数',
      says: '4 个可比单位从差到好排，50 列第 4，得分是名次减一。',
      calculation: '4 − 1 = 3',
    },
    en: {
      title: 'Score: Borda count',
      says: 'From worst to best of the 4 peers, 50 is number 4; the score is one less.',
      calculation: '4 − 1 = 3',
    },
    recompute: (_n, _v, rank) => rank - 1,
  },
  'distance-to-best': {
    rule: { type: 'distance-to-best' },
    direction: 'lower',
    values: [4, 2, 8],
    score: '66.6667',
    zh: {
      title: '计分：与最优值的差距',
      says: '3 个可比单位中最优 2 得 100 分，最差 8 得 0 分；4 按与最优的差距扣分。',
      calculation: '100 − (100 − 0) × (4 − 2) ÷ (8 − 2) ≈ 66.6667',
    },
    en: {
      title: 'Score: distance to the best',
      says: 'Of the 3 peers the best, 2, scores 100 and the worst, 8, scores 0; 4 loses points by its distance to the best.',
      calculation: '100 − (100 − 0) × (4 − 2) ÷ (8 − 2) ≈ 66.6667',
    },
    recompute: (_n, near, best, far, worst, v) => best - ((best - worst) * (v - near)) / (far - near),
  },
  'distance-to-target': {
    rule: { type: 'distance-to-target', target: 90 },
    values: [60, 30, 75],
    score: '50',
    zh: {
      title: '计分：与目标值的差距',
      says: '最差的单位为 30，得 0 分；目标为 90，得 100 分；60 按已走过的路程计分。',
      calculation: '0 + (100 − 0) × (60 − 30) ÷ (90 − 30) = 50',
    },
    en: {
      title: 'Score: distance to a target',
      says: 'The worst peer has 30 and scores 0; the target is 90 and scores 100; 60 scores by how far it has come.',
      calculation: '0 + (100 − 0) × (60 − 30) ÷ (90 − 30) = 50',
    },
    recompute: (far, worst, target, best, v) => between(v, far, worst, target, best),
  },
  'distance-to-reference': {
    rule: { type: 'distance-to-reference', unit: 'U1' },
    values: [55, 80, 30],
    score: '50',
    zh: {
      title: '计分：与标杆单位的差距',
      says: '最差的单位为 30，得 0 分；标杆单位 U1 的值为 80，得 100 分；55 按已走过的路程计分。',
      calculation: '0 + (100 − 0) × (55 − 30) ÷ (80 − 30) = 50',
    },
    en: {
      title: 'Score: distance to a reference unit',
      says: 'The worst peer has 30 and scores 0; the value of the reference unit U1 is 80 and scores 100; 55 scores by how far it has come.',
      calculation: '0 + (100 − 0) × (55 − 30) ÷ (80 − 30) = 50',
    },
    recompute: (far, worst, target, best, v) => between(v, far, worst, target, best),
  },
  'ratio-to-best': {
    rule: { type: 'ratio-to-best' },
    values: [50, 20, 80],
    score: '62.5',
    zh: {
      title: '计分：与最优值之比',
      says: '3 个可比单位中最优 80 得 100 分；50 按占它的比例计分，比例为 0 得 0 分。',
      calculation: '0 + (100 − 0) × 50 ÷ 80 = 62.5',
    },
    en: {
      title: 'Score: ratio to the best',
      says: 'Of the 3 peers the best, 80, scores 100; 50 scores as its share of it, and a share of 0 scores 0.',
      calculation: '0 + (100 − 0) × 50 ÷ 80 = 62.5',
    },
    recompute: (_n, most, best, v, none, worst) => between(v / most, none, worst, 1, best),
  },
  goalposts: {
    rule: { type: 'goalposts', lower: 20, upper: 85 },
    values: [59, 90],
    score: '60',
    zh: {
      title: '计分：固定标杆',
      says: '标杆 20 得 0 分，标杆 85 得 100 分；59 按所处位置计分。',
      calculation: '0 + (100 − 0) × (59 − 20) ÷ (85 − 20) = 60',
    },
    en: {
      title: 'Score: goalposts',
      says: 'The goalpost 20 scores 0 and the goalpost 85 scores 100; 59 scores by its place.',
      calculation: '0 + (100 − 0) × (59 − 20) ÷ (85 − 20) = 60',
    },
    recompute: (lower, worst, upper, best, v) => between(v, lower, worst, upper, best),
  },
  piecewise: {
    rule: {
      type: 'piecewise',
      points: [
        [0, 0],
        [10, 60],
        [20, 100],
      ],
      prorate: true,
    },
    months: 6,
    values: [7],
    score: '76',
    zh: {
      title: '计分：分段赋分',
      says: '7 在 5（60 分）与 10（100 分）之间，按直线计分。全年的标准已按过去的 6 个月折算。',
      calculation: '60 + (100 − 60) × (7 − 5) ÷ (10 − 5) = 76',
    },
    en: {
      title: 'Score: piecewise',
      says: '7 lies between 5, which scores 60, and 10, which scores 100, on a straight line. The standards of the year are taken for 6 of its 12 months.',
      calculation: '60 + (100 − 60) × (7 − 5) ÷ (10 − 5) = 76',
    },
    recompute: (v, x0, y0, x1, y1) => between(v, x0, y0, x1, y1),
  },
  bands: {
    rule: {
      type: 'bands',
      bands: [
        [95, 100],
        [90, 80],
        [80, 60],
      ],
    },
    values: [92],
    score: '80',
    zh: { title: '计分：阶梯赋分', says: '92 不低于 90，这一档得 80 分。', calculation: null },
    en: { title: 'Score: bands', says: '92 is in the band of at least 90, which scores 80.', calculation: null },
    recompute: (_v, _bound, score) => score,
  },
  'threshold-step': {
    rule: { type: 'threshold-step', full: 1, threshold: 80, per: 2, deduct: 0.1 },
    values: [77],
    score: '85',
    zh: {
      title: '计分：按差距扣分',
      says: '达到标准 80 为 1 分，每低 2 扣 0.1 分，不足的按比例扣，不低于 0 分；指标值 77。满 1 分折为 100 分，0 分折为 0 分。',
      calculation: '0 + (100 − 0) × 取大(0, 1 − 0.1 × ((80 − 77) ÷ 2)) ÷ 1 = 85',
    },
    en: {
      title: 'Score: points off for falling short',
      says: 'At the threshold, 80, full marks are 1; every 2 below it takes 0.1, part of it in proportion, not below 0; the value is 77. Full marks, 1, count as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × max(0, 1 − 0.1 × ((80 − 77) ÷ 2)) ÷ 1 = 85',
    },
    recompute: (threshold, full, per, deduct, floor, v, all, best, _none, worst) =>
      share(Math.max(floor, full - (deduct * Math.max(0, threshold - v)) / per), all, best, worst),
  },
  'inside-range': {
    rule: { type: 'inside-range', from: 60, to: 80, zeroBelow: 30, zeroAbove: 100 },
    values: [85],
    score: '75',
    zh: {
      title: '计分：适度区间',
      says: '85 高于适度区间：80 得 100 分，100 得 0 分，其间按比例计分，以外同 100。',
      calculation: '0 + (100 − 0) × (100 − 85) ÷ (100 − 80) = 75',
    },
    en: {
      title: 'Score: inside a range',
      says: '85 is above the range: 80 scores 100 and 100 scores 0, in proportion between them; beyond 100 nothing changes.',
      calculation: '0 + (100 − 0) × (100 − 85) ÷ (100 − 80) = 75',
    },
    recompute: (v, near, best, far, worst) => between(v, far, worst, near, best),
  },
  efficacy: {
    rule: { type: 'efficacy', unacceptable: 50, satisfactory: 90 },
    values: [80],
    score: '90',
    zh: {
      title: '计分：功效系数法',
      says: '不容许值 50 得 60 分，满意值 90 得 100 分；80 按所处位置计分。',
      calculation: '60 + 40 × (80 − 50) ÷ (90 − 50) = 90',
    },
    en: {
      title: 'Score: efficacy coefficient',
      says: 'The unacceptable value, 50, scores 60 and the satisfactory one, 90, scores 100; 80 scores by its place.',
      calculation: '60 + 40 × (80 − 50) ÷ (90 − 50) = 90',
    },
    recompute: (x0, y0, x1, y1, v) => between(v, x0, y0, x1, y1),
  },
  'ratio-to-base': {
    rule: { type: 'ratio-to-base', base: 250 },
    direction: 'lower',
    values: [300],
    score: '83.3333',
    zh: {
      title: '计分：基准比值',
      says: '基准 250 除以 300，等于基准得 100 分，限于 0 至 100 分。',
      calculation: '250 ÷ 300 × 100 ≈ 83.3333',
    },
    en: {
      title: 'Score: ratio to a base',
      says: 'The base, 250, ÷ 300: as much as the base scores 100, held between 0 and 100.',
      calculation: '250 ÷ 300 × 100 ≈ 83.3333',
    },
    recompute: (base, v, equal, low, high) => Math.min(high, Math.max(low, (base / v) * equal)),
  },
  'rank-points': {
    rule: { type: 'rank-points', points: [60, 57, 54, 51, 48], beyond: 40 },
    values: [8, 9, 7, 6],
    score: '95',
    zh: {
      title: '计分：按名次赋分',
      says: '4 个可比单位中，8 列第 2，这一名次为 57 分。满 60 分折为 100 分，0 分折为 0 分。',
      calculation: '0 + (100 − 0) × 57 ÷ 60 = 95',
    },
    en: {
      title: 'Score: points by rank',
      says: 'Among the 4 peers, 8 is number 2, and that place has 57 points. Full marks, 60, count as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × 57 ÷ 60 = 95',
    },
    recompute: (_n, _v, _place, points, full, best, _none, worst) => share(points, full, best, worst),
  },
  'rank-ladder': {
    rule: { type: 'rank-ladder', last: 2, step: 0.1 },
    values: [7, 5, 6, 8],
    score: '90',
    zh: {
      title: '计分：按倒数名次赋分',
      says: '倒数第一为 2 分，每进一名减 0.1 分，不低于 0 分；7 列倒数第 3。满 2 分折为 100 分，0 分折为 0 分。',
      calculation: '0 + (100 − 0) × 取大(0, 2 − 0.1 × (3 − 1)) ÷ 2 = 90',
    },
    en: {
      title: 'Score: points by place from the bottom',
      says: 'The last has 2 points, each place further up loses 0.1, not below 0; 7 is number 3 from the bottom. Full marks, 2, count as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × max(0, 2 − 0.1 × (3 − 1)) ÷ 2 = 90',
    },
    recompute: (last, step, floor, _v, place, full, best, _none, worst) =>
      share(Math.max(floor, last - step * (place - 1)), full, best, worst),
  },
  completion: {
    rule: { type: 'completion', target: 12 },
    values: [9],
    score: '75',
    zh: {
      title: '计分：按完成比例',
      says: '目标 12 得 100 分，0 得 0 分，超过目标不加分；9 按完成比例计分。',
      calculation: '0 + (100 − 0) × 9 ÷ 12 = 75',
    },
    en: {
      title: 'Score: share of a target',
      says: 'The target, 12, scores 100 and 0 scores 0; what is beyond the target adds nothing. 9 scores as its share of the target.',
      calculation: '0 + (100 − 0) × 9 ÷ 12 = 75',
    },
    recompute: (target, best, none, worst, v) => between(Math.min(target, v), none, worst, target, best),
  },
  deduct: {
    rule: { type: 'deduct', each: 1.5, from: 4 },
    direction: 'lower',
    values: [2],
    score: '25',
    zh: {
      title: '计分：扣分制',
      says: '满分 4 分，每起扣 1.5 分，扣完为止；发生 2 起。满 4 分折为 100 分，0 分折为 0 分。',
      calculation: '0 + (100 − 0) × 取大(0, 4 − 1.5 × 2) ÷ 4 = 25',
    },
    en: {
      title: 'Score: points off for each',
      says: 'Of 4 points each case takes 1.5, until nothing is left; cases: 2. Full marks, 4, count as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × max(0, 4 − 1.5 × 2) ÷ 4 = 25',
    },
    recompute: (from, each, v, full, best, _none, worst) => share(from - each * v, full, best, worst),
  },
  cliff: {
    rule: { type: 'cliff', zero: 95, full: 100 },
    values: [98],
    score: '60',
    zh: {
      title: '计分：断崖计分',
      says: '98 在 95（0 分）与 100（100 分）之间，按比例计分。',
      calculation: '0 + (100 − 0) × (98 − 95) ÷ (100 − 95) = 60',
    },
    en: {
      title: 'Score: cliff',
      says: '98 lies between 95, which scores 0, and 100, which scores 100: in proportion.',
      calculation: '0 + (100 − 0) × (98 − 95) ÷ (100 − 95) = 60',
    },
    recompute: (v, zero, worst, full, best) => between(v, zero, worst, full, best),
  },
  checklist: {
    rule: {
      type: 'checklist',
      items: [
        { text: '建立台账', points: 1 },
        { text: '公示', points: 2 },
      ],
    },
    values: [2],
    score: '66.6667',
    zh: {
      title: '计分：对照清单得分',
      says: '清单共 3 分，达到的各项合计 2 分。满 3 分折为 100 分，0 分折为 0 分。',
      calculation: '0 + (100 − 0) × 2 ÷ 3 ≈ 66.6667',
    },
    en: {
      title: 'Score: checklist',
      says: 'The list has 3 points, and the items fulfilled add up to 2. Full marks, 3, count as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × 2 ÷ 3 ≈ 66.6667',
    },
    recompute: (_total, points, full, best, _none, worst) => share(points, full, best, worst),
  },
  imported: {
    rule: { type: 'imported', outOf: 120 },
    values: [90],
    score: '75',
    zh: {
      title: '计分：引用考核得分',
      says: '引用的得分为 90；满分 120 折为 100 分，0 折为 0 分。',
      calculation: '0 + (100 − 0) × 90 ÷ 120 = 75',
    },
    en: {
      title: 'Score: imported score',
      says: 'The imported score is 90; its best, 120, counts as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × 90 ÷ 120 = 75',
    },
    recompute: (v, outOf, best, none, worst) => between(v, none, worst, outOf, best),
  },
  award: {
    rule: { type: 'award', each: 2, full: 5 },
    values: [3],
    score: '100',
    zh: {
      title: '计分：按件得分',
      says: '每件得 2 分，最高 5 分，共 3 件。满 5 分折为 100 分，0 分折为 0 分。',
      calculation: '0 + (100 − 0) × 取小(5, 2 × 3) ÷ 5 = 100',
    },
    en: {
      title: 'Score: points for each',
      says: 'Each gives 2, up to 5; the count is 3. Full marks, 5, count as 100, and 0 as 0.',
      calculation: '0 + (100 − 0) × min(5, 2 × 3) ÷ 5 = 100',
    },
    recompute: (each, most, count, full, best, _none, worst) => share(Math.min(most, each * count), full, best, worst),
  },
  'veto-when-positive': {
    rule: { type: 'veto-when-positive', cap: 'fail' },
    direction: 'lower',
    values: [1],
    score: '0',
    zh: { title: '计分：一票否决', says: '发生 1 起，得 0 分，并限制等次。', calculation: null },
    en: { title: 'Score: veto', says: 'Cases: 1. The score is 0, and the grade is limited.', calculation: null },
    recompute: (_v, score) => score,
  },
  'veto-when': {
    rule: { type: 'veto-when', atMost: 3, cap: 'good' },
    values: [5],
    score: '100',
    zh: { title: '计分：一票否优', says: '5 未触及不高于 3 的界限，得 100 分。', calculation: null },
    en: {
      title: 'Score: veto at a limit',
      says: '5 is outside the limit of at most 3: the score is 100.',
      calculation: null,
    },
    recompute: (_v, _limit, score) => score,
  },
};
