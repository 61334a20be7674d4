/**
 * The number below which a share of a standard normal distribution lies: Φ⁻¹(p), to about 16 digits.
 *
 * Algorithm AS 241, PPND16 (Wichura, Applied Statistics 37, 1988): one uniform draw makes one normal
 * draw, in the same order of size, which a quasi-random sequence needs. Rational functions, a root and
 * a logarithm only.
 *
 * @param probability strictly between 0 and 1
 * @throws RangeError if it is not
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError('normalQuantile requires a probability inside 0 … 1');
  const fromHalf = probability - 0.5;
  if (Math.abs(fromHalf) <= 0.425) {
    const r = 0.180625 - fromHalf * fromHalf;
    return (fromHalf * polynomial(CENTRE[0], r)) / polynomial(CENTRE[1], r);
  }
  const r = Math.sqrt(-Math.log(fromHalf < 0 ? probability : 1 - probability));
  const [above, below] = r <= 5 ? MIDDLE : TAIL;
  const from = r <= 5 ? 1.6 : 5;
  const size = polynomial(above, r - from) / polynomial(below, r - from);
  return fromHalf < 0 ? -size : size;
}

type Coefficients = readonly number[];

/** Highest power last. */
function polynomial(coefficients: Coefficients, x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

type Fraction = readonly [above: Coefficients, below: Coefficients];

const CENTRE: Fraction = [
  [
    3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
  ],
  [
    1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
    3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852545925e3,
  ],
];
const MIDDLE: Fraction = [
  [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
  ],
  [
    1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1,
    1.51986665636164571966e-2, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
];
const TAIL: Fraction = [
  [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1,
    2.6532189526576123093e-2, 1.2426609473880784386e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
];
