import { freeAt, scoreAt, type UnitPath } from './unit-path.ts';

/** Two scores this close are equal: far below what a rank sees, far above the rounding of the machine. */
const EQUAL = 1e-11;

export interface Crossing {
  /** Where the one catches up with the other. */
  readonly share: number;
  /** Where it leaves it behind: later than `share` only where both are held at the same floor or ceiling. */
  readonly until: number;
  /** −1: the first is behind before the crossing; 1: it is ahead. */
  readonly before: -1 | 1;
}

/**
 * Where two units change places between two shares, exactly: two fractions of straight lines are equal at
 * the roots of a quadratic, floors and ceilings cut the way into pieces. A tie that ends as it began is no
 * crossing.
 */
export function crossings(one: UnitPath, other: UnitPath, from: number, to: number): Crossing[] {
  if (!(from < to)) return [];
  const bends = [...bendsOf(one, from, to), ...bendsOf(other, from, to)];
  if (bends.length === 0 && one.q1 === 0 && other.q1 === 0) {
    // Two straight lines: the signs at the ends tell.
    const [start, end] = [difference(one, other, from), difference(one, other, to)];
    if (!(start < 0 && end > 0) && !(start > 0 && end < 0)) return [];
  }
  const pieces = [from, ...bends.sort((a, b) => a - b), to];
  const marks = pieces.flatMap((start, k) => {
    const end = pieces[k + 1];
    return end === undefined || !(start < end) ? [start] : [start, ...rootsBetween(one, other, start, end)];
  });
  return signChanges(one, other, marks);
}

const difference = (one: UnitPath, other: UnitPath, share: number): number =>
  scoreAt(one, share) - scoreAt(other, share);

/** Where, strictly between two shares, a path meets its floor or ceiling. */
export function bendsOf(path: UnitPath, from: number, to: number): number[] {
  const [first, last] = [freeAt(path, from), freeAt(path, to)];
  const [low, high] = first < last ? [first, last] : [last, first];
  // The path rises or falls all the way.
  return [path.floor, path.ceiling]
    .filter((level) => low < level && level < high)
    .map((level) => (level * path.q0 - path.p0) / (path.p1 - level * path.q1))
    .filter((share) => share > from && share < to);
}

/** Roots of the difference where neither path bends. */
function rootsBetween(one: UnitPath, other: UnitPath, from: number, to: number): number[] {
  const middle = (from + to) / 2;
  const [a, b] = [pieceAt(one, middle), pieceAt(other, middle)];
  const square = a.p1 * b.q1 - b.p1 * a.q1;
  const linear = a.p0 * b.q1 + a.p1 * b.q0 - b.p0 * a.q1 - b.p1 * a.q0;
  const constant = a.p0 * b.q0 - b.p0 * a.q0;
  return quadraticRoots(square, linear, constant)
    .filter((share) => share > from && share < to)
    .sort((x, y) => x - y);
}

/** The path as a fraction there, or the level it is held at. */
function pieceAt(path: UnitPath, share: number): Pick<UnitPath, 'p0' | 'p1' | 'q0' | 'q1'> {
  const free = freeAt(path, share);
  if (free > path.floor && free < path.ceiling) return path;
  return { p0: free <= path.floor ? path.floor : path.ceiling, p1: 0, q0: 1, q1: 0 };
}

/** a x² + b x + c = 0 without the loss of digits of −b ± √(b² − 4ac) where b is large. */
function quadraticRoots(a: number, b: number, c: number): number[] {
  const scale = Math.max(Math.abs(a), Math.abs(b), Math.abs(c));
  if (Math.abs(a) <= 1e-14 * scale) return b === 0 ? [] : [-c / b];
  const inside = b * b - 4 * a * c;
  if (inside < 0) return [];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(inside)) / 2;
  return q === 0 ? [0] : [q / a, c / q];
}

/** Of marks in rising order, those at which the difference has another sign afterwards. */
function signChanges(one: UnitPath, other: UnitPath, marks: readonly number[]): Crossing[] {
  const found: Crossing[] = [];
  let before = 0;
  let tiedFrom = Number.NaN;
  let last = Number.NaN;
  for (let k = 0; k + 1 < marks.length; k += 1) {
    const [start, end] = [marks[k] as number, marks[k + 1] as number];
    if (!(start < end)) continue;
    const middle = (start + end) / 2;
    const gap = difference(one, other, middle);
    const sign = Math.abs(gap) <= EQUAL ? 0 : Math.sign(gap);
    if (sign === 0) {
      if (Number.isNaN(tiedFrom)) tiedFrom = start;
      continue;
    }
    if (before !== 0 && sign !== before) {
      const isTied = !Number.isNaN(tiedFrom);
      const share = isTied ? tiedFrom : refine(one, other, last, middle, start);
      found.push({ share, until: isTied ? start : share, before: before > 0 ? 1 : -1 });
    }
    before = sign;
    tiedFrom = Number.NaN;
    last = middle;
  }
  return found;
}

/** A root to the last bit, between two shares whose differences have opposite signs, starting from a good guess. */
function refine(one: UnitPath, other: UnitPath, from: number, to: number, guess: number): number {
  const sign = Math.sign(difference(one, other, from));
  let [low, high, share] = [from, to, guess];
  for (let step = 0; step < 200; step += 1) {
    const gap = difference(one, other, share);
    if (gap === 0) return share;
    if (Math.sign(gap) === sign) low = share;
    else high = share;
    // Near the guess first, doubling the step away from it, then by halves.
    const width = Number.EPSILON * (1 << Math.min(step, 20)) * Math.max(1, Math.abs(guess));
    const near = Math.sign(gap) === sign ? share + width : share - width;
    const next = near > low && near < high ? near : (low + high) / 2;
    if (next <= low || next >= high) return share;
    share = next;
  }
  return share;
}
