import { applyLinear, type Linear } from '../rules/index.ts';
import type { SchemeBranch } from '../scheme/document.ts';
import { meanFunction, powerMean, type MeanFunction } from './mean-function.ts';

/**
 * How a branch makes one score of its children's scores, over all units at once.
 *
 * With weights w of the present children and their sum W:
 *
 * | aggregation | score |
 * |---|---|
 * | arithmetic | Σ w x ÷ W |
 * | geometric | exp(Σ w ln x ÷ W) |
 * | harmonic | W ÷ Σ (w ÷ x) |
 * | generalised | exp(ln(Σ w exp(p ln x) ÷ W) ÷ p), exponent p ≠ 0 |
 * | minimum | the smallest x with w > 0 |
 * | sum | Σ w x ÷ W × (weights of all children ÷ the branch's own weight) |
 *
 * `sum` is a rubric's 合计得分: what the children earn, in points, as a share of the points the branch
 * is headed with, whether these add up or not; absent children hand their weight on as elsewhere.
 * Products are summed as logarithms, because a product of many scores leaves the range of a double, and powers
 * divided by the largest of them; `pow` is not used, whose last bit is not the same everywhere. A mean through
 * a function is held between the least and the greatest child, which its rounding may pass. A child at 0 makes a geometric,
 * harmonic or generalised (p < 0) mean 0, which is its limit. Sources: OECD/JRC Handbook (2008), step
 * 6; the means are those of COINr's `a_amean`, `a_gmean`, `a_hmean` and `a_genmean`, the last with
 * weights handed on where a child is absent, which COINr leaves missing.
 */
export interface Mean {
  /** Adds one child for every unit; NaN in `scores` is an absent child. Children come in document order. */
  add(scores: Float64Array, weight: number): void;
  /** The same for a child whose scores are one straight line over its values, without writing them down first. */
  addLine(values: Float64Array, line: Linear, weight: number): void;
  /** The branch's scores; NaN where no child with a weight is present. Called once. */
  finish(): Float64Array;
}

/** @param allWeights weight of all children together; only `sum` looks at it */
export function meanOf({ aggregate, exponent = 1, weight }: SchemeBranch, units: number, allWeights: number): Mean {
  switch (aggregate) {
    case 'arithmetic':
      return arithmetic(units, 1);
    case 'sum':
      return arithmetic(units, weight === 0 ? 1 : allWeights / weight);
    case 'geometric':
    case 'harmonic':
    case 'generalised':
      return throughFunction(units, meanFunction({ aggregate, exponent }));
    case 'minimum':
      return minimum(units);
  }
}

function arithmetic(units: number, factor: number): Mean {
  const sums = new Float64Array(units);
  const weights = new PresentWeights();
  return {
    add(scores, weight) {
      if (weight > 0) addScores(sums, scores, weight, weights.next(units, weight));
    },
    addLine(values, line, weight) {
      if (weight > 0) addScoresOnLine(sums, values, line, weight, weights.next(units, weight));
    },
    finish() {
      weights.divide(sums);
      if (factor !== 1) for (let u = 0; u < units; u += 1) sums[u] = (sums[u] as number) * factor;
      return sums;
    },
  };
}

/*
 * The loops every large index spends its time in. All they touch is a parameter, for what a closure
 * holds is read again in every turn; the numbers come out of a typed array, for V8 keeps those of
 * parameters and objects in boxes it opens in every turn; and they go over a block of units a call,
 * for what is called often is compiled in the first run instead of the tenth. Measured, that is four
 * to one.
 */
const BLOCK = 4096;

function addScores(sums: Float64Array, scores: Float64Array, weight: number, { word, bit }: Absence): void {
  const numbers = Float64Array.of(weight);
  for (let start = 0; start < sums.length; start += BLOCK) {
    addBlock(sums, scores, numbers, word, bit, start, Math.min(sums.length, start + BLOCK));
  }
}

function addBlock(
  sums: Float64Array,
  scores: Float64Array,
  numbers: Float64Array,
  word: Uint32Array,
  bit: number,
  start: number,
  end: number,
): void {
  const weight = numbers[0] as number;
  for (let u = start; u < end; u += 1) {
    const score = scores[u] as number;
    // NaN is the one number that is not itself: the child is absent.
    if (score === score) sums[u] = (sums[u] as number) + weight * score;
    else word[u] = (word[u] as number) | bit;
  }
}

function addScoresOnLine(
  sums: Float64Array,
  values: Float64Array,
  { from, width, worst, span, low, high }: Linear,
  weight: number,
  { word, bit }: Absence,
): void {
  const numbers = Float64Array.of(from, width, worst, span, low, high, weight);
  for (let start = 0; start < sums.length; start += BLOCK) {
    addBlockOnLine(sums, values, numbers, word, bit, start, Math.min(sums.length, start + BLOCK));
  }
}

function addBlockOnLine(
  sums: Float64Array,
  values: Float64Array,
  numbers: Float64Array,
  word: Uint32Array,
  bit: number,
  start: number,
  end: number,
): void {
  const from = numbers[0] as number;
  const width = numbers[1] as number;
  const worst = numbers[2] as number;
  const span = numbers[3] as number;
  const low = numbers[4] as number;
  const high = numbers[5] as number;
  const weight = numbers[6] as number;
  for (let u = start; u < end; u += 1) {
    const value = values[u] as number;
    if (value === value) {
      const free = worst + span * ((value - from) / width);
      const score = free < low ? low : free > high ? high : free;
      sums[u] = (sums[u] as number) + weight * score;
    } else word[u] = (word[u] as number) | bit;
  }
}

