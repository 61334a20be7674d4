import type { NotScored } from '@dangzhi/metrics/contract';
import type { Bilingual } from './annotations/annotation.ts';

/** The words of a reason where a fact has none of its own. */
export const NOT_SCORED_WORDS: Readonly<Record<NotScored, Bilingual>> = {
  'no-value-in-text': ['原文未给出数值，无从计分。', 'The article gives no value, so there is nothing to score.'],
  'no-denominator': [
    '原文只有分子，没有分母，算不出比率。',
    'The article gives a count and not what to divide it by, so there is no rate.',
  ],
  'five-year-total-not-yearly': [
    '这是 2018 年以来的累计数，不能当作一年的数计分。',
    'A total since 2018 cannot be scored as the figure of one year.',
  ],
  'several-years-not-yearly': [
    '列名的编研成果跨 2018—2022 年，编研成果数按年计，不能把累计种数当一年的数。',
    'The works named span 2018–2022; the leaf counts those of one year and must not be given a sum of five.',
  ],
  'named-not-counted': [
    '原文点名一项，没有说全年共有多少。',
    'One is named; how many there were in the year is not said.',
  ],
  'size-not-quality': [
    '数量只说明规模，不说明好坏，列为监测，不计权重。',
    'A count tells the size and not how good it is: watched, never weighted.',
  ],
  'part-of-another-figure': [
    '已包含在另一个计分的数里，不重复计分。',
    'Contained in another figure that is scored; it is not counted twice.',
  ],
  'target-not-value': [
    '这是目标，不是完成值；目标从不当作数值。',
    'A target, not what was reached; a target is never shown as a value.',
  ],
  'planned-not-done': ['这是下一步计划，尚未建成。', 'A next step, announced and not yet built.'],
  'bonus-needs-evidence': [
    '属于加分情形：须由县里凭文件或证书认定，系统不凭一句话自动加分。',
    'An occasion for bonus points: the county grants them on a paper or certificate, the engine does not on a sentence.',
  ],
  'state-not-measured': [
    '原文只说已有或已做到，没有可衡量的数。',
    'The article says that it exists or is done and gives nothing to measure it by.',
  ],
  'problem-without-figure': [
    '这是问题表述，没有数值；列入台账，待整改。',
    'A problem stated without a figure; it is kept in the ledger until it is solved.',
  ],
  'structure-not-figure': [
    '这是归类的框架，用来组织指标，本身不是数值。',
    'A frame the indicators are sorted by; no figure itself.',
  ],
  'names-a-system': [
    '这是数据来源系统，它提供数值，自身不计分。',
    'A system that supplies figures; it has no score itself.',
  ],
  'names-a-unit': ['这是单位名称，不是数值。', 'The name of a unit, not a figure.'],
  'names-a-place': ['这是地名，不是数值。', 'The name of a place, not a figure.'],
  'unclear-term': [
    '含义查不到公开解释，按原文保留，不作推断。',
    'No public explanation of the term was found; it is kept as printed and nothing is inferred.',
  ],
  'wording-not-figure': ['这是表述和口号，没有可衡量的数。', 'A wording or slogan with nothing to measure.'],
  'context-only': ['交代背景，不是对县里工作的计量。', 'Background; it measures nothing of the county’s work.'],
  'source-itself': ['这是资料自身的题名或作者，不是数值。', 'The source itself or who wrote it, not a figure.'],
};
