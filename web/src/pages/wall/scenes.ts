/** The scenes of the wall in the order they are gone through. */
export const SCENES = ['overview', 'archives', 'platform'] as const;
export type SceneName = (typeof SCENES)[number];

/** The scene in `?scene=`; the first of those given where the address names none of them. */
export const sceneOfQuery = (value: unknown, given: readonly SceneName[] = SCENES): SceneName =>
  given.find((known) => known === value) ?? given[0] ?? SCENES[0];

/** The scene so many places on among those given, round and round. */
export function sceneBeside(scene: SceneName, step: number, given: readonly SceneName[] = SCENES): SceneName {
  const place = (given.indexOf(scene) + step + given.length) % given.length;
  return given[place] ?? scene;
}

const STEP_OF_KEY: Readonly<Record<string, number>> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/**
 * Where a key leads from a scene: digits to one of those given, as they are counted on the screen, arrows and the
 * keys of a page turner beside it.
 */
export function sceneOfKey(key: string, current: SceneName, given: readonly SceneName[] = SCENES): SceneName | null {
  const step = STEP_OF_KEY[key];
  if (step !== undefined) return sceneBeside(current, step, given);
  return /^[1-9]$/.test(key) ? (given[Number(key) - 1] ?? null) : null;
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
