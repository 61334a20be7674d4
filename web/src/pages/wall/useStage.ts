import { onBeforeUnmount, onMounted, shallowRef, type Ref } from 'vue';
import { stageUnit } from './stage.ts';

/** Follows the size of `root` and gives the unit of the stage inside it. */
export function useStage(root: Readonly<Ref<HTMLElement | null>>): Ref<number> {
  const unit = shallowRef(stageUnit(window.innerWidth, window.innerHeight));
  const observer = new ResizeObserver(([entry]) => {
    if (entry) unit.value = stageUnit(entry.contentRect.width, entry.contentRect.height);
  });
  onMounted(() => root.value && observer.observe(root.value));
  onBeforeUnmount(() => observer.disconnect());
  return unit;
}
