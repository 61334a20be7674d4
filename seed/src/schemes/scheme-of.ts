import { splitByLargestRemainder, type Names, type Rule, type SchemeDocument, type UnitKind } from '@dangzhi/metrics';
import { indicators } from '../catalogue/indicators/index.ts';
import { indicatorSystem, type BranchSource, type IndicatorSource } from '../county/indicator-source.ts';

const TOTAL_HUNDREDTHS = 10_000;
const ROOT = 'INDEX';

const COLOUR_CODES: Readonly<Record<string, { code: string; en: string }>> = {
  蓝: { code: 'blue', en: 'Blue' },
  绿: { code: 'green', en: 'Green' },
  黄: { code: 'yellow', en: 'Yellow' },
  橙: { code: 'orange', en: 'Orange' },
  红: { code: 'red', en: 'Red' },
};

const GRADE_NAMES: Readonly<Record<string, string>> = {
  excellent: 'Excellent',
  good: 'Good',
  pass: 'Pass',
  fail: 'Fail',
};

/** Branches the proposal calls by political wording, or by half of it: what is scored has a neutral name (ADR 0034). */
const NEUTRAL: Readonly<Record<string, Names>> = {
  'GOV-1': { zh: '领导与责任制', en: 'Leadership and accountability' },
  'GOV-3': { zh: '队伍、经费与试点', en: 'Staff, funds and pilots' },
};

/** What tells one scheme from another. */
export interface SchemeHead {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly unitKind: UnitKind;
}

/**
 * The scheme of one kind of unit over some leaves of the proposed system. The leaves keep the
 * proportions of their proposed points; they are re-based to 100.00 by largest remainder (whole
 * hundredths, equal remainders to the earlier leaf), and every parent is the sum of its children.
 * Goalposts floor/pass/target become 0/60/100.
 *
 * @param leaves in document order; each weighted for the kind
 * @throws RangeError if a leaf is not weighted for the kind
 */
export function schemeOf(head: SchemeHead, leaves: readonly IndicatorSource[]): SchemeDocument {
  const points = splitByLargestRemainder(
    TOTAL_HUNDREDTHS,
    leaves.map((leaf) => proposedPoints(leaf, head.unitKind)),
  );
  const groups = parentsOf(leaves, indicatorSystem.groups);
  const dimensions = parentsOf(groups, indicatorSystem.dimensions);
  const under = (ancestor: string): number =>
    leaves.reduce((sum, { code }, index) => sum + (code.startsWith(`${ancestor}-`) ? (points[index] ?? 0) : 0), 0);
  const branch = ({ code, zh, en }: BranchSource, parent: string) =>
    ({ code, parent, name: NEUTRAL[code] ?? { zh, en }, weight: under(code) / 100, aggregate: 'arithmetic' }) as const;

  return {
    code: head.code,
    name: { ...head.name },
    unitKind: head.unitKind,
    total: TOTAL_HUNDREDTHS / 100,
    coverageThreshold: 0.6,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    ...ladders(),
    adjustments: {
      bonusCap: indicatorSystem.adjustments.bonus_cap,
      deductCap: indicatorSystem.adjustments.deduct_cap,
    },
    nodes: [
      { code: ROOT, name: { ...head.name }, weight: TOTAL_HUNDREDTHS / 100, aggregate: 'arithmetic' },
      ...dimensions.map((dimension) => branch(dimension, ROOT)),
      ...groups.map((group) => branch(group, group.parent ?? ROOT)),
      ...leaves.map(({ code, parent, zh, en, direction, ...leaf }, index) => ({
        code,
        parent,
        name: { zh, en },
        weight: (points[index] ?? 0) / 100,
        indicator: code,
        direction,
        rule: ruleOf(code, { ...leaf, direction }),
      })),
    ],
    note: '权重、目标值与等次均为建议稿，不是官方标准。',
  };
}

function proposedPoints({ code, weights }: IndicatorSource, kind: UnitKind): number {
  const points = weights[kind];
  if (points === undefined) throw new RangeError(`schemeOf requires leaves weighted for a ${kind}, unlike ${code}`);
  return points;
}

function parentsOf(children: readonly BranchSource[], branches: readonly BranchSource[]): BranchSource[] {
  return branches.filter(({ code }) => children.some(({ parent }) => parent === code));
}

/** What a case of a red line leaves at best; the proposal's VET-01 and VET-04. */
const VETO_CAP: Readonly<Record<string, string>> = { 'SEC-2-03': 'fail', 'DAT-4-02': 'pass' };

function ruleOf(
  code: string,
  { scoring, goalposts, direction }: Pick<IndicatorSource, 'scoring' | 'goalposts' | 'direction'>,
): Rule {
  if (scoring === 'veto_if_positive') return { type: 'veto-when-positive', cap: VETO_CAP[code] ?? 'fail' };
  const rising: [number, number][] = [
    [goalposts.floor, 0],
    [goalposts.pass, 60],
    [goalposts.target, 100],
  ];
  const prorate = indicators.find((one) => one.code === code)?.goalposts?.prorate ?? false;
  return {
    type: 'piecewise',
    points: direction === 'lower' ? rising.reverse() : rising,
    ...(prorate && { prorate }),
  };
}

function ladders(): Pick<SchemeDocument, 'grades' | 'colours'> {
  const { grades, five_colour: fiveColour } = indicatorSystem.grading;
  return {
    grades: grades.map(([zh, code, atLeast]) => ({ code, zh, en: GRADE_NAMES[code] ?? code, atLeast })),
    colours: fiveColour.by_score.map(([zh, atLeast]) => ({
      ...(COLOUR_CODES[zh] ?? { code: zh, en: zh }),
      zh,
      atLeast,
    })),
  };
}
