import { computed } from 'vue';
import { useListChoice } from '../../../composables/useListChoice.ts';
import { endOfDay, startOfDay } from '../parts/county-time.ts';

/** Which lines of the trail are shown. The address holds days, the server is asked for instants. */
export function useAuditChoice() {
  const list = useListChoice('audit', ['from', 'to', 'actor', 'action', 'outcome', 'target', 'q'] as const);
  const filter = computed(() => ({
    ...list.chosen.value,
    from: startOfDay(list.chosen.value.from),
    to: endOfDay(list.chosen.value.to),
  }));
  return { ...list, filter };
}
