import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleType } from './index.ts';
import { scoreByRule, type Peers, type RuleSetting } from './index.ts';
import { RULE_TYPES, situationOf, someNumber } from '../../testing/random-rules.fixture.ts';

describe('lower is better', () => {
  const negated = ({ count, min, max, mean, sd, sorted, valueOf }: Peers): Peers => ({
    count,
    min: -max,
    max: -min,
    mean: -mean,
    sd,
    sorted: sorted.map((value) => -value).reverse(),
    valueOf: (unit) => {
      const value = valueOf(unit);
      return value === null ? null : -value;
    },
  });

  /** Ratios, which negative values have none of, and rules that do not look at the direction. */
  const NOT_MIRRORED: readonly RuleType[] = [
    'ratio-to-best',
    'ratio-to-base',
    'completion',
    'piecewise',
    'inside-range',
    'deduct',
    'checklist',
    'imported',
    'award',
    'veto-when-positive',
    'veto-when',
  ];

  /** The rule for values times −1, where that is a rule. */
  function mirrored(rule: Rule): Rule | null {
    switch (rule.type) {
      case 'goalposts':
        return { ...rule, lower: -rule.upper, upper: -rule.lower };
      case 'distance-to-target':
        return { ...rule, target: -rule.target };
      case 'bands':
        return { ...rule, bands: rule.bands.map(([bound, score]) => [-bound, score]) };
      case 'threshold-step':
        return rule.threshold === 'mean' ? rule : { ...rule, threshold: -rule.threshold };
      case 'efficacy':
        return { ...rule, unacceptable: -rule.unacceptable, satisfactory: -rule.satisfactory };
      case 'cliff':
        return rule.between === 'share' ? null : { ...rule, zero: -rule.zero, full: -rule.full };
      case 'min-max':
      case 'z-score':
      case 'percentile-rank':
      case 'rank':
      case 'borda':
      case 'distance-to-best':
      case 'distance-to-reference':
      case 'rank-points':
      case 'rank-ladder':
        return rule;
      default:
        return null;
    }
  }

  it.each(RULE_TYPES.filter((type) => !NOT_MIRRORED.includes(type)))(
    '%s: the values times −1, higher is better',
    (type) => {
      fc.assert(
        fc.property(situationOf(type, 'higher'), someNumber, ({ rule, peers, setting }, value) => {
          const mirror = mirrored(rule);
          if (mirror === null) return;
          const lower: RuleSetting = { ...setting, direction: 'lower' };
          expect(scoreByRule(mirror, -value, negated(peers), lower)).toBe(scoreByRule(rule, value, peers, setting));
        }),
      );
    },
  );
});
