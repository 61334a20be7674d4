import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleType } from './index.ts';
import { calculate } from '../language/calculator.ts';
import {
  applyLinear,
  definitionOf,
  isLinear,
  linearOf,
  needsPeers,
  NO_PEERS,
  ruleFaults,
  ruleRange,
  scoreByRule,
  workByRule,
  type RuleSetting,
} from './index.ts';
import {
  peersOfValues,
  RULE_TYPES,
  situationOf,
  someNumber,
  type Situation,
} from '../../testing/random-rules.fixture.ts';

/** Half of the values asked about are a peer's, as all are in a run. */
const valueIn = ({ values }: Situation) =>
  values.length === 0 ? someNumber : fc.oneof(someNumber, fc.constantFrom(...values));
const situationAndValue = (type: RuleType) =>
  situationOf(type).chain((situation) => fc.tuple(fc.constant(situation), valueIn(situation)));
const situationAndTwo = (type: RuleType) =>
  situationOf(type).chain((situation) => fc.tuple(fc.constant(situation), valueIn(situation), valueIn(situation)));

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

describe.each(RULE_TYPES)('%s', (type) => {
  it('is without a fault of its own, as written here', () => {
    fc.assert(
      fc.property(situationOf(type), ({ rule, setting }) => {
        expect(ruleFaults(rule, '/rule', { ...setting, open: true })).toEqual([]);
      }),
    );
  });

  it('scores inside what it says it can, again and again the same', () => {
    fc.assert(
      fc.property(situationAndValue(type), ([{ rule, values, peers, setting }, value]) => {
        const score = scoreByRule(rule, value, peers, setting);
        expect(scoreByRule(rule, value, peersOfValues(values), { ...setting })).toBe(score);
        if (score === null) return;
        expect(score).not.toBeNaN();
        for (const count of [undefined, peers.count]) {
          const [lowest, highest] = ruleRange(rule, { ...setting, ...(count !== undefined && { count }) });
          expect(score).toBeGreaterThanOrEqual(lowest);
          expect(score).toBeLessThanOrEqual(highest);
        }
      }),
    );
  });

  it('writes down an arithmetic that gives the score', () => {
    fc.assert(
      fc.property(situationAndValue(type), ([{ rule, peers, setting }, value]) => {
        const score = scoreByRule(rule, value, peers, setting);
        const worked = workByRule(rule, value, peers, setting);
        if (score === null || worked === null) {
          expect([score, worked]).toEqual([null, null]);
          return;
        }
        expect(worked.score).toBe(score);
        expect(worked.formula).not.toBe('');
        const found = calculate(worked.expression);
        if (!close(found, score)) expect(worked.expression).toBe(score);
      }),
    );
  });

  it('gives the most it can at the value from which it says it does', () => {
    fc.assert(
      fc.property(situationOf(type), ({ rule, peers, setting }) => {
        const full = definitionOf(rule).fullAt?.(rule, setting) ?? null;
        const score = full === null ? null : scoreByRule(rule, full, peers, setting);
        if (score === null) return;
        const [, highest] = ruleRange(rule, setting);
        if (!close(score, highest)) expect(score).toBe(highest);
      }),
    );
  });

  it('is one straight line, to the last bit, if it says so', () => {
    fc.assert(
      fc.property(situationAndValue(type), ([{ rule, peers, setting }, value]) => {
        const line = linearOf(rule, peers, setting);
        if (!isLinear(rule, setting.direction)) {
          expect(line).toBeNull();
          return;
        }
        const score = scoreByRule(rule, value, peers, setting);
        if (line === null) expect(score).toBeNull();
        else {
          expect(applyLinear(line, value)).toBe(score);
          expect(applyLinear(line, Number.NaN)).toBeNaN();
        }
      }),
    );
  });

  it('asks its peers only if it says so', () => {
    fc.assert(
      fc.property(situationAndValue(type), ([{ rule, peers, setting }, value]) => {
        if (needsPeers(rule)) expect(scoreByRule(rule, value, NO_PEERS, setting)).toBeNull();
        else expect(scoreByRule(rule, value, NO_PEERS, setting)).toBe(scoreByRule(rule, value, peers, setting));
      }),
    );
  });
});

/** Which way a rule's score goes when the value rises; `better`: by the indicator's direction. */
const SENSE: Readonly<Record<RuleType, (rule: Rule) => 'better' | 'worse' | 'rising' | 'falling' | null>> = {
  'min-max': () => 'better',
  'z-score': () => 'better',
  'percentile-rank': () => 'better',
  rank: () => 'better',
  borda: () => 'better',
  'distance-to-best': () => 'better',
  'distance-to-target': () => 'better',
  'distance-to-reference': () => 'better',
  'ratio-to-best': () => 'better',
  goalposts: () => 'better',
  piecewise: () => null,
  bands: () => 'better',
  'threshold-step': () => 'better',
  'inside-range': () => null,
  efficacy: () => 'better',
  'ratio-to-base': () => 'better',
  'rank-points': () => 'better',
  // 每进1名扣0.1分: the wording itself takes points from whoever climbs.
  'rank-ladder': (rule) => (rule.type === 'rank-ladder' && rule.upward === 'more' ? 'better' : 'worse'),
  completion: () => 'better',
  deduct: () => 'falling',
  cliff: () => 'better',
  checklist: () => 'rising',
  imported: () => 'rising',
  award: () => 'rising',
  'veto-when-positive': () => 'falling',
  'veto-when': (rule) => (rule.type === 'veto-when' && rule.atMost !== undefined ? 'rising' : 'falling'),
};

/** Whether the score may only rise when the value does; `null` where the points of the rule decide. */
function isRising(rule: Rule, { direction }: RuleSetting): boolean | null {
  const sense = SENSE[rule.type](rule);
  if (sense === 'better') return direction === 'higher';
  if (sense === 'worse') return direction === 'lower';
  return sense === null ? null : sense === 'rising';
}

describe.each(RULE_TYPES.filter((type) => !['piecewise', 'inside-range'].includes(type)))('%s', (type) => {
  it('never scores a better value lower', () => {
    fc.assert(
      fc.property(situationAndTwo(type), ([{ rule, peers, setting }, a, b]) => {
        const [less, more] = a <= b ? [a, b] : [b, a];
        const [worse, better] = isRising(rule, setting) ? [less, more] : [more, less];
        const low = scoreByRule(rule, worse, peers, setting);
        const high = scoreByRule(rule, better, peers, setting);
        if (low === null || high === null) expect([low, high]).toEqual([null, null]);
        else expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  it('never lowers a unit whose own value got better, though its peers are then others', () => {
    fc.assert(
      fc.property(situationOf(type), fc.nat(), someNumber, ({ rule, values, setting }, pick, next) => {
        if (values.length === 0) return;
        const unit = pick % values.length;
        const now = values[unit]!;
        const rises = isRising(rule, setting);
        const better = rises ? Math.max(now, next) : Math.min(now, next);
        const before = scoreByRule(rule, now, peersOfValues(values), setting);
        const after = scoreByRule(rule, better, peersOfValues(values.with(unit, better)), setting);
        if (before === null || after === null) return;
        expect(after + 1e-9 * Math.max(1, Math.abs(before))).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
