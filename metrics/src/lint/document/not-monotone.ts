import type { Rule } from '../../rules/index.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { areInOrder, boundsOf } from './tiers.ts';

/** Scores that rise and then fall, or fall and then rise, as values get larger. */
export function findNotMonotone({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
    if (rule.type === 'bands' && !areInOrder(boundsOf(rule), direction)) return [];
    const turn = turnOf(rule);
    if (turn === null) return [];
    const [first, second] = turn.rises ? (['rises', 'falls'] as const) : (['falls', 'rises'] as const);
    const data = { value: turn.value, first, second, direction };
    return [{ code: 'not-monotone', node: code, path: `${path}/rule`, data }];
  });
}

/** Where the scores of a rule first turn, and whether they rise up to there. */
function turnOf(rule: Rule): { value: number; rises: boolean } | null {
  const points = rule.type === 'piecewise' ? rule.points : rule.type === 'bands' ? rule.bands : [];
  const rising = [...points].sort(([a], [b]) => a - b);
  let way = 0;
  for (let k = 1; k < rising.length; k += 1) {
    const [before, here] = [rising[k - 1], rising[k]] as [[number, number], [number, number]];
    const step = Math.sign(here[1] - before[1]);
    if (way !== 0 && step === -way) return { value: before[0], rises: way > 0 };
    if (step !== 0) way = step;
  }
  return null;
}
