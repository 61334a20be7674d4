/**
 * Standing of an observation, weakest first (the measurement contract, §5):
 * inspected 现场核查 > reported 审核通过 > pulled 自动采集 > published 公开资料 > demo 演示数据.
 */
export const STANDINGS = ['demo', 'published', 'pulled', 'reported', 'inspected'] as const;

export type Standing = (typeof STANDINGS)[number];

/**
 * Provenance of anything derived: that of its weakest input, so one demo value in gives demo out.
 *
 * @returns `null` for no inputs
 */
export function weakestStanding(standings: Iterable<Standing | null>): Standing | null {
  let weakest: Standing | null = null;
  for (const standing of standings) {
    if (standing === null) continue;
    if (weakest === null || STANDINGS.indexOf(standing) < STANDINGS.indexOf(weakest)) weakest = standing;
  }
  return weakest;
}
