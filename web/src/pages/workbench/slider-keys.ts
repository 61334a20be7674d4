/** Steps of a weight slider in hundredths of a point. */
const SMALL_STEP = 10;
const LARGE_STEP = 100;

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a key takes the slider: arrows 0.1 point, with Shift or as PageUp and PageDown 1 point, Home and End
 * to the limits.
 *
 * @returns hundredths inside `range`, or `null` for a key the slider does not use
 */
export function keyTarget(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  now: number,
  { from, to }: Range,
): number | null {
  const step = shiftKey ? LARGE_STEP : SMALL_STEP;
  const target: Readonly<Record<string, number>> = {
    ArrowRight: now + step,
    ArrowUp: now + step,
    ArrowLeft: now - step,
    ArrowDown: now - step,
    PageUp: now + LARGE_STEP,
    PageDown: now - LARGE_STEP,
    Home: from,
    End: to,
  };
  const wanted = target[key];
  return wanted === undefined ? null : Math.min(to, Math.max(from, wanted));
}

/**
 * Where the pointer stands on the track, in whole tenths of a point.
 *
 * @param x of the pointer, `left` and `width` of the track, all in pixels
 * @param full hundredths the whole track stands for
 */
export function pointerTarget(x: number, { left, width }: { left: number; width: number }, full: number): number {
  const share = width > 0 ? Math.min(1, Math.max(0, (x - left) / width)) : 0;
  return Math.round((share * full) / SMALL_STEP) * SMALL_STEP;
}

/**
 * Hundredths of what a person typed as points: `12`, `12.5`, `１２．５`, `12,5`.
 *
 * @returns `null` for anything that is not a number of at most two decimals
 */
export function parsePoints(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．，,。]/, '.');
  return /^\d{1,4}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}
