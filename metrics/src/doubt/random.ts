/** Draws from [0, 1), each as likely as any other. */
export type Random = () => number;

const WORD = (1n << 64n) - 1n;

/**
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): spreads one number over as many as are needed, so that
 * neighbouring seeds start generators that have nothing in common.
 *
 * @returns the next 64 bits at every call
 */
export function splitMix64(seed: bigint): () => bigint {
  let state = seed & WORD;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & WORD;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & WORD;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & WORD;
    return mixed ^ (mixed >> 31n);
  };
}

/** FNV-1a, 64 bits, of a text's UTF-8 bytes: a seed in words. */
export function hashText(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & WORD;
  return hash;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, ACM Transactions on Mathematical Software 47, 2021): whole numbers
 * and shifts only, so the same state gives the same bytes in every browser.
 *
 * @param state four words of 32 bits, not all 0
 * @returns the next 32 bits, 0 … 2³² − 1, at every call
 * @throws RangeError if every word is 0: that generator stays at 0
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state.map((word) => word | 0) as [number, number, number, number];
  if ((a | b | c | d) === 0) throw new RangeError('xoshiro128 requires a state other than 0');
  return () => {
    const fives = Math.imul(b, 5);
    const result = Math.imul((fives << 7) | (fives >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/**
 * The generator behind everything here that draws: xoshiro128**, its state from the seed by SplitMix64.
 * A draw takes two words: 27 and 26 bits make the 53 of a double.
 *
 * @param seed a whole number from 0, or a text, of which 64 bits are kept
 * @throws RangeError if a number is not whole, negative, or beyond what a double holds exactly
 */
export function seededRandom(seed: number | string): Random {
  if (typeof seed === 'number' && !(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError('a seed requires a whole number from 0, or a text');
  }
  const spread = splitMix64(typeof seed === 'number' ? BigInt(seed) : hashText(seed));
  const [first, second] = [spread(), spread()];
  const words = [first, first >> 32n, second, second >> 32n].map((bits) => Number(bits & 0xffffffffn));
  const next = xoshiro128(words as [number, number, number, number]);
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}

/**
 * A generator of its own for each thing that is drawn: what one of them takes does not move the others,
 * so the same weights are drawn whether values are in doubt as well or not.
 */
export const randomStream = (seed: number | string, name: string): Random => seededRandom(`${String(seed)}/${name}`);
