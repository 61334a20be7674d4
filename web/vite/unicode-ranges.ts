/** @param list of a `unicode-range`: `U+20-7e,U+4e00` */
export function readRanges(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    const from = Number.parseInt(first, 16);
    return Array.from({ length: Number.parseInt(last, 16) - from + 1 }, (_, place) => from + place);
  });
}

/** The shortest `unicode-range` of these code points. */
export function writeRanges(points: Iterable<number>): string {
  const ranges: { from: number; to: number }[] = [];
  for (const point of [...new Set(points)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.to === point - 1) last.to = point;
    else ranges.push({ from: point, to: point });
  }
  return ranges.map(({ from, to }) => `U+${from.toString(16)}${to === from ? '' : `-${to.toString(16)}`}`).join(',');
}
