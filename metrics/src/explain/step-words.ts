import type { Names } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import type { MissingKind } from '../language/missing.ts';
import type { RoundingMode } from '../language/rounding.ts';
import type { StepKind } from '../language/step.ts';
import type { ChangeMethod } from '../prepare/cell-change.ts';
import type { ScreenReason } from '../prepare/screen.ts';
import type { Aggregation, SchemeDocument, Ties } from '../scheme/document.ts';
import type { AbsentFacts, AdjustmentFacts, GradeFacts, StepFacts } from './step-facts.ts';

/** A step in words: what it is called, and the sentence that says what was done. */
export interface StepWords {
  readonly title: Names;
  readonly says: Names;
}

/**
 * Every step in both languages, for the drawer, the command line and the API alike. One table read top to
 * bottom, and longer than other files for that; a kind that is not here does not compile. What a rule says
 * of itself stands in the rule's own file.
 */
export const STEP_WORDS: { readonly [K in StepKind]: (facts: StepFacts[K]) => StepWords } = {
  value: ({ value, quotient }) => {
    const title = { zh: '指标值', en: 'Value' };
    if (quotient === null)
      return { title, says: { zh: `取值 ${figure(value)}。`, en: `The value is ${figure(value)}.` } };
    const { factor, digits } = quotient;
    const [timesZh, times] =
      factor === 1 || factor === null ? ['', ''] : [`，乘以 ${figure(factor)}`, ` × ${figure(factor)}`];
    const [roundedZh, rounded] =
      digits === null ? ['', ''] : [`，四舍五入到 ${digits} 位小数`, `, rounded half-up to ${decimals(digits)}`];
    return {
      title,
      says: { zh: `分子除以分母${timesZh}${roundedZh}。`, en: `Numerator ÷ denominator${times}${rounded}.` },
    };
  },
  absent: (facts) => ({ title: { zh: '缺失', en: 'Absent' }, says: absentWords(facts) }),
  denominate: ({ scale }) => ({
    title: { zh: '按分母折算', en: 'Per denominator' },
    says:
      scale === 1
        ? { zh: '指标值除以分母指标的值。', en: 'The value is divided by that of the denominator.' }
        : {
            zh: `指标值除以分母指标的值，以每 ${figure(scale)} 计。`,
            en: `The value is divided by that of the denominator, per ${figure(scale)}.`,
          },
  }),
  impute: ({ how, count }) => ({
    title: { zh: '补缺', en: 'Imputed' },
    says: IMPUTED[how]?.(count) ?? { zh: '用其他值补上。', en: 'Filled in from other values.' },
  }),
  treat: ({ how, before, after }) => ({
    title: { zh: '离群值处理', en: 'Outlier treated' },
    says: treatedWords(how, before, after),
  }),
  log: ({ before, isFloored }) => ({
    title: { zh: '取对数', en: 'Logarithm' },
    says: isFloored
      ? {
          zh: `${before === null ? '该值' : figure(before)} 没有对数，与有对数的最小值同等看待。`,
          en: `${before === null ? 'The value' : figure(before)} has no logarithm and stands with the lowest value that has one.`,
        }
      : { zh: '取自然对数。', en: 'The natural logarithm is taken.' },
  }),
  rule: ({ name, says, isLogged }) => ({
    title: { zh: `计分：${name.zh}`, en: `Score: ${name.en}` },
    says: isLogged
      ? {
          zh: `${says.zh}规则中的各值同样取对数。`,
          en: `${says.en} The rule’s own values are logarithms as well.`,
        }
      : says,
  }),
  fill: ({ action, missing, score }) => ({
    title: { zh: '缺失按方案计分', en: 'Scored without a value' },
    says: filledWords(action, missing, score),
  }),
  aggregate: ({ mean, exponent, children, present, isZeroed }) => {
    const words = MEANS[mean](exponent);
    const partZh = present === children ? `共 ${children} 项` : `${children} 项中 ${present} 项有得分`;
    const part =
      present === children
        ? counted(children, 'part', 'parts')
        : `${present} of ${counted(children, 'part', 'parts')} with a score`;
    const [handedZh, handed] =
      present === children || mean === 'minimum'
        ? ['', '']
        : ['缺失项的权重由其余各项按比例分担。', ' The weight of what is absent goes to the others in proportion.'];
    return {
      title: { zh: '合成', en: 'Combined' },
      says: isZeroed
        ? {
            zh: `${partZh}，${words.zh}；有一项为 0，结果即为 0。${handedZh}`,
            en: `${part}, ${words.en}; one of them is 0, and so is the result.${handed}`,
          }
        : { zh: `${partZh}，${words.zh}。${handedZh}`, en: `${part}, ${words.en}.${handed}` },
    };
  },
  bonus: (facts) => ({ title: { zh: '加分', en: 'Bonus' }, says: adjustmentWords(facts, { zh: '加', en: 'gives' }) }),
  deduct: (facts) => ({
    title: { zh: '扣分', en: 'Deduction' },
    says: adjustmentWords(facts, { zh: '扣', en: 'takes' }),
  }),
  total: ({ base, bonus, deduction, held, scoreCaps }) => {
    const isPlain = bonus === 0 && deduction === 0;
    const sumZh = isPlain ? `没有加分和扣分，总分即基础分 ${figure(base)}` : '基础分加上加分，减去扣分';
    const sum = isPlain
      ? `No bonus and no deduction: the total is the base score, ${figure(base)}`
      : 'Base score plus bonus minus deduction';
    const [heldZh, heldEn] =
      held === null
        ? ['', '']
        : [
            `，限于 ${figure(held[0])} 至 ${figure(held[1])} 分`,
            `, held between ${figure(held[0])} and ${figure(held[1])}`,
          ];
    const capsZh = scoreCaps
      .map(({ code, scoreCap }) => `因一票否决（${code}），总分不高于 ${figure(scoreCap)} 分。`)
      .join('');
    const caps = scoreCaps.map(({ code, scoreCap }) => ` By veto ${code} it is at most ${figure(scoreCap)}.`).join('');
    return {
      title: { zh: '总分', en: 'Total' },
      says: { zh: `${sumZh}${heldZh}。${capsZh}`, en: `${sum}${heldEn}.${caps}` },
    };
  },
  round: ({ printed, digits, mode }) => ({
    title: { zh: '公布得分', en: 'Printed score' },
    says: {
      zh: `${MODES[mode].zh}到 ${digits} 位小数，公布 ${signed(printed)} 分。`,
      en: `Rounded ${MODES[mode].en} to ${decimals(digits)}, the score is printed as ${signed(printed)}.`,
    },
  }),
  rank: ({ rank, of, on, ties }) => ({
    title: { zh: '名次', en: 'Rank' },
    says: {
      zh: `${on === 'printed' ? '按公布得分' : '按未取舍的得分'}，在同类 ${of} 个参加排名的单位中列第 ${rank}。${TIE_WORDS[ties].zh}`,
      en: `By the ${on === 'printed' ? 'printed' : 'unrounded'} score the unit is number ${rank} of the ${of} ranked in its class. ${TIE_WORDS[ties].en}`,
    },
  }),
  grade: (facts) => ({ title: { zh: '等次', en: 'Grade' }, says: gradeWords(facts) }),
};

