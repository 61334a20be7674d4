import { definitionOf } from '../../rules/index.ts';
import type { SchemeDocument } from '../../scheme/document.ts';
import { pointsOf, type LintContext } from '../finding/context.ts';
import type { Checks, Found } from '../finding/finding.ts';

/** What moves a score or a grade from outside the tree: bonuses, deductions, vetoes and quotas. */
export const ADJUSTMENT_CHECKS = {
  /** An adjustments section headed with other points than it moves: neither each way, nor both ways together. */
  'heading-mismatch': {
    severity: 'error',
    message: {
      zh: '奖扣分部分标为{headed}分，而单次即可加{bonusOnce}分、扣{deductOnce}分，合计最多加{bonusMost}分、扣{deductMost}分。',
      en: 'The adjustments are headed {headed} points; one alone gives {bonusOnce} or takes {deductOnce}, all together give up to {bonusMost} and take up to {deductMost}.',
    },
    why: {
      zh: '标题分值既不是上限，也不计入总分，一次奖扣就能超过许多正式项目。',
      en: 'The heading is neither a cap nor a part of the total: one award outweighs many an item.',
    },
    mend: {
      zh: '请制定单位说明标题分值是否为上限，再改标题或奖扣分值。',
      en: 'Ask its author whether the heading is meant as a cap; then change it or the items.',
    },
    find({ scheme }) {
      const { headed } = scheme.adjustments;
      if (headed === undefined) return [];
      const [bonus, deduct] = [moved(scheme, 'bonus'), moved(scheme, 'deduct')];
      const [bonusMost, deductMost] = [pointsOf(bonus.most), pointsOf(deduct.most)];
      const ways = [bonusMost, deductMost].filter((most) => most > 0);
      if (ways.every((most) => most === headed) || pointsOf(bonusMost + deductMost) === headed) return [];
      const data = { headed, bonusOnce: bonus.once, bonusMost, deductOnce: deduct.once, deductMost };
      return [{ node: null, path: '/adjustments/headed', data }];
    },
  },
  /** A bonus or deduction that its own cap, or its section's, cuts off at the first one. */
  'cap-below-item': {
    severity: 'warning',
    message: {
      zh: '{other}每次{kind}{each}分，而上限只有{cap}分。',
      en: '{other} is a {kind} of {each} points each, and the cap is {cap}.',
    },
    why: {
      zh: '一次就被上限截断，写明的分数从来给不全。',
      en: 'The first one is cut off already: the points it states are never given whole.',
    },
    mend: { zh: '提高上限，或降低单次分数。', en: 'Raise the cap, or give fewer points each.' },
    find({ scheme }) {
      const { bonusCap, deductCap, items = [] } = scheme.adjustments;
      return items.flatMap(({ code, kind, each, cap: own = Infinity }, k): Found[] => {
        const cap = Math.min(own, kind === 'bonus' ? bonusCap : deductCap);
        if (each <= cap) return [];
        return [{ node: null, path: `/adjustments/items/${k}`, data: { other: code, kind, each, cap } }];
      });
    },
  },
  /** A veto or a quota that names a grade the scheme does not have. */
  'grade-unknown': {
    severity: 'error',
    message: {
      zh: '引用的等次“{grade}”不在本方案的等次之中。',
      en: '“{grade}” is not one of the grades of this scheme.',
    },
    why: { zh: '一票否决或比例限制无法生效。', en: 'The veto or the quota that names it has no effect.' },
    mend: { zh: '改为已有等次的代码，或增加该等次。', en: 'Name a grade there is, or add it.' },
    find({ scheme, leaves }) {
      const known = new Set(scheme.grades.map(({ code }) => code));
      const unknown = (node: string | null, path: string, grade: string): Found[] =>
        known.has(grade) ? [] : [{ node, path, data: { grade } }];
      const vetoes = leaves.flatMap(({ leaf: { code, rule }, path }) => {
        const caps = definitionOf(rule).veto?.caps(rule);
        return caps === undefined ? [] : unknown(code, `${path}/rule/cap`, caps.cap);
      });
      const quotas = (scheme.gradeQuotas ?? []).flatMap(({ grade }, k) =>
        unknown(null, `/gradeQuotas/${k}/grade`, grade),
      );
      return [...vetoes, ...quotas];
    },
  },
  /** A veto that holds the grade at the best there is, and the score at nothing. */
  'veto-without-effect': {
    severity: 'warning',
    message: {
      zh: '{node}的否决把等次限制在最高一档“{grade}”，等于没有限制。',
      en: 'The veto of {node} holds the grade at “{grade}”, the best there is.',
    },
    why: { zh: '一票否决写了却不起作用。', en: 'It says veto, and vetoes nothing.' },
    mend: { zh: '改为较低的等次，或写明得分上限。', en: 'Name a lower grade, or write a cap on the score.' },
    find({ scheme, leaves }) {
      const [best] = scheme.grades;
      return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
        const caps = definitionOf(rule).veto?.caps(rule);
        if (caps === undefined || best === undefined || caps.cap !== best.code || caps.scoreCap !== undefined)
          return [];
        return [{ node: code, path: `${path}/rule/cap`, data: { grade: best.zh } }];
      });
    },
  },
} satisfies Checks<LintContext>;

/** The most that one award, and all of them, can move. */
function moved({ adjustments }: SchemeDocument, kind: 'bonus' | 'deduct'): { once: number; most: number } {
  const { bonusCap, deductCap, items = [] } = adjustments;
  const cap = kind === 'bonus' ? bonusCap : deductCap;
  const ofKind = items.filter((item) => item.kind === kind);
  // Without items rulings alone move it, as far as the section's cap.
  if (items.length === 0) return { once: cap, most: cap };
  const all = ofKind.reduce((sum, item) => sum + (item.cap ?? Infinity), 0);
  return { once: Math.min(cap, Math.max(0, ...ofKind.map(({ each }) => each))), most: Math.min(cap, all) };
}
