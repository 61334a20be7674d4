/**
 * Full reciprocal matrix: `matrix[i][j]` says how many times item i outweighs item j, the diagonal is 1
 * and `matrix[j][i]` is exactly `1 / matrix[i][j]` of the side that is at least 1.
 */
export type Judgements = readonly (readonly number[])[];

/** As collected: `null` where nobody judged. */
export type PartialJudgements = readonly (readonly (number | null)[])[];

/** One cell that cannot be used, and how to mend it. Indices count from 0, the words from 1. */
export interface JudgementFault {
  readonly row: number;
  readonly column: number;
  readonly code: 'shape' | 'missing' | 'out-of-range' | 'diagonal' | 'not-reciprocal';
  readonly message: string;
}

type Parsed<Matrix> =
  { readonly ok: true; readonly matrix: Matrix } | { readonly ok: false; readonly faults: readonly JudgementFault[] };

const MIN_ITEMS = 2;
/** The random index tables end here. */
const MAX_ITEMS = 15;
/** A ratio past this is a slip of the finger, and far past it sums overflow. */
const LARGEST = 1000;

/** The 17 values of Saaty's scale, ascending: 1/9 … 1/2, 1, 2 … 9. */
export const JUDGEMENT_SCALE: readonly number[] = [
  ...[9, 8, 7, 6, 5, 4, 3, 2].map((value) => 1 / value),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9],
];

/**
 * Reads a judgement matrix with every pair judged.
 *
 * @param rows n × n for 2 to 15 items, one side of a pair may be `null`; or the upper triangle alone,
 *   n − 1 rows of n − 1, n − 2 … 1 judgements, the first row comparing item 1 with items 2 … n
 * @returns the matrix with exact reciprocals, or every fault with its cell and the mend. The smaller of
 *   two reciprocals may be off by 0.0001, as one typed with four digits is, and by a thousandth of itself
 */
export function parseJudgements(rows: PartialJudgements): Parsed<Judgements> {
  const parsed = parsePartialJudgements(rows);
  if (!parsed.ok) return parsed;
  const faults: JudgementFault[] = [];
  const matrix = parsed.matrix.map((line, row) =>
    line.map((value, column) => {
      if (value !== null) return value;
      if (row < column) faults.push(fault(row, column, 'missing', 'is not judged; compare the two items'));
      return 1;
    }),
  );
  return faults.length > 0 ? { ok: false, faults } : { ok: true, matrix };
}

/** Like {@link parseJudgements}, for one of several experts: a pair without a judgement stays `null` on both sides. */
export function parsePartialJudgements(rows: PartialJudgements): Parsed<PartialJudgements> {
  const full = isTriangle(rows) ? squareOf(rows) : rows;
  const shape = shapeFault(full);
  if (shape !== null) return { ok: false, faults: [shape] };
  const faults: JudgementFault[] = [];
  const matrix: (number | null)[][] = full.map((line) => line.map(() => null));
  full.forEach((line, row) => {
    line.forEach((value, column) => {
      const found = cellFault(full, row, column);
      if (found !== null) faults.push(found);
      const other = full[column]?.[row] ?? null;
      const cells = matrix[row] as (number | null)[];
      if (row === column) cells[column] = 1;
      // The side of at least 1 is what people mean: 3 has no rounding in it, 0.3333 has.
      else if (value !== null) cells[column] = other !== null && other > value ? 1 / other : value;
      else if (other !== null) cells[column] = 1 / other;
    });
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, matrix };
}

/**
 * The matrix of {@link parseJudgements}, for callers that have checked already.
 *
 * @throws RangeError naming the first cell that is wrong and its mend
 */
export function requireJudgements(rows: PartialJudgements): Judgements {
  const parsed = parseJudgements(rows);
  if (parsed.ok) return parsed.matrix;
  throw new RangeError(parsed.faults[0]?.message ?? 'judgements cannot be read');
}

function isTriangle(rows: PartialJudgements): boolean {
  return rows.length > 0 && rows.every((line, row) => line.length === rows.length - row);
}

function squareOf(upper: PartialJudgements): (number | null)[][] {
  const size = upper.length + 1;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) =>
      row === column ? 1 : row < column ? (upper[row]?.[column - row - 1] ?? null) : null,
    ),
  );
}

function shapeFault(rows: PartialJudgements): JudgementFault | null {
  const size = rows.length;
  if (size < MIN_ITEMS || size > MAX_ITEMS) {
    const message = `a judgement matrix compares ${MIN_ITEMS} to ${MAX_ITEMS} items, not ${size}; split the items into groups`;
    return { row: 0, column: 0, code: 'shape', message };
  }
  const row = rows.findIndex((line) => line.length !== size);
  if (row === -1) return null;
  const length = rows[row]?.length ?? 0;
  const message = `row ${row + 1} has ${length} judgements; give it ${size}, or give the upper triangle alone`;
  return { row, column: Math.min(length, size - 1), code: 'shape', message };
}

function cellFault(rows: PartialJudgements, row: number, column: number): JudgementFault | null {
  const value = rows[row]?.[column] ?? null;
  if (value === null) return null;
  if (!(value >= 1 / LARGEST && value <= LARGEST)) {
    return fault(row, column, 'out-of-range', `is ${value}; give a positive ratio, on the scale from 1/9 to 9`);
  }
  if (row === column) {
    return value === 1 ? null : fault(row, column, 'diagonal', `is ${value}; an item compared with itself is 1`);
  }
  const other = rows[column]?.[row] ?? null;
  if (row > column || other === null || !(other > 0)) return null;
  const [small, large] = value < other ? [value, other] : [other, value];
  const isReciprocal = Math.abs(small - 1 / large) <= Math.min(1e-4, 1e-3 / large);
  if (isReciprocal) return null;
  const mend = `is ${value} but row ${column + 1}, column ${row + 1} is ${other}; make that one ${1 / value}`;
  return fault(row, column, 'not-reciprocal', mend);
}

function fault(row: number, column: number, code: JudgementFault['code'], words: string): JudgementFault {
  return { row, column, code, message: `row ${row + 1}, column ${column + 1} ${words}` };
}