/** @param signs decimal text with a plain hyphen for a minus */
const signed = (signs: string): string => signs.replace('-', '−');

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
/** @param share 0..1 */
const percent = (share: number): string => `${figure(share * 100)}%`;
const decimals = (digits: number): string => counted(digits, 'decimal', 'decimals');

const REASONS: Readonly<Record<MissingKind, Names>> = {
  'not-applicable': { zh: '不适用', en: 'not applicable' },
  'not-due': { zh: '未到期', en: 'not due yet' },
  'no-cases': { zh: '无业务', en: 'no cases' },
  'no-source': { zh: '无数据来源', en: 'no source' },
  overdue: { zh: '逾期未报', en: 'overdue' },
  damaged: { zh: '数据受损', en: 'data damaged' },
};
const NO_REASON: Names = { zh: '原因不明', en: 'no reason given' };
const reasonOf = (missing: MissingKind | null): Names => (missing === null ? NO_REASON : REASONS[missing]);

const SCREENED: Readonly<Record<ScreenReason, Names>> = {
  'enough-data': { zh: '数据足够', en: 'it has enough data' },
  'too-little-data': { zh: '有值的指标太少', en: 'too few of its indicators have a value' },
  'too-many-zeros': { zh: '为 0 的指标太多', en: 'too many of its values are 0' },
  'too-little-data-and-too-many-zeros': {
    zh: '有值的指标太少，为 0 的又太多',
    en: 'too few of its indicators have a value, and too many values are 0',
  },
  'forced-in': { zh: '方案指定保留', en: 'the scheme keeps it' },
  'forced-out': { zh: '方案指定剔除', en: 'the scheme leaves it out' },
};

