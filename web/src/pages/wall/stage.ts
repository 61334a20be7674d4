/** The wall is designed once, at this size, and scaled as a whole. */
export const STAGE_WIDTH = 1920;
export const STAGE_HEIGHT = 1080;

/** The unit `--u` in CSS pixels: the largest at which the whole stage fits, so it is letterboxed, never stretched. */
export function stageUnit(width: number, height: number): number {
  return Math.min(width / STAGE_WIDTH, height / STAGE_HEIGHT);
}
