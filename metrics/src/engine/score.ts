import type { MissingKind } from '../language/missing.ts';
import { MISSING_POLICY, missingOfGroup } from '../language/missing.ts';
import { printRounded, roundToUnits } from '../language/rounding.ts';
import type { ImputeMethod, MissingAction } from '../scheme/document.ts';
import type { ScreenReason } from '../prepare/screen.ts';
import { isLeaf, leafAt, type SchemeTree } from '../scheme/tree.ts';
import { composeColumns } from './compose.ts';
import { ownMissing, ruledValue, type LeafColumn } from './leaf-column.ts';
import { scoreLeaves, type LeafSheet } from './leaf-sheet.ts';
import type { UnitInput } from './table.ts';
import { adjustmentPoints, isItemDamaged, lowestOf, stepAt, totalScore, vetoCaps, type EarnedItem } from './total.ts';
import { nominalWeights, unitWeights } from './unit-weights.ts';

export interface NodeScore {
  readonly code: string;
  /** The indicator's value; `null` for branches and absent leaves. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: MissingKind | null;
  /** How a leaf without a value came to a score: what the scheme says of absent values, or an imputation. */
  readonly filledBy: MissingAction | ImputeMethod | null;
  /** In the scheme's range; `null` where absent. */
  readonly score: number | null;
  /** Weight as the scheme states it, relative to siblings. */
  readonly weight: number;
  /** Weight in the whole before and after redistribution, per cent. */
  readonly nominalWeight: number;
  readonly effectiveWeight: number;
  /**
   * What the node brings to the base score: influence × score ÷ 100, where the influence is the
   * effective weight as long as every mean above is arithmetic. Leaves add up to the base score.
   * `null` where absent.
   */
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
  /** The scheme's own bonus and deduction items, before the section's caps. */
  readonly items: readonly EarnedItem[];
  /** Unrounded; `null` when nothing is present. */
  readonly score: number | null;
  /** The printed score, e.g. `"79.18"`: what grades and colours look at. */
  readonly printed: string | null;
  /** Coverage is below the threshold: printed as 部分, without grade, colour or rank. */
  readonly partial: boolean;
  /** Why the unit was left out before scoring; `null` when it was not. */
  readonly screened: ScreenReason | null;
  readonly grade: string | null;
  readonly colour: string | null;
  /** Why the grade is capped, in codes of nodes and adjustments. */
  readonly vetoes: readonly string[];
}

export interface ScoreOptions {
  /** By node index, instead of the scheme's own (a slider's position). */
  readonly weights?: readonly number[];
  /** Months of the year gone by at the period, 1..12; only prorated goalposts look at it. */
  readonly elapsedMonths?: number;
}

/**
 * Scores units: leaf rules, aggregation, bonus and deduction, coverage, grade, colour and vetoes.
 * Rules that compare units compare exactly those given, so a run gives all of them at once.
 *
 * @returns in the order given
 */
export function scoreUnits(
  tree: SchemeTree,
  inputs: readonly UnitInput[],
  { weights, elapsedMonths = 12 }: ScoreOptions = {},
): UnitScore[] {
  return scoreSheet(tree, scoreLeaves(tree, inputs, elapsedMonths), weights);
}

/** The same from leaves that are scored already: leaf scores do not depend on weights. */
export const scoreSheet = (tree: SchemeTree, sheet: LeafSheet, weights?: readonly number[]): UnitScore[] => [
  ...eachScore(tree, sheet, weights),
];

