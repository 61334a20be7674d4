import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import type { Standing } from '@dangzhi/metrics';
import type { Scene } from '../../../api/types.ts';

interface Wall {
  /** Unit of the stage, or of an enlarged panel, in CSS pixels. */
  unit: ComputedRef<number>;
  /** What the figures are about. */
  scene: ComputedRef<Pick<Scene, 'period' | 'county'>>;
}

const WALL: InjectionKey<Wall> = Symbol('the scene a panel stands in');
const MARKS: InjectionKey<ComputedRef<boolean>> = Symbol('whether each figure carries its own mark');

/** Called by a scene for the panels in it. */
export function provideWall(scene: () => Wall['scene']['value'], unit: () => number): void {
  provide(WALL, { unit: computed(unit), scene: computed(scene) });
}

export function useWall(): Wall {
  const wall = inject(WALL);
  if (wall === undefined) throw new TypeError('useWall requires a scene that called provideWall');
  return wall;
}

/** Called by a panel that is drawn larger: what is in it is measured in its unit. */
export function provideUnit(unit: () => number): void {
  provide(WALL, { ...useWall(), unit: computed(unit) });
}

/**
 * Called by a panel: one mark in its head where all its figures have the same standing, else one beside each.
 *
 * @returns the one standing, or `null`
 */
export function provideStanding(
  figures: () => readonly { provenance: Standing | null }[],
): ComputedRef<Standing | null> {
  const standings = computed(() => new Set(figures().flatMap(({ provenance }) => provenance ?? [])));
  provide(
    MARKS,
    computed(() => standings.value.size > 1),
  );
  return computed(() => (standings.value.size === 1 ? ([...standings.value][0] ?? null) : null));
}

export const useMarks = (): ComputedRef<boolean> => inject(MARKS) ?? computed(() => false);
