import { describe, expect, it } from 'vitest';
import type { StepKind } from '../language/step.ts';
import type { StepFacts } from './step-facts.ts';
import { STEP_WORDS, type StepWords } from './step-words.ts';

/** A step's facts, and the sentences a person wrote for them. */
type Sentence<K extends StepKind> = readonly [facts: StepFacts[K], zh: string, en: string];

const grade = (code: string, zh: string, en: string, atLeast: number) => ({ code, zh, en, atLeast });
const good = grade('good', '良好', 'Good', 80);
const pass = grade('pass', '合格', 'Pass', 60);
const fail = grade('fail', '不合格', 'Fail', 0);
const PLAIN = { printed: '79.18', partial: null, reached: pass, above: good, vetoes: [], quota: null, grade: pass };

/** Every kind of step, and every way it has of saying something. What rules say is `rule-cases.fixture.ts`. */
const SENTENCES: { readonly [K in StepKind]: readonly Sentence<K>[] } = {
  value: [
    [{ value: 8, quotient: null }, '取值 8。', 'The value is 8.'],
    [
      { value: 14.43, quotient: { factor: 100, digits: 2 } },
      '分子除以分母，乘以 100，四舍五入到 2 位小数。',
      'Numerator ÷ denominator × 100, rounded half-up to 2 decimals.',
    ],
    [{ value: 0.5, quotient: { factor: 1, digits: null } }, '分子除以分母。', 'Numerator ÷ denominator.'],
  ],
  absent: [
    [
      { what: 'value', missing: 'no-source', then: 'reweight' },
      '没有指标值：无数据来源。它的权重由同级其他各项按比例分担。',
      'There is no value: no source. Its weight goes to its siblings in proportion.',
    ],
    [
      { what: 'value', missing: 'not-due', then: 'absent' },
      '没有指标值：未到期。按方案，它所在的一组都不计。',
      'There is no value: not due yet. By the scheme its whole group is absent with it.',
    ],
    [{ what: 'value', missing: 'overdue', then: null }, '没有指标值：逾期未报。', 'There is no value: overdue.'],
    [
      { what: 'denominator', missing: 'no-cases', then: null },
      '分母缺失或为 0，除不出指标值：无业务。',
      'The denominator is absent or 0, so there is no value: no cases.',
    ],
    [
      { what: 'score', missing: 'no-cases', then: null },
      '没有可比的值，按规则计不出分：无业务。',
      'There is nothing to compare with, so the rule gives no score: no cases.',
    ],
    [
      { what: 'score', missing: 'no-cases', then: null, reference: '县档案馆' },
      '标杆单位 县档案馆 没有值，无从比较，按规则计不出分：无业务。',
      'The reference unit 县档案馆 has no value to compare with, so the rule gives no score: no cases.',
    ],
    [
      { what: 'children', missing: 'not-applicable' },
      '以下各项都没有得分：不适用。',
      'Nothing below it has a score: not applicable.',
    ],
    [
      { what: 'coverage', present: 1, children: 3, threshold: 0.5 },
      '3 项中只有 1 项有得分，所占比例低于方案要求的 0.5。',
      'Only 1 of 3 parts has a score, a smaller share than the 0.5 the scheme asks for.',
    ],
    [
      { what: 'group' },
      '以下有一项缺失，按方案这一组都不计。',
      'One of its parts is absent, and by the scheme the whole group with it.',
    ],
    [
      { what: 'screened', reason: 'too-little-data' },
      '该单位在计分前被剔除：有值的指标太少。',
      'The unit was left out before scoring: too few of its indicators have a value.',
    ],
  ],
  denominate: [
    [
      { scale: 10_000 },
      '指标值除以分母指标的值，以每 10000 计。',
      'The value is divided by that of the denominator, per 10000.',
    ],
    [{ scale: 1 }, '指标值除以分母指标的值。', 'The value is divided by that of the denominator.'],
  ],
  impute: [
    [{ how: 'imputed-group-mean', count: 4 }, '取同类单位 4 个值的平均数。', 'The mean of the 4 values of its class.'],
    [{ how: 'imputed-median', count: 1 }, '取全部单位 1 个值的中位数。', 'The median of the 1 value of all units.'],
    [
      { how: 'imputed-row-mean', count: 2 },
      '取同级 2 个指标所处位置的平均数，放到本指标最差与最优的值之间。',
      'The mean place of 2 siblings between their worst and best, set between the worst and best of this indicator.',
    ],
  ],
  treat: [
    [
      { how: 'winsorised-high', before: 1000, after: 5 },
      '1000 偏高，收到相邻的值 5。',
      '1000 is exceptionally high and is drawn in to the next value, 5.',
    ],
    [
      { how: 'winsorised-low', before: 0, after: 5 },
      '0 偏低，收到相邻的值 5。',
      '0 is exceptionally low and is drawn in to the next value, 5.',
    ],
    [
      { how: 'log-ct', before: 2, after: 0.7 },
      '这一列的离群值收不住，全列改取对数。',
      'Drawing outliers in does not help this column: all of it is put on a logarithmic scale.',
    ],
  ],
  log: [
    [{ before: 8, isFloored: false }, '取自然对数。', 'The natural logarithm is taken.'],
    [
      { before: 0, isFloored: true },
      '0 没有对数，与有对数的最小值同等看待。',
      '0 has no logarithm and stands with the lowest value that has one.',
    ],
  ],
  rule: [
    [
      { name: { zh: '名', en: 'name' }, says: { zh: '一句。', en: 'A sentence.' }, isLogged: true },
      '一句。规则中的各值同样取对数。',
      'A sentence. The rule’s own values are logarithms as well.',
    ],
  ],
  fill: [
    [
      { action: 'zero', missing: 'overdue', score: 0 },
      '逾期未报，按方案得最低分 0 分。',
      'Overdue: by the scheme it scores the worst, 0.',
    ],
    [
      { action: 'full', missing: 'not-applicable', score: 100 },
      '不适用，按方案得满分 100 分。',
      'Not applicable: by the scheme it scores the best, 100.',
    ],
    [
      { action: 'class-mean', missing: 'no-source', score: 35 },
      '无数据来源，按方案取同类单位的平均得分 35 分。',
      'No source: by the scheme it scores the mean of its class, 35.',
    ],
  ],
  aggregate: [
    [
      { mean: 'arithmetic', exponent: 1, children: 2, present: 2, isZeroed: false },
      '共 2 项，按权重求算术平均。',
      '2 parts, their weighted arithmetic mean.',
    ],
    [
      { mean: 'geometric', exponent: 1, children: 3, present: 2, isZeroed: false },
      '3 项中 2 项有得分，按权重求几何平均。缺失项的权重由其余各项按比例分担。',
      '2 of 3 parts with a score, their weighted geometric mean. The weight of what is absent goes to the others in proportion.',
    ],
    [
      { mean: 'harmonic', exponent: 1, children: 2, present: 2, isZeroed: true },
      '共 2 项，按权重求调和平均；有一项为 0，结果即为 0。',
      '2 parts, their weighted harmonic mean; one of them is 0, and so is the result.',
    ],
    [
      { mean: 'generalised', exponent: -2, children: 1, present: 1, isZeroed: false },
      '共 1 项，按权重求 −2 次幂平均。',
      '1 part, their weighted mean with exponent −2.',
    ],
    [
      { mean: 'minimum', exponent: 1, children: 3, present: 2, isZeroed: false },
      '3 项中 2 项有得分，取最低的得分。',
      '2 of 3 parts with a score, the lowest of their scores.',
    ],
    [
      { mean: 'sum', exponent: 1, children: 4, present: 4, isZeroed: false },
      '共 4 项，各项得分按分值相加，折算到本级分值。',
      '4 parts, their points added and set against the points of this level.',
    ],
  ],
  bonus: [
    [{ from: 'ruling', code: 'BON', points: 2 }, '认定事项 BON，加 2 分。', 'Ruling BON gives 2.'],
    [
      { from: 'item', name: { zh: '省级试点', en: 'Provincial pilots' }, each: 0.5, count: 3, cap: 1 },
      '省级试点：每项加 0.5 分，共 3 项，最多 1 分。',
      'Provincial pilots: each gives 0.5, and there are 3, at most 1.',
    ],
  ],
  deduct: [
    [{ from: 'ruling', code: 'DED', points: 0.5 }, '认定事项 DED，扣 0.5 分。', 'Ruling DED takes 0.5.'],
    [{ from: 'cap', cap: 10 }, '合计超过上限，按上限扣 10 分。', 'Together more than the cap: the section takes 10.'],
  ],
  total: [
    [
      { base: 79.68, bonus: 0, deduction: 0, held: null, scoreCaps: [] },
      '没有加分和扣分，总分即基础分 79.68。',
      'No bonus and no deduction: the total is the base score, 79.68.',
    ],
    [
      { base: 99, bonus: 10, deduction: 0.5, held: [0, 105], scoreCaps: [] },
      '基础分加上加分，减去扣分，限于 0 至 105 分。',
      'Base score plus bonus minus deduction, held between 0 and 105.',
    ],
    [
      { base: 80, bonus: 0, deduction: 1, held: null, scoreCaps: [{ code: 'VET', scoreCap: 59.99 }] },
      '基础分加上加分，减去扣分。因一票否决（VET），总分不高于 59.99 分。',
      'Base score plus bonus minus deduction. By veto VET it is at most 59.99.',
    ],
  ],
  round: [
    [
      { printed: '79.18', digits: 2, mode: 'half-up' },
      '四舍五入到 2 位小数，公布 79.18 分。',
      'Rounded half-up to 2 decimals, the score is printed as 79.18.',
    ],
    [
      { printed: '-0.5', digits: 1, mode: 'half-even' },
      '四舍六入五成双到 1 位小数，公布 −0.5 分。',
      'Rounded half-even to 1 decimal, the score is printed as −0.5.',
    ],
    [
      { printed: '79', digits: 0, mode: 'down' },
      '舍去多余位数到 0 位小数，公布 79 分。',
      'Rounded down to 0 decimals, the score is printed as 79.',
    ],
  ],
  rank: [
    [
      { rank: 5, of: 12, on: 'printed', ties: 'competition' },
      '按公布得分，在同类 12 个参加排名的单位中列第 5。得分相同的并列，其后名次空出。',
      'By the printed score the unit is number 5 of the 12 ranked in its class. Equal scores share the best rank, and the ranks after it are left out.',
    ],
    [
      { rank: 5, of: 12, on: 'unrounded', ties: 'dense' },
      '按未取舍的得分，在同类 12 个参加排名的单位中列第 5。得分相同的并列，其后名次不空。',
      'By the unrounded score the unit is number 5 of the 12 ranked in its class. Equal scores share a rank, and no rank is left out.',
    ],
    [
      { rank: 5, of: 12, on: 'printed', ties: 'worst' },
      '按公布得分，在同类 12 个参加排名的单位中列第 5。得分相同的取并列中最后的名次。',
      'By the printed score the unit is number 5 of the 12 ranked in its class. Equal scores share the last of their ranks.',
    ],
  ],
  grade: [
    [
      PLAIN,
      '公布得分 79.18 不低于“合格”的 60 分，低于“良好”的 80 分。',
      'The printed score, 79.18, reaches the 60 of “Pass”, and is below the 80 of “Good”.',
    ],
    [
      { ...PLAIN, printed: '92', reached: good, above: null, grade: good },
      '公布得分 92 不低于“良好”的 80 分。',
      'The printed score, 92, reaches the 80 of “Good”.',
    ],
    [
      { ...PLAIN, vetoes: [{ code: 'VET', cap: fail }], grade: fail },
      '公布得分 79.18 不低于“合格”的 60 分，低于“良好”的 80 分。因一票否决（VET），不高于“不合格”。评为“不合格”。',
      'The printed score, 79.18, reaches the 60 of “Pass”, and is below the 80 of “Good”. By veto VET it is at most “Fail”. The grade is “Fail”.',
    ],
    [
      { ...PLAIN, printed: '85', reached: good, above: null, quota: { grade: good, share: 0.3, of: 10 } },
      '公布得分 85 不低于“良好”的 80 分。“良好”以上的名额为 10 个参加排名单位的 30%，名次在名额之外。评为“合格”。',
      'The printed score, 85, reaches the 80 of “Good”. At most 30% of the 10 ranked units may hold “Good” or better, and the rank is beyond that. The grade is “Pass”.',
    ],
    [
      { ...PLAIN, partial: { coverage: 0.45, threshold: 0.6 }, grade: null },
      '覆盖率 45% 低于 60%，为部分得分，不评等次。',
      'Coverage is 45%, below 60%: the score is partial and has no grade.',
    ],
    [
      { ...PLAIN, printed: '-3', reached: fail, above: pass, grade: fail },
      '公布得分 −3 未到任何等次，为最低的“不合格”。',
      'The printed score, −3, reaches no grade: it is the lowest, “Fail”.',
    ],
  ],
};

const KINDS = Object.keys(SENTENCES) as StepKind[];

function check<K extends StepKind>(kind: K): void {
  for (const [facts, zh, en] of SENTENCES[kind]) {
    const word = STEP_WORDS[kind] as (facts: StepFacts[K]) => StepWords;
    expect(word(facts).says).toEqual({ zh, en });
  }
}

describe('the sentences of steps', () => {
  it.each(KINDS)('of %s are those a person wrote', (kind) => {
    check(kind);
  });
});
