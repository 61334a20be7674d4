import { unorderedRange } from './range.ts';
import type { RangeSetting, RuleFault } from './rule.ts';
import { definitionOf, ownRange, type Rule } from './table.ts';

export interface FaultSetting extends RangeSetting {
  /** The scheme's range is `open`: any score will do. */
  readonly open: boolean;
}

/**
 * Faults of one rule whose shape is right. What a rule says about itself comes first; only a rule
 * without such a fault is asked whether its scores fit the scheme.
 *
 * @param path JSON pointer of the rule
 */
export function ruleFaults(rule: Rule, path: string, setting: FaultSetting): RuleFault[] {
  const faults = [
    ...unorderedRange('range', ownRange(rule)),
    ...(definitionOf(rule).faults?.(rule, setting.direction) ?? []),
  ];
  if (faults.length === 0) faults.push(...outOfRangeFaults(rule, setting));
  return faults.map(({ path: inside, message }) => ({ path: `${path}${inside}`, message }));
}

/** Scores that the scheme's range cannot hold. Paths start at the rule. */
function outOfRangeFaults(rule: Rule, { direction, range, open }: FaultSetting): RuleFault[] {
  if (open) return [];
  const [worst, best] = range;
  const stated = statedScores(rule).filter(({ score }) => score < worst || score > best);
  if (stated.length > 0) {
    return stated.map(({ path, score }) => ({
      path,
      message: `score ${score} is outside ${worst}..${best}; write one inside, or widen the scheme's "range"`,
    }));
  }
  const definition = definitionOf(rule);
  const [lowest, highest] = definition.range(rule, { direction, range });
  if (lowest >= worst && highest <= best) return [];
  const [path, mend] = definition.keepInside?.(rule) ?? ['/range', `write a "range" inside it, or widen the scheme's`];
  return [{ path, message: `scores can leave ${worst}..${best}; ${mend}` }];
}

function statedScores(rule: Rule): { path: string; score: number }[] {
  const stated = definitionOf(rule).statedScores?.(rule);
  if (stated === undefined) return [];
  const { property, entries, otherwise } = stated;
  const scores = entries.map(([, score], at) => ({ path: `/${property}/${at}`, score }));
  return otherwise === undefined ? scores : [...scores, { path: '/otherwise', score: otherwise }];
}
