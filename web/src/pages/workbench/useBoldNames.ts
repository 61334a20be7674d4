import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue';

/**
 * Fetches the bold face of these words before one of them turns bold: otherwise the first drag waits for
 * a dozen font subsets, and names change their width under the pointer.
 */
export function useBoldNames(names: MaybeRefOrGetter<readonly string[]>): void {
  watchEffect(() => {
    const words = toValue(names).join('');
    // The faces must be declared before one can be asked for; one that does not come leaves the words as they are.
    import('virtual:faces/slices.css')
      .then(() => document.fonts.load('700 13px "Noto Sans SC"', words))
      .catch(() => undefined);
  });
}
