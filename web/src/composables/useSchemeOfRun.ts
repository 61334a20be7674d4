import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { schemeQuery } from '../api/queries.ts';

/** What an answer says it was scored by. */
interface ScoredBy {
  readonly scheme: string;
  readonly schemeVersion: number;
}

/**
 * The scheme a shown result was scored by, in its own version. That is nearly always the one in force, which is asked
 * for at once; another is asked for when the answer names it.
 */
export function useSchemeOfRun(shown: () => ScoredBy | undefined) {
  const inForce = useQuery(() => ({
    ...schemeQuery({ code: shown()?.scheme ?? '' }),
    enabled: shown() !== undefined,
  }));
  const isInForce = computed(() => inForce.data.value?.version === shown()?.schemeVersion);
  const own = useQuery(() => ({
    ...schemeQuery({ code: shown()?.scheme ?? '', version: shown()?.schemeVersion ?? 1 }),
    enabled: inForce.data.value !== undefined && shown() !== undefined && !isInForce.value,
  }));
  return {
    /** `undefined` until it is there. */
    document: computed(() => {
      const found = (isInForce.value ? inForce : own).data.value;
      const run = shown();
      return found?.document.code === run?.scheme && found?.version === run?.schemeVersion
        ? found?.document
        : undefined;
    }),
    queries: [inForce, own],
  };
}
