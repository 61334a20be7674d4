import { definitionOf, ruleRange } from '../../rules/index.ts';
import type { SchemeLeaf } from '../../scheme/document.ts';
import { DEFAULT_RANGE } from '../../scheme/tree.ts';
import { pointsOf, weightOf, type LintContext } from '../finding/context.ts';
import type { Change, Checks, Found } from '../finding/finding.ts';

/** Points of a leaf that its rule does not give, or gives otherwise. */
export const POINT_CHECKS = {
  /** A list of requirements whose points are not those of its item. */
  'checklist-sum': {
    severity: 'warning',
    message: {
      zh: '{node}为{own}分，而清单各条合计{sum}分（{gap}）。',
      en: '{node} is worth {own} points, and the entries of its list {sum} ({gap}).',
    },
    why: {
      zh: '计分时清单得分按比例折算，与清单所写分数不符。',
      en: 'What is earned on the list is scaled: a point of the list is not a point of the score.',
    },
    mend: { zh: '修改清单各条分数或本项分值。', en: 'Change the entries, or what the item is worth.' },
    find({ scheme, leaves }) {
      if (scheme.total === undefined) return [];
      return leaves.flatMap(({ leaf: { code, rule, weight }, path }): Found[] => {
        const listed = definitionOf(rule).listedPoints?.(rule) ?? null;
        if (listed === null || weight === 0) return [];
        const sum = pointsOf(listed.sum);
        if (sum === pointsOf(weight)) return [];
        const data = { own: weight, sum, gap: pointsOf(sum - weight) };
        return [{ node: code, path: `${path}/rule${listed.path}`, data }];
      });
    },
  },
  /** A rule in points whose full points are not those of its item: what it calls a point is something else. */
  'rule-points': {
    severity: 'warning',
    message: {
      zh: '{node}为{own}分，而计分规则以{full}分为满分。',
      en: '{node} is worth {own} points, and its rule counts from {full}.',
    },
    why: {
      zh: '规则中写的每一分都会按比例折算，“扣几分”与实际扣分不符。',
      en: 'Every point the rule speaks of is scaled: “2 points off” takes off something else.',
    },
    mend: { zh: '使规则的满分等于本项分值。', en: 'Let the rule count from what the item is worth.' },
    find(context) {
      if (context.scheme.total === undefined) return [];
      return context.leaves.flatMap(({ leaf, path }): Found[] => {
        const stated = definitionOf(leaf.rule).fullPoints?.(leaf.rule);
        if (stated === undefined || leaf.weight === 0 || pointsOf(stated.points) === pointsOf(leaf.weight)) return [];
        const data = { own: leaf.weight, full: stated.points };
        const at = `${path}/rule/${stated.property}`;
        const change = changeOf(context, leaf, at, stated.replaceableAbove);
        return [{ node: leaf.code, path: at, data, ...(change && { change }) }];
      });
    },
  },
  /** A rule whose best is not the full score, whoever the peers are. */
  'unreachable-points': {
    severity: 'warning',
    message: {
      zh: '{node}权重{own}，按其规则最多得{reachable}。',
      en: '{node} weighs {own}, and its rule gives {reachable} of that at most.',
    },
    why: {
      zh: '有分数谁也得不到，满分形同虚设。',
      en: 'There are points nobody can get: a full score is out of reach for all.',
    },
    mend: {
      zh: '使规则的最高得分达到满分，或降低本项分值。',
      en: 'Let the best of the rule be the full score, or make the item worth less.',
    },
    find({ leaves, range }) {
      if (range === null) return [];
      const [worst, best] = range;
      return leaves.flatMap(({ leaf: { code, rule, direction, weight }, path }): Found[] => {
        const [lowest, highest] = ruleRange(rule, { direction, range });
        // One that gives everybody the same is another fault.
        if (weight === 0 || lowest === highest || !(highest < best)) return [];
        const reachable = pointsOf((weight * (highest - worst)) / (best - worst));
        const data = { own: weight, reachable, lost: pointsOf(weight - reachable) };
        return [{ node: code, path: `${path}/rule`, data }];
      });
    },
  },
  /** A rule that has one score for every value. */
  'constant-rule': {
    severity: 'warning',
    message: {
      zh: '{node}的规则对任何数值都给同一得分{score}。',
      en: 'The rule of {node} gives {score} whatever the value is.',
    },
    why: {
      zh: '本项不能区分任何单位，却占用权重{own}。',
      en: 'It tells nobody apart, and takes a weight of {own} to do so.',
    },
    mend: { zh: '修改规则，或把权重设为 0 并说明理由。', en: 'Change the rule, or give it weight 0 and a reason.' },
    find({ leaves, range }) {
      return leaves.flatMap(({ leaf: { code, rule, direction, weight }, path }): Found[] => {
        const [lowest, highest] = ruleRange(rule, { direction, range: range ?? DEFAULT_RANGE });
        if (weight === 0 || lowest !== highest) return [];
        return [{ node: code, path: `${path}/rule`, data: { score: lowest, own: weight } }];
      });
    },
  },
} satisfies Checks<LintContext>;

/** Certain where the item's points agree with its siblings': then it is the rule that is wrong. */
function changeOf(
  { scheme, childrenOf }: LintContext,
  { weight, parent: code }: SchemeLeaf,
  at: string,
  above = Infinity,
): readonly Change[] | null {
  if (weight <= above) return null;
  const parent = scheme.nodes.find((node) => node.code === code);
  if (parent === undefined || weightOf(childrenOf(parent.code)) !== pointsOf(parent.weight)) return null;
  return [{ path: at, value: weight }];
}
