import { isVeto } from '../../rules/index.ts';
import type { Checks, Found } from '../finding/finding.ts';
import { areEqual, scored, type ValuesContext } from './context.ts';

/** Leaves that tell nobody apart. */
export const LEAF_CHECKS = {
  /** A leaf nobody has a value for. */
  'no-values': {
    severity: 'warning',
    message: {
      zh: '{node}没有任何单位有数据（共{units}个单位）。',
      en: 'No unit has a value for {node}, out of {units}.',
    },
    why: {
      zh: '其权重{own}全部转给同级各项，或按缺报计分。',
      en: 'Its weight of {own} goes to its siblings, or is scored as the scheme says of what is absent.',
    },
    mend: {
      zh: '落实数据来源，或把权重设为 0 并说明理由。',
      en: 'Find who supplies it, or give it weight 0 and a reason.',
    },
    find({ values, sheet }) {
      const units = sheet.inputs.length;
      return values.flatMap(({ leaf: { code, weight }, path, present }): Found[] =>
        units === 0 || present.length > 0
          ? []
          : [{ node: code, path: `${path}/indicator`, data: { units, own: weight } }],
      );
    },
  },
  /** A leaf whose values are all the same. Nobody having tripped a veto is what a veto is for. */
  'constant-values': {
    severity: 'note',
    message: {
      zh: '{node}各单位数值都是{value}（{present}个单位）。',
      en: 'All {present} values of {node} are {value}.',
    },
    why: {
      zh: '本期不能区分任何单位；按极差或排名计分的规则甚至无法计分。',
      en: 'It tells nobody apart this time; rules that compare units may have no score at all.',
    },
    mend: {
      zh: '核对数据是否为默认值；长期如此的，更换指标。',
      en: 'Check that it is not a default; if it stays so, choose another indicator.',
    },
    find({ values }) {
      return values.flatMap(({ leaf, path, present }): Found[] => {
        if (isVeto(leaf) || !areEqual(present)) return [];
        const data = { value: present[0] ?? 0, present: present.length };
        return [{ node: leaf.code, path: `${path}/indicator`, data }];
      });
    },
  },
  /** A leaf on which nearly everybody has the best score. */
  saturated: {
    severity: 'note',
    message: {
      zh: '{node}有{share}%的单位得满分（{present}个中{best}个）。',
      en: '{share} % of the units have the full score of {node} ({best} of {present}).',
    },
    why: {
      zh: '指标已经饱和，不再能区分单位，也不再激励改进。',
      en: 'It is saturated: it no longer tells units apart, nor asks anything of them.',
    },
    mend: { zh: '提高目标值，或降低权重。', en: 'Raise the target, or lower the weight.' },
    find({ values, options }) {
      return values.flatMap((one): Found[] => {
        const scores = scored(one);
        const best = scores.reduce((count, score) => (score >= one.range[1] ? count + 1 : count), 0);
        const share = best / scores.length;
        // Values that are all the same are another finding.
        if (isVeto(one.leaf) || scores.length < 2 || share < options.saturated || areEqual(one.present)) return [];
        const data = { share: share * 100, best, present: scores.length };
        return [{ node: one.leaf.code, path: `${one.path}/rule`, data }];
      });
    },
  },
  /** A leaf whose values differ and whose scores do not: its rule looks elsewhere. */
  'equal-scores': {
    severity: 'note',
    message: {
      zh: '{node}数值各不相同，而{present}个单位得分都是{score}。',
      en: 'Values of {node} differ, and all {present} units score {score}.',
    },
    why: {
      zh: '规则的分档或目标值没有落在实际数值的范围内。',
      en: 'The tiers or goalposts of its rule lie outside what the values are.',
    },
    mend: { zh: '按实际数值范围调整规则。', en: 'Move the rule to where the values are.' },
    find({ values }) {
      return values.flatMap((one): Found[] => {
        const scores = scored(one);
        const [score = 0] = scores;
        // All at the best are another finding.
        if (isVeto(one.leaf) || !areEqual(scores) || areEqual(one.present) || score >= one.range[1]) return [];
        const data = { score, present: scores.length };
        return [{ node: one.leaf.code, path: `${one.path}/rule`, data }];
      });
    },
  },
} satisfies Checks<ValuesContext>;
