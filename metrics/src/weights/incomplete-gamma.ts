/**
 * Upper share Q(a, x) = Γ(a, x) ÷ Γ(a) of the regularised incomplete gamma function, in [0, 1]: by its
 * series below a + 1, by its continued fraction above (Press et al., Numerical Recipes, §6.2). Relative error
 * about 1e-13.
 *
 * @param a above 0
 * @param x at least 0
 * @throws RangeError if either is out of range
 */
export function upperGammaShare(a: number, x: number): number {
  if (!(a > 0 && Number.isFinite(a))) throw new RangeError('upperGammaShare requires a finite a above 0');
  if (!(x >= 0)) throw new RangeError('upperGammaShare requires an x of at least 0');
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? Math.max(0, 1 - scale * lowerSeries(a, x)) : scale * upperFraction(a, x);
}

/** P(χ² ≥ x) for a whole number of degrees of freedom. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  return upperGammaShare(degreesOfFreedom / 2, x / 2);
}

const MOST_TERMS = 10_000;

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's way through the fraction, which needs no guess of where to begin. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = numerator * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + numerator / c;
    c = Math.abs(c) < tiny ? tiny : c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

/** C. Lanczos, SIAM J. Numer. Anal. 1, 1964, with g = 7: the terms after the constant one. */
const LANCZOS: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(a) for a above 0. */
function logGamma(a: number): number {
  // Below one half the sum loses digits; one step up the recursion brings it there.
  if (a < 0.5) return logGamma(a + 1) - Math.log(a);
  const sum = LANCZOS.reduce((total, term, k) => total + term / (a + k), 0.99999999999980993);
  const base = a + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (a - 0.5) * Math.log(base) - base + Math.log(sum);
}
