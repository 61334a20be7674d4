import type { Rule } from './rule-schema.ts';
import { ruleRange } from './range.ts';
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

/** A rule's own range, which rises. Paths start at the rule. */
export function ownRangeFaults(rule: Rule): RuleFault[] {
  const [name, range] =
    rule.type === 'ratio-to-base'
      ? (['cap', rule.cap] as const)
      : (['range', 'range' in rule ? rule.range : undefined] as const);
  if (range === undefined || range[0] < range[1]) return [];
  const message = `${range[0]} is not below ${range[1]}; write the lowest score first, whichever way is better`;
  return [{ path: `/${name}`, message }];
}

/** Scores that the scheme's range cannot hold. Paths start at the rule. */
export function outOfRangeFaults(rule: Rule, { direction, range, open }: FaultSetting): RuleFault[] {
  if (open) return [];
  const [worst, best] = range;
  const literal = literalScores(rule).filter(([, score]) => score < worst || score > best);
  if (literal.length > 0) {
    return literal.map(([path, score]) => ({
      path,
      message: `score ${score} is outside ${worst}..${best}; write one inside, or widen the scheme's "range"`,
    }));
  }
  const [lowest, highest] = ruleRange(rule, { direction, range });
  if (lowest >= worst && highest <= best) return [];
  const [path, mend] = mendOf(rule);
  return [{ path, message: `scores can leave ${worst}..${best}; ${mend}` }];
}

function literalScores(rule: Rule): (readonly [path: string, score: number])[] {
  if (rule.type === 'piecewise') return rule.points.map(([, score], at) => [`/points/${at}`, score]);
  if (rule.type !== 'bands') return [];
  const bands = rule.bands.map(([, score], at) => [`/bands/${at}`, score] as const);
  return rule.otherwise === undefined ? bands : [...bands, ['/otherwise', rule.otherwise]];
}

function mendOf(rule: Rule): readonly [path: string, mend: string] {
  const opened = `set the scheme's "range": "open"`;
  switch (rule.type) {
    case 'rank':
    case 'borda':
      return ['/type', `use percentile-rank, or ${opened}`];
    case 'z-score':
      return ['', `write "clamp": true, or ${opened}`];
    case 'goalposts':
    case 'efficacy':
      if (rule.clamp === false) return ['/clamp', `take "clamp": false away, or ${opened}`];
      break;
    case 'distance-to-target':
    case 'distance-to-reference':
      if (rule.cap === false) return ['/cap', `take "cap": false away, or ${opened}`];
      break;
    case 'ratio-to-base':
      return ['/cap', `write a "cap" inside it, or widen the scheme's "range"`];
    default:
      break;
  }
  return ['/range', `write a "range" inside it, or widen the scheme's`];
}