const withoutReference = (unit: string): Names => ({
  zh: `标杆单位 ${unit} 没有值，无从比较，按规则计不出分`,
  en: `The reference unit ${unit} has no value to compare with, so the rule gives no score`,
});

function absentWords(facts: AbsentFacts): Names {
  switch (facts.what) {
    case 'children':
      return {
        zh: `以下各项都没有得分：${reasonOf(facts.missing).zh}。`,
        en: `Nothing below it has a score: ${reasonOf(facts.missing).en}.`,
      };
    case 'coverage':
      return {
        zh: `${facts.children} 项中只有 ${facts.present} 项有得分，所占比例低于方案要求的 ${figure(facts.threshold)}。`,
        en: `Only ${facts.present} of ${counted(facts.children, 'part', 'parts')} ${facts.present === 1 ? 'has' : 'have'} a score, a smaller share than the ${figure(facts.threshold)} the scheme asks for.`,
      };
    case 'group':
      return {
        zh: '以下有一项缺失，按方案这一组都不计。',
        en: 'One of its parts is absent, and by the scheme the whole group with it.',
      };
    case 'screened':
      return {
        zh: `该单位在计分前被剔除：${SCREENED[facts.reason].zh}。`,
        en: `The unit was left out before scoring: ${SCREENED[facts.reason].en}.`,
      };
    default: {
      const { zh, en } = facts.reference === undefined ? ABSENT[facts.what] : withoutReference(facts.reference);
      const reason = reasonOf(facts.missing);
      const then = facts.then === null ? { zh: '', en: '' } : THEN[facts.then];
      return { zh: `${zh}：${reason.zh}。${then.zh}`, en: `${en}: ${reason.en}.${then.en}` };
    }
  }
}

const ABSENT: Readonly<Record<'value' | 'denominator' | 'score', Names>> = {
  value: { zh: '没有指标值', en: 'There is no value' },
  denominator: { zh: '分母缺失或为 0，除不出指标值', en: 'The denominator is absent or 0, so there is no value' },
  score: { zh: '没有可比的值，按规则计不出分', en: 'There is nothing to compare with, so the rule gives no score' },
};

const THEN: Readonly<Record<'reweight' | 'absent', Names>> = {
  reweight: {
    zh: '它的权重由同级其他各项按比例分担。',
    en: ' Its weight goes to its siblings in proportion.',
  },
  absent: { zh: '按方案，它所在的一组都不计。', en: ' By the scheme its whole group is absent with it.' },
};

const meanOf =
  (whoseZh: string, whose: string, zh: string, en: string) =>
  (count: number | null): Names => ({
    zh: `取${whoseZh}${count === null ? '' : ` ${count} 个`}值的${zh}。`,
    en: `The ${en} of ${count === null ? 'the values' : `the ${counted(count, 'value', 'values')}`} of ${whose}.`,
  });
