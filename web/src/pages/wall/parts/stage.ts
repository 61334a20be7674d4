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

/** Room for a scene, in stage units: the stage without its margins and header. */
const SCENE_WIDTH = 1840;
const SCENE_HEIGHT = 948;

/** How many times larger a panel of a scene fills the room for it. */
export function enlargement(width: number, height: number): number {
  return Math.min(SCENE_WIDTH / width, SCENE_HEIGHT / height);
}
