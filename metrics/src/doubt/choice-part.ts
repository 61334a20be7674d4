import type { Random } from './random.ts';

/** One thing in doubt, drawn on its own. */
export interface Part {
  /** Where in the plan it stands, and what it is about: `weights/P1`, `rules/0/LPI`. */
  readonly name: string;
  /** How many uniform draws it takes. */
  readonly takes: number;
  readonly draw: (random: Random) => void;
}

/** The scheme's own way, where the number of an alternative would stand. */
export const OWN = -1;

/**
 * Alternatives to choose among, one choice for each place or one for all of them together.
 */
export class Choices {
  readonly parts: readonly Part[];
  /** By place: number of the alternative chosen, or {@link OWN}. */
  readonly chosen: Int32Array;
  readonly names: readonly string[];

  /** @param codes of the places @param prefix of the names of the parts */
  constructor(
    codes: readonly string[],
    {
      alternatives,
      keepOwn = true,
      together = false,
    }: { alternatives: readonly unknown[]; keepOwn?: boolean; together?: boolean },
    prefix: string,
  ) {
    const chosen = new Int32Array(codes.length).fill(OWN);
    const first = keepOwn ? OWN : 0;
    const count = alternatives.length - first;
    const pick = (random: Random): number => first + Math.floor(random() * count);
    this.chosen = chosen;
    this.names = codes.map((code) => `${prefix}/${code}`);
    this.parts = together
      ? [{ name: prefix, takes: 1, draw: (random) => chosen.fill(pick(random)) }]
      : this.names.map((name, place) => ({ name, takes: 1, draw: (random) => (chosen[place] = pick(random)) }));
  }
}