const besideBy =
  (zh: string, en: string) =>
  (count: number | null): Names => ({
    zh: `取同级${count === null ? '' : ` ${count} 个`}指标所处位置的${zh}，放到本指标最差与最优的值之间。`,
    en: `The ${en} place ${count === null ? 'of its siblings' : `of ${counted(count, 'sibling', 'siblings')}`} between their worst and best, set between the worst and best of this indicator.`,
  });

const IMPUTED: Readonly<Partial<Record<ChangeMethod, (count: number | null) => Names>>> = {
  'imputed-mean': meanOf('全部单位', 'all units', '平均数', 'mean'),
  'imputed-median': meanOf('全部单位', 'all units', '中位数', 'median'),
  'imputed-group-mean': meanOf('同类单位', 'its class', '平均数', 'mean'),
  'imputed-group-median': meanOf('同类单位', 'its class', '中位数', 'median'),
  'imputed-row-mean': besideBy('平均数', 'mean'),
  'imputed-row-median': besideBy('中位数', 'median'),
};

function treatedWords(how: ChangeMethod, before: number | null, after: number | null): Names {
  const [was, is] = [before === null ? '' : figure(before), after === null ? '' : figure(after)];
  if (how === 'winsorised-high')
    return {
      zh: `${was} 偏高，收到相邻的值 ${is}。`,
      en: `${was} is exceptionally high and is drawn in to the next value, ${is}.`,
    };
  if (how === 'winsorised-low')
    return {
      zh: `${was} 偏低，收到相邻的值 ${is}。`,
      en: `${was} is exceptionally low and is drawn in to the next value, ${is}.`,
    };
  return {
    zh: '这一列的离群值收不住，全列改取对数。',
    en: 'Drawing outliers in does not help this column: all of it is put on a logarithmic scale.',
  };
}

