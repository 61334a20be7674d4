import type { MissingAction, SchemeLeaf } from '../scheme/document.ts';
import { MISSING_KINDS, type MissingKind } from '../language/missing.ts';
import {
  definitionOf,
  isLinear,
  linearOf,
  loggedRule,
  needsPeers,
  NO_PEERS,
  ownRange,
  peersOf,
  type Linear,
  type Peers,
  type Rule,
  type RuleSetting,
} from '../rules/index.ts';
import { maximum, minimum } from '../statistics/moments.ts';
import { DEFAULT_RANGE, leafAt, type MissingPlan, type SchemeTree } from '../scheme/tree.ts';
import type { LeafScores } from './compose.ts';
import type { IndicatorValue } from './indicator-value.ts';
import { prepareLeaf, type PreparedColumn } from './prepared-column.ts';
import { reasonNumber, type IndicatorTable } from './table.ts';

/** One leaf over all units: its scores and everything needed to say how they came about. */
export interface LeafColumn extends LeafScores {
  /** What the rule was given, and what was changed on the way there. */
  readonly prepared: PreparedColumn;
  /** Index into `MISSING_KINDS` of a unit the rule could say nothing about, read only there. */
  readonly missing: Uint8Array | null;
  /** Units that score without a value, and by which action; `null` when there are none. */
  readonly filled: ReadonlyMap<number, MissingAction> | null;
  /** Those each unit is compared with. */
  readonly peersOf: (unit: number) => Peers;
  /** The rule as applied: under `log` its goalposts are logged, too. */
  readonly rule: Rule;
  readonly setting: RuleSetting;
}

const NO_CASES = reasonNumber('no-cases');

/**
 * Scores one leaf for every unit: denominator, imputation, treatment, logarithm, rule, and what the
 * scheme says of absent values. A rule that has nothing to compare (a constant column under min-max)
 * divides by zero, so its units are absent for want of cases.
 *
 * @param out scores are written here when given, so that a run over many leaves needs one column
 */
export function scoreLeafColumn(
  tree: SchemeTree,
  index: number,
  table: IndicatorTable,
  out?: Float64Array,
): LeafColumn {
  const leaf = leafAt(tree, index);
  const units = table.units.length;
  const prepared = prepareLeaf(tree, index, table);
  const { rule, setting } = ruleOf(tree, leaf, table);
  const comparedWith = comparisons(rule, prepared, table);
  const scores = out ?? new Float64Array(units);
  const unscored = applyRule(rule, setting, prepared.values, comparedWith, scores);
  const missing = unscored ? unscoredReasons(prepared, scores) : prepared.missing;
  const { filled, blocks, withheld } = fillAbsent(
    scores,
    missing,
    tree.missingPlans[index] as MissingPlan,
    endsOf(tree, rule, setting, scores),
    table,
  );
  return { scores, blocks, withheld, prepared, missing, filled, peersOf: comparedWith.of, rule, setting };
}

/**
 * A leaf as one straight line over its values, where that says all there is to it: the scores need not
 * be written down to be aggregated.
 *
 * @returns `null` where the leaf has to be scored by {@link scoreLeafColumn}
 */
export function leafAsLine(tree: SchemeTree, index: number, table: IndicatorTable): LeafScores | null {
  const leaf = leafAt(tree, index);
  const { rule, setting } = ruleOf(tree, leaf, table);
  const prepared = prepareLeaf(tree, index, table);
  const plan = tree.missingPlans[index] as MissingPlan;
  const handsOn = prepared.missing === null && plan['no-source'] === 'reweight';
  if (!handsOn || !isLinear(rule, setting.direction)) return null;
  const { all } = comparisons(rule, prepared, table);
  const line = all === null ? null : linearOf(rule, all, setting);
  return line === null ? null : { scores: prepared.values, line, blocks: null, withheld: null };
}

/**
 * Why a leaf has no value of the unit's own; `null` where it has one that scores. What was filled in or
 * imputed keeps the reason it stands in for.
 *
 * @param given the unit's indicator as it came, before denominator and imputation
 */
export function ownMissing(column: LeafColumn, given: IndicatorValue | undefined, unit: number): MissingKind | null {
  if (given === undefined || given.value === null) return given?.missing ?? 'no-source';
  const isMadeUp = column.filled?.has(unit) === true || column.prepared.imputed?.has(unit) === true;
  const isUnscored = Number.isNaN(column.scores[unit]) || isMadeUp;
  return isUnscored ? (MISSING_KINDS[column.missing?.[unit] ?? -1] ?? 'no-cases') : null;
}

/** The value of one unit that a leaf's rule was given; `null` where it is absent, or made up from others. */
export function ruledValue(column: Pick<LeafColumn, 'prepared'> | null, unit: number): number | null {
  const value = column?.prepared.values[unit] ?? Number.NaN;
  return Number.isNaN(value) || column?.prepared.imputed?.has(unit) === true ? null : value;
}

/** A leaf's rule as it is applied, and what it scores by beside the value. */
export function ruleOf(
  tree: SchemeTree,
  leaf: SchemeLeaf,
  { elapsedMonths }: Pick<IndicatorTable, 'elapsedMonths'>,
): { rule: Rule; setting: RuleSetting } {
  const rule = leaf.transform === 'log' ? loggedRule(leaf.rule) : leaf.rule;
  return {
    rule,
    setting: { direction: leaf.direction, range: ownRange(rule) ?? tree.range ?? DEFAULT_RANGE, elapsedMonths },
  };
}

