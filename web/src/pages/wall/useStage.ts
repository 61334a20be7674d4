import { onBeforeUnmount, onMounted, shallowRef, type Ref } from 'vue';
import { stageOn, type Stage } from './stage.ts';

/** Follows the size of `root` and gives the stage inside it. */
export function useStage(root: Readonly<Ref<HTMLElement | null>>): Ref<Stage> {
  const stage = shallowRef(stageOn(window.innerWidth, window.innerHeight));
  const observer = new ResizeObserver(([entry]) => {
    if (entry) stage.value = stageOn(entry.contentRect.width, entry.contentRect.height);
  });
  onMounted(() => root.value && observer.observe(root.value));
  onBeforeUnmount(() => observer.disconnect());
  return stage;
}
