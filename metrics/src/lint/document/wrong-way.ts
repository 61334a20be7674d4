import type { SchemeLeaf } from '../../scheme/document.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { areReversed } from './tiers.ts';

/** A rule whose numbers say that the other direction is better. */
export function findWrongWay({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf, path }): Found[] =>
    isWrongWay(leaf)
      ? [{ code: 'wrong-way', node: leaf.code, path: `${path}/rule`, data: { direction: leaf.direction } }]
      : [],
  );
}

function isWrongWay({ rule, direction }: SchemeLeaf): boolean {
  const sign = direction === 'higher' ? 1 : -1;
  switch (rule.type) {
    case 'piecewise': {
      const steps = rule.points.map(([, score], k) => score - (rule.points[k - 1]?.[1] ?? score));
      return steps.some((step) => step !== 0) && steps.every((step) => step * sign <= 0);
    }
    case 'bands':
      return areReversed(rule, direction);
    case 'efficacy':
      return (rule.satisfactory - rule.unacceptable) * sign < 0;
    case 'cliff':
      return (rule.full - rule.zero) * sign < 0;
    default:
      return false;
  }
}
