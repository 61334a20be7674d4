/** The wall is designed once, at this size, and scaled as a whole. */
const STAGE_WIDTH = 1920;
const STAGE_HEIGHT = 1080;

/** Scenes there are to show side by side; more room only makes them larger. */
const MOST_PAGES = 3;

export interface Stage {
  /** The unit `--u` in CSS pixels: the largest at which the whole stage fits, so it is letterboxed, never stretched. */
  readonly unit: number;
  /** Scenes side by side: a 32:9 wall holds two, a 48:9 wall three. */
  readonly pages: number;
}

/** The stage on a screen of so many CSS pixels; `scenes` is how many there are to show. */
export function stageOn(width: number, height: number, scenes = MOST_PAGES): Stage {
  const pagesThatFit = Math.floor((width * STAGE_HEIGHT) / (height * STAGE_WIDTH));
  const pages = Math.max(1, Math.min(MOST_PAGES, scenes, pagesThatFit));
  return { unit: Math.min(width / (STAGE_WIDTH * pages), height / STAGE_HEIGHT), pages };
}

/** A smaller unit makes text of 22 units one nobody reads in the hand. */
const LEAST_UNIT = 0.68;

/** A stage below this is a picture of the wall: there is no room in it for anything. */
export const isPicture = (unit: number): boolean => unit < LEAST_UNIT / 2;

/**
 * An enlarged panel, so many times larger: it fills its scene. Where the stage is but a picture it fills the screen
 * instead, in a size that can be read.
 */
export const enlargedUnit = (unit: number, times: number): number => (isPicture(unit) ? LEAST_UNIT : unit * times);