function filledWords(action: StepFacts['fill']['action'], missing: MissingKind | null, score: number): Names {
  const reason = reasonOf(missing);
  if (action === 'zero')
    return {
      zh: `${reason.zh}，按方案得最低分 ${figure(score)} 分。`,
      en: `${sentence(reason.en)}: by the scheme it scores the worst, ${figure(score)}.`,
    };
  if (action === 'full')
    return {
      zh: `${reason.zh}，按方案得满分 ${figure(score)} 分。`,
      en: `${sentence(reason.en)}: by the scheme it scores the best, ${figure(score)}.`,
    };
  return {
    zh: `${reason.zh}，按方案取同类单位的平均得分 ${figure(score)} 分。`,
    en: `${sentence(reason.en)}: by the scheme it scores the mean of its class, ${figure(score)}.`,
  };
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const MEANS: Readonly<Record<Aggregation, (exponent: number) => Names>> = {
  arithmetic: () => ({ zh: '按权重求算术平均', en: 'their weighted arithmetic mean' }),
  geometric: () => ({ zh: '按权重求几何平均', en: 'their weighted geometric mean' }),
  harmonic: () => ({ zh: '按权重求调和平均', en: 'their weighted harmonic mean' }),
  generalised: (exponent) => ({
    zh: `按权重求 ${signed(String(exponent))} 次幂平均`,
    en: `their weighted mean with exponent ${signed(String(exponent))}`,
  }),
  minimum: () => ({ zh: '取最低的得分', en: 'the lowest of their scores' }),
  sum: () => ({
    zh: '各项得分按分值相加，折算到本级分值',
    en: 'their points added and set against the points of this level',
  }),
};

const MODES: Readonly<Record<RoundingMode, Names>> = {
  'half-up': { zh: '四舍五入', en: 'half-up' },
  'half-even': { zh: '四舍六入五成双', en: 'half-even' },
  down: { zh: '舍去多余位数', en: 'down' },
};

const TIE_WORDS: Readonly<Record<Ties, Names>> = {
  competition: {
    zh: '得分相同的并列，其后名次空出。',
    en: 'Equal scores share the best rank, and the ranks after it are left out.',
  },
  dense: { zh: '得分相同的并列，其后名次不空。', en: 'Equal scores share a rank, and no rank is left out.' },
  worst: { zh: '得分相同的取并列中最后的名次。', en: 'Equal scores share the last of their ranks.' },
};

function adjustmentWords(facts: AdjustmentFacts, verb: Names): Names {
  switch (facts.from) {
    case 'ruling':
      return {
        zh: `认定事项 ${facts.code}，${verb.zh} ${figure(facts.points)} 分。`,
        en: `Ruling ${facts.code} ${verb.en} ${figure(facts.points)}.`,
      };
    case 'item': {
      const { name, each, count, cap } = facts;
      const [capZh, capEn] = cap === null ? ['', ''] : [`，最多 ${figure(cap)} 分`, `, at most ${figure(cap)}`];
      return {
        zh: `${name.zh}：每项${verb.zh} ${figure(each)} 分，共 ${figure(count)} 项${capZh}。`,
        en: `${name.en}: each ${verb.en} ${figure(each)}, and there are ${figure(count)}${capEn}.`,
      };
    }
    case 'cap':
      return {
        zh: `合计超过上限，按上限${verb.zh} ${figure(facts.cap)} 分。`,
        en: `Together more than the cap: the section ${verb.en} ${figure(facts.cap)}.`,
      };
  }
}

type LadderStep = SchemeDocument['grades'][number];

function gradeWords({ printed, partial, reached, above, vetoes, quota, grade }: GradeFacts): Names {
  if (partial !== null) {
    const { coverage, threshold } = partial;
    return {
      zh: `覆盖率 ${percent(coverage ?? 0)} 低于 ${percent(threshold)}，为部分得分，不评等次。`,
      en: `Coverage is ${percent(coverage ?? 0)}, below ${percent(threshold)}: the score is partial and has no grade.`,
    };
  }
  const parts = [
    reachedWords(signed(printed), reached, above),
    ...vetoes.map(({ code, cap }) => ({
      zh: `因一票否决（${code}），不高于${named(cap).zh}。`,
      en: ` By veto ${code} it is at most ${named(cap).en}.`,
    })),
    ...(quota === null ? [] : [quotaWords(quota)]),
    ...(grade === null || grade.code === reached?.code
      ? []
      : [{ zh: `评为${named(grade).zh}。`, en: ` The grade is ${named(grade).en}.` }]),
  ];
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join('') };
}

function reachedWords(printed: string, reached: LadderStep | null, above: LadderStep | null): Names {
  if (reached === null) return { zh: '方案没有等次。', en: 'The scheme has no grades.' };
  const { zh, en } = named(reached);
  if (Number(printed.replace('−', '-')) < reached.atLeast)
    return {
      zh: `公布得分 ${printed} 未到任何等次，为最低的${zh}。`,
      en: `The printed score, ${printed}, reaches no grade: it is the lowest, ${en}.`,
    };
  const [belowZh, below] =
    above === null
      ? ['', '']
      : [
          `，低于${named(above).zh}的 ${figure(above.atLeast)} 分`,
          `, and is below the ${figure(above.atLeast)} of ${named(above).en}`,
        ];
  return {
    zh: `公布得分 ${printed} 不低于${zh}的 ${figure(reached.atLeast)} 分${belowZh}。`,
    en: `The printed score, ${printed}, reaches the ${figure(reached.atLeast)} of ${en}${below}.`,
  };
}

function quotaWords({ grade, share, of }: NonNullable<GradeFacts['quota']>): Names {
  const { zh, en } = named(grade);
  return {
    zh: `${zh}以上的名额为 ${of} 个参加排名单位的 ${percent(share)}，名次在名额之外。`,
    en: ` At most ${percent(share)} of the ${of} ranked units may hold ${en} or better, and the rank is beyond that.`,
  };
}

const named = (step: LadderStep | null): Names =>
  step === null ? { zh: '“？”', en: '“?”' } : { zh: `“${step.zh}”`, en: `“${step.en ?? step.zh}”` };
