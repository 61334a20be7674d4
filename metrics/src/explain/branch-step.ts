import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { NodeScore, UnitScore } from '../engine/score.ts';
import { expression, printNumber } from '../rules/expression.ts';
import type { SchemeBranch } from '../scheme/document.ts';
import { branchAt, type SchemeTree } from '../scheme/tree.ts';
import { stepOf, type DerivationStep } from './derivation-step.ts';

interface Part {
  readonly weight: number;
  readonly score: number;
}

/** The mean of a branch's children, or why there is none. */
export function branchStep(
  tree: SchemeTree,
  sheet: LeafSheet,
  unit: number,
  { nodes, screened }: UnitScore,
  index: number,
): DerivationStep {
  const branch = branchAt(tree, index);
  const children = tree.children[index] as readonly number[];
  const own = nodes[index] as NodeScore;
  const step = stepOf(branch.code);
  if (own.score === null) {
    const { missing } = own;
    if (screened !== null && index === tree.root)
      return step('absent', { what: 'screened', reason: screened }, { missing, by: 'screening' });
    if (children.some((child) => sheet.columns[child]?.blocks?.[unit] === 1 && isWeighed(nodes[child])))
      return step('absent', { what: 'group' }, { missing, by: 'absent' });
    return (
      absentForCoverage(branch, children, nodes, missing) ??
      step('absent', { what: 'children', missing }, { missing, by: branch.aggregate })
    );
  }
  const weighed = children.filter((child) => isWeighed(nodes[child]));
  const parts = weighed.flatMap((child): Part[] => {
    const { weight, score } = nodes[child] as NodeScore;
    return score === null ? [] : [{ weight, score }];
  });
  const allWeights = children.reduce((sum, child) => sum + (nodes[child] as NodeScore).weight, 0);
  const { isZeroed, ...worked } = workMean(branch, parts, allWeights, own.weight);
  const { aggregate, exponent = 1 } = branch;
  return step(
    'aggregate',
    { mean: aggregate, exponent, children: weighed.length, present: parts.length, isZeroed },
    { ...worked, ...shownOfOne(aggregate, parts), result: own.score, by: aggregate },
  );
}

/** Any mean of one value is that value, and nobody wants to see its logarithm. */
function shownOfOne(aggregate: SchemeBranch['aggregate'], parts: readonly Part[]): { readonly shown?: string } {
  const [only] = parts;
  if (only === undefined || parts.length > 1 || aggregate === 'sum' || aggregate === 'minimum') return {};
  return { shown: expression`${only.weight} × ${only.score} ÷ ${only.weight}` };
}

const isWeighed = (node: NodeScore | undefined): boolean => node !== undefined && node.weight > 0;

/** A branch with some children is absent because there are too few of them, counted without weights. */
function absentForCoverage(
  { code, coverageThreshold: threshold }: SchemeBranch,
  children: readonly number[],
  nodes: readonly NodeScore[],
  missing: NodeScore['missing'],
): DerivationStep | null {
  const present = children.filter((child) => nodes[child]?.score !== null).length;
  if (threshold === undefined || present === 0 || present / children.length >= threshold) return null;
  return stepOf(code)(
    'absent',
    { what: 'coverage', present, children: children.length, threshold },
    {
      formula: `present ÷ children, below ${printNumber(threshold)}`,
      expression: `${present} ÷ ${children.length}`,
      result: present / children.length,
      missing,
      by: 'coverageThreshold',
    },
  );
}

interface WorkedMean {
  readonly formula: string;
  readonly expression: string;
  readonly isZeroed: boolean;
}

const ZEROED: WorkedMean = { formula: '0, as a child is 0', expression: '0', isZeroed: true };

/** The mean's formula and the same with the numbers in place; see `aggregate/mean.ts`. */
function workMean(
  { aggregate, exponent = 1 }: SchemeBranch,
  parts: readonly Part[],
  allWeights: number,
  ownWeight: number,
): WorkedMean {
  const weights = `(${parts.map(({ weight }) => printNumber(weight)).join(' + ')})`;
  const summed = (term: (part: Part) => string): string => `(${parts.map(term).join(' + ')})`;
  const mean = `${summed(({ weight, score }) => expression`${weight} × ${score}`)} ÷ ${weights}`;
  const hasZero = parts.some(({ score }) => score === 0);
  const worked = (formula: string, text: string): WorkedMean => ({ formula, expression: text, isZeroed: false });
  switch (aggregate) {
    case 'arithmetic':
      return worked('Σ w x ÷ Σ w', mean);
    case 'sum':
      return worked(
        'Σ w x ÷ Σ w × (Σ of all w ÷ own points)',
        ownWeight === 0 ? mean : `${mean} × ${expression`${allWeights} ÷ ${ownWeight}`}`,
      );
    case 'minimum':
      return worked('min x', `min(${parts.map(({ score }) => printNumber(score)).join(', ')})`);
    case 'geometric':
      // A logarithm of 0 is on no calculator; the mean's limit is.
      if (hasZero) return ZEROED;
      return worked(
        'exp(Σ w ln x ÷ Σ w)',
        `exp(${summed(({ weight, score }) => expression`${weight} × ln(${score})`)} ÷ ${weights})`,
      );
    case 'harmonic':
      if (hasZero) return ZEROED;
      return worked(
        'Σ w ÷ Σ (w ÷ x)',
        `${weights} ÷ ${summed(({ weight, score }) => expression`${weight} ÷ ${score}`)}`,
      );
    case 'generalised': {
      if (hasZero && (exponent < 0 || parts.every(({ score }) => score === 0))) return ZEROED;
      // X counts most: its power is 1, and nothing overflows on the way.
      const scores = parts.map(({ score }) => score);
      const most = exponent > 0 ? Math.max(...scores) : Math.min(...scores);
      return worked(
        'X × exp(ln(Σ w exp(p ln(x ÷ X)) ÷ Σ w) ÷ p)',
        expression`${most} × exp(ln(${summed(({ weight, score }) =>
          score === 0 ? '0' : expression`${weight} × exp(${exponent} × ln(${score} ÷ ${most}))`,
        )} ÷ ${weights}) ÷ ${exponent})`,
      );
    }
  }
}
