import type { MissingKind } from '../language/missing.ts';
import { MISSING_POLICY, missingOfGroup } from '../language/missing.ts';
import { printRounded, roundToUnits } from '../language/rounding.ts';
import { scoreByRule } from '../rules/index.ts';
import type { Adjustment, SchemeDocument } from '../scheme/document.ts';
import { isLeaf, type SchemeTree } from '../scheme/tree.ts';
import { compose, nominalWeights, type Composition } from './compose.ts';
import type { IndicatorValue } from './indicator-value.ts';

/** One unit's input: its indicator values by indicator code, and what is added outside the tree. */
export interface UnitInput {
  readonly unit: string;
  readonly values: ReadonlyMap<string, IndicatorValue>;
  readonly adjustments?: readonly Adjustment[];
  /** Months of the year gone by at the period, 1..12; only prorated goalposts look at it. */
  readonly elapsedMonths?: number;
}

export interface NodeScore {
  readonly code: string;
  /** The indicator's value; `null` for branches and absent leaves. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: MissingKind | null;
  /** 0..100; `null` where absent. */
  readonly score: number | null;
  /** Weight as the scheme states it, relative to siblings. */
  readonly weight: number;
  /** Weight in the whole before and after redistribution, per cent. */
  readonly nominalWeight: number;
  readonly effectiveWeight: number;
  /** effectiveWeight × score ÷ 100; leaves add up to the base score. `null` where absent. */
  readonly contribution: number | null;
}

export interface UnitScore {
  readonly unit: string;
  /** In document order. */
  readonly nodes: readonly NodeScore[];
  /** Share of the base, 0..1, that somebody supplies; `null` when the base is empty. */
  readonly coverage: number | null;
  /** Share of the base, 0..1, that has a value. */
  readonly reportedShare: number | null;
  readonly baseScore: number | null;
  /** Points after their caps. */
  readonly bonus: number;
  readonly deduction: number;
  /** Unrounded; `null` when nothing is present. */
  readonly score: number | null;
  /** The printed score, e.g. `"79.18"`: what ranks, grades and colours look at. */
  readonly printed: string | null;
  /** Coverage is below the threshold: printed as 部分, without grade, colour or rank. */
  readonly partial: boolean;
  readonly grade: string | null;
  readonly colour: string | null;
  /** Why the grade is capped, in codes of nodes and adjustments. */
  readonly vetoes: readonly string[];
}

const NEVER_SUPPLIED: IndicatorValue = { value: null, missing: 'no-source', numerator: null, denominator: null };

/**
 * Leaf scores of one unit, by node index; `null` for branches and for leaves whose weight goes to
 * their siblings. They do not depend on weights, so a page computes them once and moves weights freely.
 */
export function scoreLeaves(tree: SchemeTree, { values, elapsedMonths = 12 }: UnitInput): (number | null)[] {
  return tree.nodes.map((node) => {
    if (!isLeaf(node)) return null;
    const input = values.get(node.indicator) ?? NEVER_SUPPLIED;
    if (input.value !== null) return scoreByRule(node.rule, input.value, elapsedMonths);
    return MISSING_POLICY[input.missing ?? 'no-source'].scoresZero ? 0 : null;
  });
}

/**
 * Scores one unit: leaf rules, aggregation, bonus and deduction, coverage, grade, colour and vetoes.
 * An indicator without an entry in `values` is `no-source`.
 *
 * @param weights by node index, instead of the scheme's own (a slider's position)
 */
export function scoreUnit(tree: SchemeTree, input: UnitInput, weights: readonly number[] = tree.weights): UnitScore {
  const leafScores = scoreLeaves(tree, input);
  const composition = compose(tree, leafScores, weights);
  const nodes = nodeScores(tree, input, composition, weights);
  const { coverage, reportedShare } = coverageOf(tree, nodes);
  const baseScore = composition.scores[tree.root] ?? null;
  const { bonus, deduction } = adjustmentPoints(tree.document, input.adjustments ?? []);
  const { digits } = tree.document.rounding;
  const ceiling = 100 + tree.document.adjustments.bonusCap;
  const score = baseScore === null ? null : Math.min(ceiling, Math.max(0, baseScore + bonus - deduction));
  const partial = coverage === null || coverage < tree.document.coverageThreshold;
  const printed = score === null ? null : printRounded(score, digits);
  const caps = vetoCaps(tree, nodes, input.adjustments ?? []);
  const graded = printed !== null && !partial;
  return {
    unit: input.unit,
    nodes,
    coverage,
    reportedShare,
    baseScore,
    bonus,
    deduction,
    score,
    printed,
    partial,
    grade: graded ? lowestOf(tree.document.grades, gradeAt(tree.document.grades, Number(printed)), caps) : null,
    colour: graded && tree.document.colours ? gradeAt(tree.document.colours, Number(printed)) : null,
    vetoes: caps.map(({ code }) => code),
  };
}

