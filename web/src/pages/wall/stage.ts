/** The wall is designed once, at this size, and scaled as a whole. */
export const STAGE_WIDTH = 1920;
export const STAGE_HEIGHT = 1080;

/** The unit `--u` in CSS pixels: the largest at which the whole stage fits, so it is letterboxed, never stretched. */
export function stageUnit(width: number, height: number): number {
  return Math.min(width / STAGE_WIDTH, height / STAGE_HEIGHT);
}

/** Room for a scene, in stage units: the stage without its margins and header. */
const SCENE_WIDTH = 1840;
const SCENE_HEIGHT = 948;

/** How many times larger a panel of a scene fills the room for it. */
export function enlargement(width: number, height: number): number {
  return Math.min(SCENE_WIDTH / width, SCENE_HEIGHT / height);
}
