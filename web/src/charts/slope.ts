/** One unit on both sides of a slope chart; a side without a rank has no place. */
export interface SlopeUnit {
  code: string;
  before: number | null;
  after: number | null;
}

export interface SlopeLine {
  code: string;
  /** Row numbers from 0, left and right. */
  from: number;
  to: number;
  isMoved: boolean;
}

export interface Slope {
  /** Codes from the top down. */
  left: string[];
  right: string[];
  /** The moved ones last, so that they lie on top. */
  lines: SlopeLine[];
}

/**
 * Lays two rankings beside each other: on each side one row a ranked unit, best first; units of one rank keep
 * the order they came in, so that a line slopes only where a rank changed or others came between.
 */
export function slopeOf(units: readonly SlopeUnit[]): Slope {
  const left = inOrder(units, ({ before }) => before);
  const leftRow = new Map(left.map((code, row) => [code, row]));
  const byLeft = [...units].sort(
    (a, b) => (leftRow.get(a.code) ?? units.length) - (leftRow.get(b.code) ?? units.length),
  );
  const right = inOrder(byLeft, ({ after }) => after);
  const rightRow = new Map(right.map((code, row) => [code, row]));
  const lines = units.flatMap(({ code, before, after }) => {
    const from = leftRow.get(code);
    const to = rightRow.get(code);
    return from === undefined || to === undefined ? [] : [{ code, from, to, isMoved: before !== after }];
  });
  lines.sort((a, b) => Number(a.isMoved) - Number(b.isMoved));
  return { left, right, lines };
}

function inOrder(units: readonly SlopeUnit[], rankOf: (unit: SlopeUnit) => number | null): string[] {
  return units
    .flatMap((unit) => {
      const rank = rankOf(unit);
      return rank === null ? [] : [{ code: unit.code, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ code }) => code);
}

/** A line from the middle of one row to the middle of another, level at both ends. */
export function slopePath({ from, to }: Pick<SlopeLine, 'from' | 'to'>, width: number, rowHeight: number): string {
  const y = (row: number) => (row + 0.5) * rowHeight;
  const bend = width * 0.45;
  return `M0 ${y(from)}C${bend} ${y(from)} ${width - bend} ${y(to)} ${width} ${y(to)}`;
}
