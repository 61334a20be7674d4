import type { Rule } from '../scheme/rule-schema.ts';
import type { RuleSetting } from './setting.ts';

/** A fault that makes a rule unusable: where it is (a JSON pointer) and how to mend it. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

export interface FaultSetting {
  readonly direction: RuleSetting['direction'];
  /** The scheme's range; 0 and 100 where it is open. */
  readonly range: RuleSetting['range'];
  /** The scheme's range is `open`: any score will do. */
  readonly open: boolean;
}

/**
 * Faults of one rule.
 *
 * @param path JSON pointer of the rule
 */
export function ruleFaults(rule: Rule, path: string, { range: [worst, best], open }: FaultSetting): RuleFault[] {
  if (rule.type === 'goalposts' && rule.lower >= rule.upper) {
    return [{ path: `${path}/lower`, message: `${rule.lower} is not below ${rule.upper}; swap the goalposts` }];
  }
  if (rule.type === 'z-score' && rule.clamp !== true && !open) {
    return [{ path, message: `z-scores leave ${worst}..${best}; add "clamp": true, or set "range": "open"` }];
  }
  return [];
}
