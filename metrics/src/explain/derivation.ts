import type { SchemeBranch } from '../scheme/document.ts';
import type { LeafColumn } from '../engine/leaf-column.ts';
import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { NodeScore, UnitScore } from '../engine/score.ts';
import type { RankedScore } from '../engine/rank.ts';
import { expression, printNumber } from '../rules/expression.ts';
import { workByRule } from '../rules/index.ts';
import { isLeaf, leafAt, type SchemeTree } from '../scheme/tree.ts';
import { stepOf, type DerivationStep } from './derivation-step.ts';
import { workMeanOf } from './imputed-value.ts';
import { preparationSteps } from './preparation-steps.ts';
import { totalSteps } from './total-steps.ts';

export type { DerivationStep } from './derivation-step.ts';

export interface Derivation {
  readonly unit: string;
  readonly node: string;
  /** From raw values to the node's score, children before parents; for the root on to the printed figure. */
  readonly steps: readonly DerivationStep[];
}

/**
 * How a figure came about, step by step, so that a page or a report can print it and a person can
 * check it with a calculator.
 *
 * @param sheet the leaves the score was computed from
 * @param score the same unit's score, with its rank where it has one
 * @param node code of the node; the root by default
 * @throws RangeError if the unit or the node is not there
 */
export function derive(
  tree: SchemeTree,
  sheet: LeafSheet,
  score: UnitScore | RankedScore,
  node: string = (tree.nodes[tree.root] as { code: string }).code,
): Derivation {
  const unit = sheet.inputs.findIndex((input) => input.unit === score.unit);
  const index = tree.indexOf.get(node);
  if (unit < 0 || index === undefined) throw new RangeError(`derive requires ${score.unit} and ${node} to be scored`);
  const steps = nodeSteps(tree, sheet, unit, score, index);
  if (index === tree.root) steps.push(...totalSteps(tree, sheet, unit, score));
  return { unit: score.unit, node, steps };
}

function nodeSteps(
  tree: SchemeTree,
  sheet: LeafSheet,
  unit: number,
  score: UnitScore,
  index: number,
): DerivationStep[] {
  const node = tree.nodes[index];
  if (node === undefined) return [];
  if (isLeaf(node)) return leafSteps(tree, sheet, unit, score.nodes[index] as NodeScore, index);
  const children = tree.children[index] as readonly number[];
  return [
    ...children.flatMap((child) => nodeSteps(tree, sheet, unit, score, child)),
    branchStep(node, children, score.nodes, index),
  ];
}

function leafSteps(tree: SchemeTree, sheet: LeafSheet, unit: number, own: NodeScore, index: number): DerivationStep[] {
  const leaf = leafAt(tree, index);
  const column = sheet.columns[index] as LeafColumn;
  const step = stepOf(leaf.code);
  const steps: DerivationStep[] = [];
  if (own.value === null) steps.push(step('absent', { missing: own.missing }));
  else if (own.numerator !== null && own.denominator !== null && own.denominator !== 0) {
    const factor = own.value / (own.numerator / own.denominator);
    const times = Number.isFinite(factor) ? expression` × ${Number(factor.toPrecision(12))}` : '';
    steps.push(
      step('value', {
        formula: 'numerator ÷ denominator × factor',
        expression: `${expression`${own.numerator} ÷ ${own.denominator}`}${times}`,
        result: own.value,
      }),
    );
  } else steps.push(step('value', { expression: printNumber(own.value), result: own.value }));
  steps.push(...preparationSteps(tree, sheet, index, column, unit));

  const given = column.prepared.values[unit] as number;
  if (!Number.isNaN(given)) {
    const worked = workByRule(column.rule, given, column.peersOf(unit), column.setting);
    if (worked !== null) {
      const { formula, expression: text, score: result } = worked;
      steps.push(step('rule', { formula, expression: text, result, by: column.rule.type }));
      return steps;
    }
    steps.push(step('absent', { missing: own.missing, by: column.rule.type }));
  }
  const action = column.filled?.get(unit);
  if (action !== undefined && own.score !== null)
    steps.push(
      step('fill', {
        expression: printNumber(own.score),
        ...(action === 'class-mean' && workMeanOf(classScores(sheet, column, unit), 'the class', own.score)),
        result: own.score,
        missing: own.missing,
        by: action,
      }),
    );
  return steps;
}

