import { useResizeObserver } from '@vueuse/core';
import { shallowRef, watch, type Ref } from 'vue';
import { stageOn, type Stage } from './parts/stage.ts';

/** Follows the size of `root` and gives the stage inside it, of no more scenes than there are. */
export function useStage(root: Readonly<Ref<HTMLElement | null>>, scenes: () => number): Ref<Stage> {
  const stage = shallowRef(stageOn(window.innerWidth, window.innerHeight, scenes()));
  useResizeObserver(root, ([entry]) => {
    if (entry) stage.value = stageOn(entry.contentRect.width, entry.contentRect.height, scenes());
  });
  watch(scenes, (count) => {
    const { clientWidth = window.innerWidth, clientHeight = window.innerHeight } = root.value ?? {};
    stage.value = stageOn(clientWidth, clientHeight, count);
  });
  return stage;
}
