/** A rule's line as it is drawn: the values it names, and the path through them. */
export interface GoalpostDrawing {
  /** Points of the line, per cent of the width and of the height, from the left. */
  readonly line: readonly (readonly [x: number, y: number])[];
  /** The named values with where they stand. */
  readonly posts: readonly { readonly value: number; readonly score: number; readonly x: number; readonly y: number }[];
}

/** Room on either side of the outermost value, per cent of the width: the line goes on level. */
const MARGIN = 12;

/**
 * The line of a piecewise rule from the least value to the greatest; beyond them the score stays what it is.
 * 100 points lie at the top.
 *
 * @param points [value, score], in any order; scores 0..100
 */
export function goalpostDrawing(points: readonly (readonly [number, number])[]): GoalpostDrawing {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  const first = sorted[0]?.[0] ?? 0;
  const span = (sorted.at(-1)?.[0] ?? 1) - first || 1;
  const posts = sorted.map(([value, score]) => ({
    value,
    score,
    x: MARGIN + ((100 - 2 * MARGIN) * (value - first)) / span,
    y: 100 - score,
  }));
  const ends = [posts[0], posts.at(-1)];
  return {
    posts,
    line: [
      ...(ends[0] ? [[0, ends[0].y] as const] : []),
      ...posts.map(({ x, y }) => [x, y] as const),
      ...(ends[1] ? [[100, ends[1].y] as const] : []),
    ],
  };
}
