import { nominalWeights } from '../../engine/unit-weights.ts';
import { isVeto } from '../../rules/index.ts';
import { isLeaf } from '../../scheme/tree.ts';
import type { LintContext } from '../finding/context.ts';
import type { Checks, Found } from '../finding/finding.ts';

/** Weights that are none, or that count double. */
export const WEIGHT_CHECKS = {
  /** A node that takes no part, and nobody says why. */
  'weight-zero-unreasoned': {
    severity: 'warning',
    message: { zh: '{node}权重为 0，没有写明理由。', en: '{node} has weight 0 and no reason for it.' },
    why: { zh: '不参与计分的指标，事后没有人记得原因。', en: 'Later nobody remembers why it takes no part.' },
    mend: { zh: '写明理由，或删去这一项。', en: 'Write the reason, or take it away.' },
    find({ nodes }) {
      return nodes.flatMap(({ node, path }): Found[] =>
        node.parent === undefined || node.weight > 0 || node.reason !== undefined || (isLeaf(node) && isVeto(node))
          ? []
          : [{ node: node.code, path: `${path}/weight`, data: {} }],
      );
    },
  },
  /** A leaf whose weight in the whole is next to nothing. */
  'weight-negligible': {
    severity: 'note',
    message: {
      zh: '{node}在总分中只占{share}%，低于{limit}%。',
      en: '{node} is {share} % of the whole, less than {limit} %.',
    },
    why: { zh: '填报和核查的工作量与其作用不相称。', en: 'Reporting and checking it costs more than it decides.' },
    mend: { zh: '合并、删去，或提高权重。', en: 'Merge it, drop it, or give it more weight.' },
    find({ tree, options: { negligible } }) {
      if (tree === null) return [];
      const nominal = nominalWeights(tree);
      return tree.leaves.flatMap((index): Found[] => {
        const share = nominal[index] as number;
        if (!(share > 0 && share < negligible)) return [];
        const node = tree.nodes[index]?.code ?? null;
        return [{ node, path: `/nodes/${index}/weight`, data: { share, limit: negligible } }];
      });
    },
  },
  /** Two leaves that are scored from the same indicator over the same denominator. */
  'indicator-twice': {
    severity: 'note',
    message: {
      zh: '{node}与{other}用的是同一个指标“{indicator}”。',
      en: '{node} and {other} are scored from the same indicator, “{indicator}”.',
    },
    why: {
      zh: '同一件事计两次分，实际权重是两项之和。',
      en: 'One thing is scored twice: its true weight is that of both.',
    },
    mend: { zh: '确认是有意为之，否则合并。', en: 'Make sure it is meant; otherwise merge them.' },
    find({ leaves }) {
      const first = new Map<string, string>();
      return leaves.flatMap(({ leaf: { code, indicator, denominator, weight }, path }): Found[] => {
        if (weight === 0) return [];
        const key = `${indicator} ${denominator?.indicator ?? ''}`;
        const other = first.get(key);
        first.set(key, other ?? code);
        if (other === undefined) return [];
        return [{ node: code, path: `${path}/indicator`, data: { other, indicator } }];
      });
    },
  },
} satisfies Checks<LintContext>;

/** A veto has no points: without weight is how one writes it. */
