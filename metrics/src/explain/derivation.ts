import type { IndicatorValue } from '../engine/indicator-value.ts';
import type { LeafColumn } from '../engine/leaf-column.ts';
import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { NodeScore, UnitScore } from '../engine/score.ts';
import type { RankedScore } from '../engine/rank.ts';
import { calculate } from '../language/calculator.ts';
import { isWithinDust } from '../language/figure.ts';
import { MISSING_KINDS } from '../language/missing.ts';
import { expression, printNumber } from '../rules/expression.ts';
import { definitionOf, wordsOfRule, workByRule } from '../rules/index.ts';
import { isLeaf, leafAt, type MissingPlan, type SchemeTree } from '../scheme/tree.ts';
import { branchStep } from './branch-step.ts';
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
    branchStep(tree, sheet, unit, score, index),
  ];
}

/** How an indicator's value came about: the quotient of its parts, the amount, or why there is none. */
export function valueStep(
  node: string,
  { value, missing, numerator, denominator, quotient }: IndicatorValue,
  then: 'reweight' | 'absent' | null = null,
): DerivationStep {
  const step = stepOf(node);
  if (value === null) return step('absent', { what: 'value', missing, then }, { missing });
  if (numerator === null || denominator === null || denominator === 0)
    return step('value', { value, quotient: null }, { expression: printNumber(value), result: value });
  const { factor, digits } = quotient ?? { factor: factorBetween(value, numerator / denominator), digits: null };
  const divided = `${expression`${numerator} ÷ ${denominator}`}${factor === 1 || factor === null ? '' : expression` × ${factor}`}`;
  return step(
    'value',
    { value, quotient: { factor, digits } },
    {
      formula: 'numerator ÷ denominator × factor',
      expression: digits === null ? divided : roundedExpression(divided, digits, value),
      shown: divided,
      result: value,
    },
  );
}

/** Where the value is given and the factor is not: what lies between the two; `null` where there is nothing. */
function factorBetween(value: number, share: number): number | null {
  const factor = Number((value / share).toPrecision(12));
  return Number.isFinite(factor) ? factor : null;
}

/** A value that is rounded half-up; where binary arithmetic stands in the way of that, the value itself. */
function roundedExpression(text: string, digits: number, value: number): string {
  const unit = 10 ** digits;
  const rounded = digits === 0 ? `floor(${text} + 0.5)` : expression`floor(${text} × ${unit} + 0.5) ÷ ${unit}`;
  return isWithinDust(calculate(rounded), value) ? rounded : printNumber(value);
}

function leafSteps(tree: SchemeTree, sheet: LeafSheet, unit: number, own: NodeScore, index: number): DerivationStep[] {
  const leaf = leafAt(tree, index);
  const column = sheet.columns[index] as LeafColumn;
  const step = stepOf(leaf.code);
  const then = thenOf(tree, column, unit, own, index);
  const quotient = sheet.inputs[unit]?.values.get(leaf.indicator)?.quotient;
  const steps = [valueStep(leaf.code, { ...own, ...(quotient && { quotient }) }, then)];
  steps.push(...preparationSteps(tree, sheet, index, column, unit, then));

  const ruled = column.prepared.values[unit] as number;
  if (!Number.isNaN(ruled)) {
    const peers = column.peersOf(unit);
    const worked = workByRule(column.rule, ruled, peers, column.setting);
    if (worked !== null) {
      const { formula, expression: text, score: result } = worked;
      const words = wordsOfRule(column.rule, ruled, peers, column.setting);
      steps.push(
        step(
          'rule',
          { ...words, isLogged: column.prepared.logged },
          { formula, expression: text, result, by: column.rule.type },
        ),
      );
      return steps;
    }
    const reference = definitionOf(column.rule).reference?.(column.rule);
    const lacksIt = reference !== undefined && peers.valueOf(reference) === null;
    steps.push(
      step(
        'absent',
        { what: 'score', missing: own.missing, then, ...(lacksIt && { reference }) },
        { missing: own.missing, by: column.rule.type },
      ),
    );
  }
  const action = column.filled?.get(unit);
  if (action !== undefined && own.score !== null)
    steps.push(
      step(
        'fill',
        { action, missing: own.missing, score: own.score },
        {
          expression: printNumber(own.score),
          ...(action === 'class-mean' && workMeanOf(classScores(sheet, column, unit), 'the class', own.score)),
          result: own.score,
          missing: own.missing,
          by: action,
        },
      ),
    );
  return steps;
}

/** What the want of a value does to the branch above; `null` where something stands in for it. */
function thenOf(
  tree: SchemeTree,
  column: LeafColumn,
  unit: number,
  { score, missing, weight }: NodeScore,
  index: number,
): 'reweight' | 'absent' | null {
  if (score !== null) return null;
  const plan = tree.missingPlans[index] as MissingPlan;
  const kind = missing ?? MISSING_KINDS[column.missing?.[unit] ?? -1] ?? 'no-source';
  return plan[kind] === 'absent' && weight > 0 ? 'absent' : 'reweight';
}

/** Scores of the unit's class that its rule gave; those filled in are no part of a class mean. */
const classScores = ({ table: { classOf } }: LeafSheet, { scores, filled }: LeafColumn, unit: number): Float64Array =>
  Float64Array.from(scores).filter((_score, row) => classOf[row] === classOf[unit] && filled?.has(row) !== true);
