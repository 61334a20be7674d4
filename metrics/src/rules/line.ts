import type { RuleSetting, Worked } from './setting.ts';
import { expression } from './expression.ts';

/**
 * A rule that is one straight line over one column:
 * score = clamp(worst + span × ((v − from) ÷ width), low, high).
 *
 * The engine's loop over a column and the rule itself go through it, so they agree to the last bit.
 */
export interface Linear {
  /** The value that scores `worst`, or, of a z-score, the mean. */
  readonly from: number;
  /** From there to the value that scores `worst + span`; negative where lower is better; not 0. */
  readonly width: number;
  readonly worst: number;
  readonly span: number;
  /** Scores are held inside these; infinite where they are open. */
  readonly low: number;
  readonly high: number;
}

/** Score of `v`. `NaN` stays `NaN`, so that a loop over a column need not look for absent values. */
export function applyLinear({ from, width, worst, span, low, high }: Linear, v: number): number {
  return Math.min(high, Math.max(low, worst + span * ((v - from) / width)));
}

/**
 * The line on which `from` scores the worst and `to` the best, held inside both.
 *
 * @param from differs from `to`
 */
export function lineBetween(from: number, to: number, range: RuleSetting['range']): Linear {
  const [worst, best] = range;
  return { from, width: to - from, worst, span: spanOf(range), low: worst, high: best };
}

/** Every value scores the best. */
export function flatLine(score: number): Linear {
  return { from: 0, width: 1, worst: score, span: 0, low: score, high: score };
}

/**
 * From the worst score to the best, so that the best is the literal one. The plain difference may,
 * added to the worst again, miss the best by a bit (0.1 and 0.7 and their like); what is missed is
 * added, and where even that falls short one bit more: a line is held at the best.
 */
export function spanOf([worst, best]: RuleSetting['range']): number {
  const plain = best - worst;
  const span = plain + (best - (worst + plain));
  return worst + span < best ? span + span * Number.EPSILON : span;
}

/**
 * The value nearest to `v`, on the better side, that scores the most the line gives: where a steep line meets it cannot
 * always be written as a double, and the nearest double may be a bit short of it.
 */
export function reachingHigh(line: Linear, v: number): number {
  const bit = Math.max(Math.abs(v), Math.abs(line.from)) * Number.EPSILON;
  let at = v;
  for (let bits = 0; bits < 4 && applyLinear(line, at) < line.high; bits += 1) at += Math.sign(line.width) * bit;
  return at;
}

/** `text`, which computes `raw`, held at the end of the line that it passed, if it passed one. */
export function heldExpression(text: string, raw: number, low: number, high: number): string {
  if (raw > high) return expression`min(${high}, ${text})`;
  if (raw < low) return expression`max(${low}, ${text})`;
  return text;
}

/** What a line's formula and numbers are, apart from its being held inside its ends. */
export interface LineText {
  readonly formula: string;
  readonly expression: string;
}

/** A line's arithmetic for `v`; `null` where the rule has no line. */
export function workLine(line: Linear | null, v: number, textOf: (line: Linear) => LineText): Worked | null {
  if (line === null) return null;
  const raw = applyLinear({ ...line, low: -Infinity, high: Infinity }, v);
  const text = textOf(line);
  return {
    score: applyLinear(line, v),
    formula: text.formula,
    expression: heldExpression(text.expression, raw, line.low, line.high),
  };
}

/**
 * The usual text of a line between two values: `s₀ + (s₁ − s₀) × (v − a) ÷ (b − a)`, where s₀ and s₁
 * are the scores of the worst and the best; mirrored, (b − v) ÷ (b − a), where lower is better.
 *
 * @param names of the smaller and the larger value, e.g. `min` and `max`
 */
export function betweenText(
  v: number,
  [lower, upper]: readonly [number, number],
  [lowerName, upperName]: readonly [string, string],
  { direction, range: [worst, best] }: Pick<RuleSetting, 'direction' | 'range'>,
): LineText {
  const scores = expression`${worst} + (${best} − ${worst})`;
  return direction === 'higher'
    ? {
        formula: `s₀ + (s₁ − s₀) × (v − ${lowerName}) ÷ (${upperName} − ${lowerName})`,
        expression: expression`${scores} × (${v} − ${lower}) ÷ (${upper} − ${lower})`,
      }
    : {
        formula: `s₀ + (s₁ − s₀) × (${upperName} − v) ÷ (${upperName} − ${lowerName})`,
        expression: expression`${scores} × (${upper} − ${v}) ÷ (${upper} − ${lower})`,
      };
}
