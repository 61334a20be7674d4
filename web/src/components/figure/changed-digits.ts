/**
 * Positions in `now` whose character differs from the one at the same place in `before`,
 * places counted from the right so that a carry does not move the digits it leaves alone.
 */
export function changedDigits(before: string, now: string): number[] {
  const shift = before.length - now.length;
  return [...now].flatMap((character, index) => (character === before[index + shift] ? [] : [index]));
}
