/**
 * A number in [0, 1) decided by its name alone: the same name gives the same number in every run, on
 * every machine, whatever was drawn before it. So a longer run never changes an earlier month.
 * FNV-1a over the name, then the finaliser of MurmurHash3 to spread neighbouring names.
 */
export function chance(...name: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const char of name.join('|')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** {@link chance} stretched to [low, high). */
export const between = (low: number, high: number, ...name: readonly string[]): number =>
  low + (high - low) * chance(...name);

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
