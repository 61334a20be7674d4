import type { Explanation } from '../../api/types.ts';

export type ExplainedLeaf = NonNullable<Explanation['leaf']>;
export type ExplainedInput = ExplainedLeaf['inputs'][number];

/** How a number is printed; injected, so that the arithmetic reads in the reader's language. */
export type Print = (value: number) => string;

/**
 * The formula with its numbers: `29,893 ÷ 207,124 × 100 = 14.43`.
 *
 * @returns `null` when the value did not come from a numerator and a denominator
 */
export function numbersLine({ node, leaf }: Explanation, print: Print): string | null {
  if (node.numerator === null || node.denominator === null || node.value === null) return null;
  const factor = leaf?.factor ?? 1;
  const times = factor === 1 ? '' : ` × ${print(factor)}`;
  return `${print(Number(node.numerator))} ÷ ${print(Number(node.denominator))}${times} = ${print(node.value)}`;
}

/**
 * Where on its line of the rule the value fell: `0 + 60 × (14.43 − 10) ÷ (60 − 10) = 5.32`.
 *
 * @returns `null` for rules that are not piecewise, and beyond their first and last point
 */
export function segmentLine({ node, leaf }: Explanation, print: Print): string | null {
  const segment = leaf?.segment;
  if (!segment || node.value === null || node.score === null) return null;
  const [[fromValue, fromScore], [toValue, toScore]] = [segment.from, segment.to];
  if (fromValue === toValue) return null;
  const rise = toScore - fromScore;
  const sign = rise < 0 ? '−' : '+';
  return (
    `${print(fromScore)} ${sign} ${print(Math.abs(rise))} × (${print(node.value)} − ${print(fromValue)})` +
    ` ÷ (${print(toValue)} − ${print(fromValue)}) = ${print(node.score)}`
  );
}

/** The points of a piecewise rule as `10 → 0`, `60 → 60`, `95 → 100`. */
export function rulePoints({ rule }: ExplainedLeaf, print: Print): string[] {
  return rule?.type === 'piecewise' ? rule.points.map(([value, score]) => `${print(value)} → ${print(score)}`) : [];
}

/** `20% × 5.32 = 1.06`: what the node adds to the total. */
export function contributionLine({ node }: Explanation, print: Print): string | null {
  if (node.score === null || node.contribution === null) return null;
  return `${print(node.effectiveWeight)}% × ${print(node.score)} = ${node.printedContribution ?? print(node.contribution)}`;
}