function nodeScores(
  tree: SchemeTree,
  { values }: UnitInput,
  { scores, effectiveWeights }: Composition,
  weights: readonly number[],
): NodeScore[] {
  const nominal = nominalWeights(tree, weights);
  const missing = missingByNode(tree, values, scores);
  return tree.nodes.map((node, index) => {
    const input = isLeaf(node) ? (values.get(node.indicator) ?? NEVER_SUPPLIED) : null;
    const score = scores[index] ?? null;
    const effectiveWeight = effectiveWeights[index] as number;
    return {
      code: node.code,
      value: input?.value ?? null,
      numerator: input?.numerator ?? null,
      denominator: input?.denominator ?? null,
      missing: missing[index] ?? null,
      score,
      weight: weights[index] as number,
      nominalWeight: nominal[index] as number,
      effectiveWeight,
      contribution: score === null ? null : (effectiveWeight * score) / 100,
    };
  });
}

function missingByNode(
  tree: SchemeTree,
  values: ReadonlyMap<string, IndicatorValue>,
  scores: readonly (number | null)[],
): (MissingKind | null)[] {
  const missing: (MissingKind | null)[] = tree.nodes.map(() => null);
  for (let k = tree.topDown.length - 1; k >= 0; k -= 1) {
    const index = tree.topDown[k] as number;
    const node = tree.nodes[index];
    if (node !== undefined && isLeaf(node)) {
      const input = values.get(node.indicator) ?? NEVER_SUPPLIED;
      missing[index] = input.value === null ? (input.missing ?? 'no-source') : null;
    } else if (scores[index] === null) {
      const kinds = (tree.children[index] as readonly number[]).flatMap((child) => missing[child] ?? []);
      missing[index] = kinds.length > 0 ? missingOfGroup(kinds) : 'not-applicable';
    }
  }
  return missing;
}

function coverageOf(tree: SchemeTree, nodes: readonly NodeScore[]): Pick<UnitScore, 'coverage' | 'reportedShare'> {
  let base = 0;
  let covered = 0;
  let reported = 0;
  for (const index of tree.leaves) {
    const { missing, nominalWeight } = nodes[index] as NodeScore;
    const policy = missing === null ? null : MISSING_POLICY[missing];
    if (policy && !policy.inBase) continue;
    base += nominalWeight;
    if (policy === null || policy.covered) covered += nominalWeight;
    if (policy === null) reported += nominalWeight;
  }
  if (base === 0) return { coverage: null, reportedShare: null };
  // Nominal weights are products of divisions: whole shares such as 0.6 must not miss the threshold by one bit.
  const share = (part: number): number => roundToUnits(part / base, 9) / 1e9;
  return { coverage: share(covered), reportedShare: share(reported) };
}

function adjustmentPoints(
  { adjustments: caps }: SchemeDocument,
  adjustments: readonly Adjustment[],
): Pick<UnitScore, 'bonus' | 'deduction'> {
  let bonus = 0;
  let deduction = 0;
  for (const adjustment of adjustments) {
    if (adjustment.kind === 'bonus') bonus += Number(adjustment.points);
    if (adjustment.kind === 'deduct') deduction += Number(adjustment.points);
  }
  return { bonus: Math.min(bonus, caps.bonusCap), deduction: Math.min(deduction, caps.deductCap) };
}

interface VetoCap {
  readonly code: string;
  readonly cap: string;
}

function vetoCaps(tree: SchemeTree, nodes: readonly NodeScore[], adjustments: readonly Adjustment[]): VetoCap[] {
  const byLeaf = tree.leaves.flatMap((index) => {
    const node = tree.nodes[index];
    if (node === undefined || !isLeaf(node) || node.rule.type !== 'veto-when-positive') return [];
    return (nodes[index]?.value ?? 0) > 0 ? [{ code: node.code, cap: node.rule.cap }] : [];
  });
  const byRuling = adjustments.flatMap((one) => (one.kind === 'veto' ? [{ code: one.code, cap: one.cap }] : []));
  return [...byLeaf, ...byRuling];
}

type Ladder = SchemeDocument['grades'];

function gradeAt(ladder: Ladder, printed: number): string | null {
  return (ladder.find(({ atLeast }) => printed >= atLeast) ?? ladder[ladder.length - 1])?.code ?? null;
}

/** The ladder is best first: the lowest grade is the one furthest down. */
function lowestOf(ladder: Ladder, grade: string | null, caps: readonly VetoCap[]): string | null {
  const rungs = [grade, ...caps.map(({ cap }) => cap)].map((code) => ladder.findIndex((step) => step.code === code));
  return ladder[Math.max(...rungs)]?.code ?? null;
}