/** Where a child's absence is noted: a bit in each unit's word. */
interface Absence {
  readonly word: Uint32Array;
  readonly bit: number;
}

/**
 * The weights of each unit's present children, summed in the order of the children. Most children are
 * present, so only absent ones are written down: a bit each, in words of 32 children.
 */
class PresentWeights {
  readonly #weights: number[] = [];
  readonly #words: Uint32Array[] = [];

  /** @returns the word and the bit in which the next child's absence is noted */
  next(units: number, weight: number): Absence {
    const place = this.#weights.length % 32;
    if (place === 0) this.#words.push(new Uint32Array(units));
    this.#weights.push(weight);
    return { word: this.#words[this.#words.length - 1] as Uint32Array, bit: 1 << place };
  }

  /** Divides each unit's sum by its weights. Without a weight 0 ÷ 0 is NaN, which is what absent is. */
  divide(sums: Float64Array): void {
    divideByWeights(sums, this.#weights, this.#words);
  }
}

function divideByWeights(sums: Float64Array, weights: readonly number[], words: readonly Uint32Array[]): void {
  const [word] = words;
  // Many units share few patterns of absence: their weights are then summed once a pattern.
  if (word !== undefined && weights.length <= 16 && sums.length > 1 << weights.length) {
    const byPattern = patternWeights(weights);
    for (let start = 0; start < sums.length; start += BLOCK) {
      divideBlock(sums, word, byPattern, start, Math.min(sums.length, start + BLOCK));
    }
    return;
  }
  for (let u = 0; u < sums.length; u += 1) sums[u] = (sums[u] as number) / weightsOf(u, weights, words);
}

function divideBlock(sums: Float64Array, word: Uint32Array, byPattern: Float64Array, start: number, end: number): void {
  for (let u = start; u < end; u += 1) sums[u] = (sums[u] as number) / (byPattern[word[u] as number] as number);
}

/** Sum of the weights whose bit is not set, for every pattern of bits; in the order of the weights. */
function patternWeights(weights: readonly number[]): Float64Array {
  return Float64Array.from({ length: 1 << weights.length }, (_, pattern) =>
    weights.reduce((sum, weight, k) => (((pattern >>> k) & 1) === 0 ? sum + weight : sum), 0),
  );
}

function weightsOf(unit: number, weights: readonly number[], words: readonly Uint32Array[]): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k += 1) {
    const word = (words[k >> 5] as Uint32Array)[unit] as number;
    if (((word >>> (k & 31)) & 1) === 0) sum += weights[k] as number;
  }
  return sum;
}

/** The mean of what a function makes of the scores, brought back and held between the least and the greatest of them. */
function throughFunction(units: number, through: MeanFunction): Mean {
  const inside = through.sums === 'powers' ? powers(units, through.exponent) : arithmetic(units, 1);
  const mapped = new Float64Array(units);
  const least = new Float64Array(units).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
  const take = (scoreAt: (unit: number) => number, weight: number): void => {
    if (weight === 0) return;
    for (let u = 0; u < units; u += 1) {
      const score = scoreAt(u);
      const taken = through.of === null ? score : through.of(score);
      mapped[u] = taken;
      if (taken !== taken) continue;
      if (score < (least[u] as number)) least[u] = score;
      if (score > (greatest[u] as number)) greatest[u] = score;
    }
    inside.add(mapped, weight);
  };
  return {
    add: (scores, weight) => take((u) => scores[u] as number, weight),
    addLine: (values, line, weight) => take((u) => applyLinear(line, values[u] as number), weight),
    finish() {
      const scores = inside.finish();
      for (let u = 0; u < units; u += 1) {
        const score = scores[u] as number;
        const free = through.sums === 'mapped' ? through.back(score) : score;
        scores[u] = Math.min(greatest[u] as number, Math.max(least[u] as number, free));
      }
      return scores;
    },
  };
}

/** The mean of powers, given as logarithms. */
function powers(units: number, exponent: number): Pick<Mean, 'add' | 'finish'> {
  const columns: { readonly logs: Float64Array; readonly weight: number }[] = [];
  return {
    add: (logs, weight) => columns.push({ logs: logs.slice(), weight }),
    finish() {
      const [logs, weights] = [new Float64Array(columns.length), new Float64Array(columns.length)];
      return Float64Array.from({ length: units }, (_, u) => {
        let present = 0;
        for (const column of columns) {
          const log = column.logs[u] as number;
          if (log !== log) continue;
          logs[present] = log;
          weights[present] = column.weight;
          present += 1;
        }
        return powerMean(logs, weights, present, exponent);
      });
    },
  };
}

function minimum(units: number): Mean {
  const least = new Float64Array(units).fill(Number.NaN);
  const mapped = new Float64Array(units);
  return {
    addLine(values, line, weight) {
      for (let u = 0; u < units; u += 1) mapped[u] = applyLinear(line, values[u] as number);
      this.add(mapped, weight);
    },
    add(scores, weight) {
      if (weight === 0) return;
      for (let u = 0; u < units; u += 1) {
        const score = scores[u] as number;
        // Written so that the first present child replaces NaN.
        if (score === score && !((least[u] as number) <= score)) least[u] = score;
      }
    },
    finish: () => least,
  };
}