interface Comparisons {
  readonly of: (unit: number) => Peers;
  /** Where everybody is compared with the same peers. */
  readonly all: Peers | null;
}

function comparisons(rule: Rule, { values }: PreparedColumn, table: IndicatorTable): Comparisons {
  if (!needsPeers(rule)) return { of: () => NO_PEERS, all: NO_PEERS };
  const rows = definitionOf(rule).reference === undefined ? null : new Map(table.units.map((unit, row) => [unit, row]));
  const valueOf = (unit: string): number | null => {
    const value = values[rows?.get(unit) ?? -1];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  if (!('among' in rule) || rule.among !== 'class' || table.classCount <= 1) {
    const all = peersOf(values, valueOf);
    return { of: () => all, all };
  }
  const members: number[][] = Array.from({ length: table.classCount }, () => []);
  values.forEach((value, unit) => members[table.classOf[unit] as number]?.push(value));
  const byClass = members.map((own) => peersOf(own, valueOf));
  return { of: (unit) => byClass[table.classOf[unit] as number] ?? NO_PEERS, all: null };
}

/** Writes a score for every unit, NaN where there is none. @returns whether a present value went unscored */
function applyRule(
  rule: Rule,
  setting: RuleSetting,
  values: Float64Array,
  { of, all }: Comparisons,
  scores: Float64Array,
): boolean {
  const units = values.length;
  if (all !== null && isLinear(rule, setting.direction)) {
    const line = linearOf(rule, all, setting);
    if (line === null) {
      scores.fill(Number.NaN);
      return true;
    }
    scoreAlong(line, values, scores);
    return false;
  }
  let unscored = false;
  const { score: scoreOf } = definitionOf(rule);
  for (let u = 0; u < units; u += 1) {
    const value = values[u] as number;
    const score = Number.isNaN(value) ? null : scoreOf(rule, value, all ?? of(u), setting);
    if (score === null && !Number.isNaN(value)) unscored = true;
    scores[u] = score ?? Number.NaN;
  }
  return unscored;
}

/** `applyLinear` for a whole column. NaN passes through the arithmetic: an absent value has an absent score. */
function scoreAlong({ from, width, worst, span, low, high }: Linear, values: Float64Array, scores: Float64Array): void {
  for (let u = 0; u < values.length; u += 1) {
    const score = worst + span * (((values[u] as number) - from) / width);
    scores[u] = score < low ? low : score > high ? high : score;
  }
}

function unscoredReasons({ values, missing }: PreparedColumn, scores: Float64Array): Uint8Array {
  const noSource = reasonNumber('no-source');
  return Uint8Array.from(scores, (score, u) =>
    Number.isNaN(score) && !Number.isNaN(values[u]) ? NO_CASES : (missing?.[u] ?? noSource),
  );
}

/**
 * What `zero` and `full` score: the ends of the rule's range. Where nothing bounds it, in an open scheme,
 * these are the worst and the best score there is: an open scale has no 0 that means the worst.
 */
function endsOf(
  tree: SchemeTree,
  rule: Rule,
  { range }: RuleSetting,
  scores: Float64Array,
): readonly [worst: number, best: number] {
  if (tree.range !== null || ownRange(rule) !== undefined) return range;
  const present = scores.filter((score) => !Number.isNaN(score));
  return [minimum(present) ?? Number.NaN, maximum(present) ?? Number.NaN];
}

/** Gives absent units the score the scheme says, or marks their group. */
function fillAbsent(
  scores: Float64Array,
  missing: Uint8Array | null,
  plan: MissingPlan,
  [worst, best]: readonly [number, number],
  table: IndicatorTable,
): Pick<LeafColumn, 'filled' | 'blocks' | 'withheld'> {
  const actions = MISSING_KINDS.map((kind) => plan[kind]);
  const noSource = reasonNumber('no-source');
  if (missing === null && actions[noSource] === 'reweight') return { filled: null, blocks: null, withheld: null };
  const filled = new Map<number, MissingAction>();
  let blocks: Uint8Array | null = null;
  let withheld: Uint8Array | null = null;
  const damaged = reasonNumber('damaged');
  const classMeans = actions.includes('class-mean') ? meansByClass(scores, table) : [];
  for (let u = 0; u < scores.length; u += 1) {
    if (!Number.isNaN(scores[u])) continue;
    const action = actions[missing?.[u] ?? noSource] ?? 'reweight';
    if (action === 'absent') {
      blocks ??= new Uint8Array(scores.length);
      blocks[u] = 1;
      if (missing?.[u] === damaged) {
        withheld ??= new Uint8Array(scores.length);
        withheld[u] = 1;
      }
    }
    const score =
      action === 'zero'
        ? worst
        : action === 'full'
          ? best
          : action === 'class-mean'
            ? (classMeans[table.classOf[u] as number] ?? Number.NaN)
            : Number.NaN;
    if (Number.isNaN(score)) continue;
    scores[u] = score;
    filled.set(u, action);
  }
  return { filled: filled.size === 0 ? null : filled, blocks, withheld };
}

/** Mean score of each class over the units with a value; NaN for a class without one. */
function meansByClass(scores: Float64Array, { classOf, classCount }: IndicatorTable): Float64Array {
  const sums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  scores.forEach((score, u) => {
    const number = classOf[u] as number;
    if (Number.isNaN(score)) return;
    sums[number] = (sums[number] as number) + score;
    counts[number] = (counts[number] as number) + 1;
  });
  return sums.map((sum, number) => sum / (counts[number] as number));
}
