import { useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { errorWords } from '../../../i18n/error-words.ts';
import { useText } from '../../../i18n/useText.ts';
import { usePreferences } from '../../../stores/preferences.ts';

/**
 * One change at a time, on its way to the server: whether it is, and what was said against it.
 *
 * @param stale first words of the keys of what has to be read again; the trail always has
 */
export function useChange(stale: readonly string[]) {
  const cache = useQueryCache();
  const { t } = useText();
  const preferences = usePreferences();
  const isBusy = ref(false);
  const refusal = ref<string | null>(null);

  /** What the server answered; `null` where it refused. */
  async function run<T>(call: () => Promise<T>): Promise<{ answer: T } | null> {
    if (isBusy.value) return null;
    isBusy.value = true;
    refusal.value = null;
    try {
      const answer = await call();
      for (const word of [...stale, 'audit']) void cache.invalidateQueries({ key: [word] });
      return { answer };
    } catch (error) {
      refusal.value = errorWords(error, preferences.locale, t);
      return null;
    } finally {
      isBusy.value = false;
    }
  }
  const forget = () => (refusal.value = null);
  return { isBusy, refusal, run, forget };
}
