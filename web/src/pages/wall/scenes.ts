/** The scenes of the wall in the order they are gone through. */
export const SCENES = ['overview', 'archives', 'platform'] as const;
export type SceneName = (typeof SCENES)[number];

/** The scene in `?scene=`; the first where the address names none. */
export const sceneOfQuery = (value: unknown): SceneName => SCENES.find((known) => known === value) ?? SCENES[0];

/** The scene so many places on, round and round. */
export function sceneBeside(scene: SceneName, step: number): SceneName {
  const place = (SCENES.indexOf(scene) + step + SCENES.length) % SCENES.length;
  return SCENES[place] ?? scene;
}

const STEP_OF_KEY: Readonly<Record<string, number>> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** Where a key leads from a scene: digits to a scene, arrows and the keys of a page turner beside it. */
export function sceneOfKey(key: string, current: SceneName): SceneName | null {
  const step = STEP_OF_KEY[key];
  if (step !== undefined) return sceneBeside(current, step);
  return /^[1-9]$/.test(key) ? (SCENES[Number(key) - 1] ?? null) : null;
}

/** Nobody reads a scene in less. */
const SHORTEST_TURN_S = 20;
const USUAL_TURN_S = 30;

/** Seconds a scene stays in `?carousel=`; `null` where the address does not ask for a carousel. */
export function carouselSeconds(value: unknown): number | null {
  if (typeof value !== 'string' || value === 'off') return null;
  const seconds = Number(value);
  return value === '' || !Number.isFinite(seconds) ? USUAL_TURN_S : Math.max(SHORTEST_TURN_S, seconds);
}