/** The same one unit after the other, for who does something else in between. */
export function* eachScore(
  tree: SchemeTree,
  sheet: LeafSheet,
  weights: readonly number[] = tree.weights,
): Generator<UnitScore, void, undefined> {
  const columns = composeColumns(tree, sheet.inputs.length, (leaf) => sheet.columns[leaf] as LeafColumn, weights);
  const nominal = nominalWeights(tree, weights);
  for (const unit of sheet.inputs.keys()) {
    const isOut = sheet.screened[unit] !== null;
    const scores = tree.nodes.map((_node, index) => {
      const column = columns[index] ?? sheet.columns[index]?.scores;
      const score = column?.[unit] ?? Number.NaN;
      return isOut || Number.isNaN(score) ? null : score;
    });
    yield unitScore(tree, sheet, unit, scores, weights, nominal);
  }
}

function unitScore(
  tree: SchemeTree,
  sheet: LeafSheet,
  unit: number,
  scores: readonly (number | null)[],
  weights: readonly number[],
  nominal: readonly number[],
): UnitScore {
  const { document } = tree;
  const input = sheet.inputs[unit] as UnitInput;
  const rulings = input.adjustments ?? [];
  const nodes = nodeScores(tree, sheet, unit, scores, weights, nominal);
  const { coverage, reportedShare } = coverageOf(tree, nodes);
  const baseScore = scores[tree.root] ?? null;
  const { bonus, deduction, items } = adjustmentPoints(document, rulings, sheet.table, unit);
  const caps = vetoCaps(tree, (leaf) => ruledValue(sheet.columns[leaf] ?? null, unit), rulings);
  const isKnown = baseScore !== null && !isItemDamaged(document, sheet.table, unit);
  const score = !isKnown ? null : totalScore(tree, baseScore, { bonus, deduction }, caps);
  const partial = coverage === null || coverage < document.coverageThreshold;
  const printed = score === null ? null : printRounded(score, document.rounding.digits, document.rounding.mode);
  const graded = printed !== null && !partial;
  return {
    unit: input.unit,
    nodes,
    coverage,
    reportedShare,
    baseScore,
    bonus,
    deduction,
    items,
    score,
    printed,
    partial,
    screened: sheet.screened[unit] ?? null,
    grade: graded ? lowestOf(document.grades, stepAt(document.grades, Number(printed)), caps) : null,
    colour: graded && document.colours ? stepAt(document.colours, Number(printed)) : null,
    vetoes: caps.map(({ code }) => code),
  };
}

function nodeScores(
  tree: SchemeTree,
  sheet: LeafSheet,
  unit: number,
  scores: readonly (number | null)[],
  weights: readonly number[],
  nominal: readonly number[],
): NodeScore[] {
  const { effective, influence } = unitWeights(tree, scores, weights);
  const missing = missingByNode(tree, sheet, unit, scores);
  const input = sheet.inputs[unit] as UnitInput;
  return tree.nodes.map((node, index) => {
    const given = isLeaf(node) ? input.values.get(node.indicator) : undefined;
    const column = sheet.columns[index] ?? null;
    const score = scores[index] ?? null;
    return {
      code: node.code,
      value: given?.value ?? null,
      numerator: given?.numerator ?? null,
      denominator: given?.denominator ?? null,
      missing: missing[index] ?? null,
      filledBy: column?.prepared.imputed?.get(unit) ?? column?.filled?.get(unit) ?? null,
      score,
      weight: weights[index] as number,
      nominalWeight: nominal[index] as number,
      effectiveWeight: effective[index] as number,
      contribution: score === null ? null : ((influence[index] as number) * score) / 100,
    };
  });
}

/** Why each node has no value of its own; a leaf that scores without a value keeps its reason. */
function missingByNode(
  tree: SchemeTree,
  { columns, inputs }: LeafSheet,
  unit: number,
  scores: readonly (number | null)[],
): (MissingKind | null)[] {
  const missing: (MissingKind | null)[] = tree.nodes.map(() => null);
  for (let k = tree.topDown.length - 1; k >= 0; k -= 1) {
    const index = tree.topDown[k] as number;
    const column = columns[index];
    if (column !== null && column !== undefined) {
      missing[index] = ownMissing(column, inputs[unit]?.values.get(leafAt(tree, index).indicator), unit);
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
