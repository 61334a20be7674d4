import { computed } from 'vue';
import { useListChoice } from '../../../composables/useListChoice.ts';
import { endOfDay, startOfDay } from '../parts/county-time.ts';

/** Lines a page. */
export const PAGE_SIZE = 50;

const CHOICES = ['from', 'to', 'actor', 'action', 'outcome', 'target', 'q'] as const;
export type AuditChoice = (typeof CHOICES)[number];

/** Which lines of the trail are shown. The address holds days, the server is asked for instants. */
export function useAuditChoice() {
  const list = useListChoice('audit', CHOICES);
  const filter = computed(() => ({
    ...list.chosen.value,
    from: startOfDay(list.chosen.value.from),
    to: endOfDay(list.chosen.value.to),
  }));
  return { ...list, filter };
}
