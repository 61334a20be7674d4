import { isLeaf } from '../../scheme/tree.ts';
import { pointsOf, weightOf, type LintContext } from '../finding/context.ts';
import type { Checks, Found } from '../finding/finding.ts';

const GOALS = [1, 100];
/** 97.5 is a slip of 100; 90 may be nine parts of 10. */
const NEAR = 0.05;

/** Points and weights that do not add up. */
export const SUM_CHECKS = {
  /** Points of a group that are not those of its parts. `sum` branches are those of `items-sum`. */
  'group-sum': {
    severity: 'error',
    message: {
      zh: '{node}下各项合计{sum}分，而本项为{own}分（{gap}）。',
      en: 'The parts of {node} add up to {sum} points, and it is worth {own} ({gap}).',
    },
    why: {
      zh: '总分不等于各部分之和，被考核单位无法核对自己的得分。',
      en: 'The total is not the sum of its parts: nobody can check a score by adding.',
    },
    mend: { zh: '修改各项分值或本项分值，使两者相等。', en: 'Change the parts or the whole until they are equal.' },
    find({ scheme, nodes, childrenOf }) {
      if (scheme.total === undefined) return [];
      return nodes.flatMap(({ node, path }): Found[] => {
        const children = childrenOf(node.code);
        if (isLeaf(node) || node.aggregate === 'sum' || children.length === 0) return [];
        const [own, sum] = [node.weight, weightOf(children)];
        if (sum === pointsOf(own)) return [];
        return [{ node: node.code, path, data: { own, sum, gap: pointsOf(sum - own) } }];
      });
    },
  },
  /** A whole that is not the scheme's total. Where the parts side with one of the two, the other is wrong. */
  'root-total': {
    severity: 'error',
    message: {
      zh: '总项{node}为{own}分，而方案总分写为{total}分。',
      en: '{node}, the whole, is worth {own} points, and "total" says {total}.',
    },
    why: { zh: '满分是多少，文档说法不一。', en: 'The document gives two answers to what a full score is.' },
    mend: { zh: '让总项分值与总分相等。', en: 'Make the two equal.' },
    find({ scheme, nodes, childrenOf }) {
      const { total } = scheme;
      const roots = nodes.filter(({ node }) => node.parent === undefined);
      const [root] = roots;
      if (total === undefined || root === undefined || roots.length > 1) return [];
      const { node, path } = root;
      const own = pointsOf(node.weight);
      if (own === pointsOf(total)) return [];
      const parts = weightOf(childrenOf(node.code));
      const found: Found = { node: node.code, path: `${path}/weight`, data: { own, total } };
      if (parts === own && own > 0) return [{ ...found, change: [{ path: '/total', value: node.weight }] }];
      if (parts === pointsOf(total)) return [{ ...found, change: [{ path: `${path}/weight`, value: total }] }];
      return [found];
    },
  },
  /** Weights without a total that were meant to add up to 1 or 100, and do not. */
  'nearly-total': {
    severity: 'warning',
    message: {
      zh: '{node}下各项权重合计{sum}，接近但不等于{goal}。',
      en: 'The weights under {node} add up to {sum}, which is nearly, but not, {goal}.',
    },
    why: {
      zh: '没有写明总分的方案按比例折算权重，差额会被悄悄分摊。',
      en: 'Without a "total" weights are scaled, and the gap is shared out in silence.',
    },
    mend: {
      zh: '补足差额，或写明总分以便严格核对。',
      en: 'Close the gap, or write a "total" so that sums are held to it.',
    },
    find({ scheme, nodes, childrenOf }) {
      if (scheme.total !== undefined) return [];
      return nodes.flatMap(({ node, path }): Found[] => {
        const children = childrenOf(node.code);
        if (isLeaf(node) || node.aggregate === 'sum' || children.length < 2) return [];
        const sum = weightOf(children);
        const goal = GOALS.find((one) => sum !== one && Math.abs(sum - one) <= NEAR * one);
        return goal === undefined ? [] : [{ node: node.code, path, data: { sum, goal } }];
      });
    },
  },
  /** An item that is scored as it is written (`sum`), and headed with other points than its sub-rules give. */
  'items-sum': {
    severity: 'error',
    message: {
      zh: '{node}标为{own}分，而其细则合计{sum}分（{gap}）。',
      en: '{node} is headed {own} points, and its sub-rules give {sum} ({gap}).',
    },
    why: {
      zh: '细则全部做到也得不到标明的分值，或会超过它。',
      en: 'Whoever fulfils every sub-rule gets less, or more, than the item says it is worth.',
    },
    mend: {
      zh: '请制定单位说明是缺一条细则还是分值写错，再改。',
      en: 'Ask its author whether a sub-rule is lacking or a figure is wrong; then change it.',
    },
    find({ nodes, childrenOf }) {
      return nodes.flatMap(({ node, path }): Found[] => {
        const children = childrenOf(node.code);
        if (isLeaf(node) || node.aggregate !== 'sum' || children.length === 0 || node.weight === 0) return [];
        const [own, sum] = [node.weight, weightOf(children)];
        // Nothing at all is another fault.
        if (sum === pointsOf(own) || sum === 0) return [];
        return [{ node: node.code, path, data: { own, sum, gap: pointsOf(sum - own) } }];
      });
    },
  },
  /** A group with a weight, none of whose parts has one: it is always absent. */
  'group-weightless': {
    severity: 'error',
    message: {
      zh: '{node}有权重{own}，而其下各项权重全为 0。',
      en: '{node} weighs {own}, and nothing under it weighs anything.',
    },
    why: {
      zh: '这一组永远没有得分，其权重会转给同级各项。',
      en: 'The group never has a score, and its weight goes to its siblings.',
    },
    mend: {
      zh: '给其下各项权重，或把本项权重设为 0 并说明理由。',
      en: 'Give its parts weights, or give it weight 0 and a reason.',
    },
    find({ nodes, childrenOf }) {
      return nodes.flatMap(({ node, path }): Found[] => {
        const children = childrenOf(node.code);
        if (isLeaf(node) || node.weight === 0 || children.length === 0) return [];
        if (children.some(({ weight }) => weight > 0)) return [];
        return [{ node: node.code, path, data: { own: node.weight } }];
      });
    },
  },
} satisfies Checks<LintContext>;
