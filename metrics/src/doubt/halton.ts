import type { Random } from './random.ts';

/**
 * A randomised Halton sequence: in dimension d the digits of the number n in the d-th prime, each digit's
 * place with a random permutation of its own, written behind the point (Owen, "A randomized Halton
 * algorithm in R", arXiv 1706.02808, 2017). It fills the cube more evenly than random points, for any
 * number of dimensions and points; each point by itself is uniform, so averages are without bias. Beyond
 * some forty dimensions it is no better than random points, and no worse.
 *
 * @param dimensions at least 1
 * @param random for the permutations
 * @returns the coordinate of point `n`, from 0, in dimension `d`, in [0, 1)
 */
export function haltonSequence(dimensions: number, random: Random): (n: number, d: number) => number {
  const bases = firstPrimes(dimensions);
  const permutations = bases.map((base) => Array.from({ length: digitsOf(base) }, () => permutation(base, random)));
  return (n, d) => {
    const base = bases[d] as number;
    let left = n;
    let weight = 1 / base;
    let sum = 0;
    for (const digits of permutations[d] ?? []) {
      sum += (digits[left % base] as number) * weight;
      left = Math.floor(left / base);
      weight /= base;
    }
    // The digits of a double are never all the highest, but their rounded sum may be 1.
    return Math.min(sum, 1 - Number.EPSILON / 2);
  };
}

/** As many digits as a double has. */
function digitsOf(base: number): number {
  let digits = 0;
  for (let size = 1; size < 9_007_199_254_740_992; size *= base) digits += 1;
  return digits;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}

/** Fisher and Yates. */
function permutation(length: number, random: Random): number[] {
  const order = Array.from({ length }, (_, k) => k);
  for (let k = length - 1; k > 0; k -= 1) {
    const other = Math.floor(random() * (k + 1));
    [order[k], order[other]] = [order[other] as number, order[k] as number];
  }
  return order;
}