/** Scores of the unit's class that its rule gave; those filled in are no part of a class mean. */
const classScores = ({ table: { classOf } }: LeafSheet, { scores, filled }: LeafColumn, unit: number): Float64Array =>
  Float64Array.from(scores).filter((_score, row) => classOf[row] === classOf[unit] && filled?.has(row) !== true);

interface Part {
  readonly weight: number;
  readonly score: number;
}

function branchStep(
  branch: SchemeBranch,
  children: readonly number[],
  nodes: readonly NodeScore[],
  index: number,
): DerivationStep {
  const own = nodes[index] as NodeScore;
  const step = stepOf(branch.code);
  if (own.score === null) return step('absent', { missing: own.missing, ...whyAbsent(branch, children, nodes) });
  const parts = children.flatMap((child): Part[] => {
    const { weight, score } = nodes[child] as NodeScore;
    return score === null || weight === 0 ? [] : [{ weight, score }];
  });
  const allWeights = children.reduce((sum, child) => sum + (nodes[child] as NodeScore).weight, 0);
  const worked = workMean(branch, parts, allWeights, own.weight);
  return step('aggregate', { ...worked, result: own.score, by: branch.aggregate });
}

/** A branch with some children is absent because there are too few of them, counted without weights. */
function whyAbsent(
  { aggregate, coverageThreshold }: SchemeBranch,
  children: readonly number[],
  nodes: readonly NodeScore[],
): Pick<DerivationStep, 'formula' | 'expression' | 'result' | 'by'> {
  const present = children.filter((child) => nodes[child]?.score !== null).length;
  if (coverageThreshold === undefined || present === 0 || present / children.length >= coverageThreshold)
    return { formula: null, expression: null, result: null, by: aggregate };
  return {
    formula: `present ÷ children, below ${printNumber(coverageThreshold)}`,
    expression: `${present} ÷ ${children.length}`,
    result: present / children.length,
    by: 'coverageThreshold',
  };
}

/** The mean's formula and the same with the numbers in place; see `aggregate/mean.ts`. */
function workMean(
  { aggregate, exponent = 1 }: SchemeBranch,
  parts: readonly Part[],
  allWeights: number,
  ownWeight: number,
): { formula: string; expression: string } {
  const weights = `(${parts.map(({ weight }) => printNumber(weight)).join(' + ')})`;
  const summed = (term: (part: Part) => string): string => `(${parts.map(term).join(' + ')})`;
  const mean = `${summed(({ weight, score }) => expression`${weight} × ${score}`)} ÷ ${weights}`;
  const hasZero = parts.some(({ score }) => score === 0);
  switch (aggregate) {
    case 'arithmetic':
      return { formula: 'Σ w x ÷ Σ w', expression: mean };
    case 'sum':
      return {
        formula: 'Σ w x ÷ Σ w × (Σ of all w ÷ own points)',
        expression: ownWeight === 0 ? mean : `${mean} × ${expression`${allWeights} ÷ ${ownWeight}`}`,
      };
    case 'minimum':
      return { formula: 'min x', expression: `min(${parts.map(({ score }) => printNumber(score)).join(', ')})` };
    case 'geometric':
      // A logarithm of 0 is on no calculator; the mean's limit is.
      return hasZero
        ? { formula: '0, as a child is 0', expression: '0' }
        : {
            formula: 'exp(Σ w ln x ÷ Σ w)',
            expression: `exp(${summed(({ weight, score }) => expression`${weight} × ln(${score})`)} ÷ ${weights})`,
          };
    case 'harmonic':
      return hasZero
        ? { formula: '0, as a child is 0', expression: '0' }
        : {
            formula: 'Σ w ÷ Σ (w ÷ x)',
            expression: `${weights} ÷ ${summed(({ weight, score }) => expression`${weight} ÷ ${score}`)}`,
          };
    case 'generalised':
      return hasZero && (exponent < 0 || parts.every(({ score }) => score === 0))
        ? { formula: '0, as a child is 0', expression: '0' }
        : {
            formula: 'exp(ln(Σ w exp(p ln x) ÷ Σ w) ÷ p)',
            expression: `exp(ln(${summed(({ weight, score }) =>
              score === 0 ? '0' : expression`${weight} × exp(${exponent} × ln(${score}))`,
            )} ÷ ${weights}) ÷ ${printNumber(exponent)})`,
          };
  }
}
