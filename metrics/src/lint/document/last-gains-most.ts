import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** 倒数第1名计2分，每进1名扣0.1分 among points that are given, not taken. */
export function findLastGainsMost({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
    if (rule.type !== 'rank-ladder' || rule.upward === 'more' || rule.step === 0 || rule.last === 0) return [];
    return [{ code: 'last-gains-most', node: code, path: `${path}/rule`, data: { last: rule.last, step: rule.step } }];
  });
}
