import { computed, type ComputedRef } from 'vue';
import type { NodeView, Overview } from '../../api/types.ts';
import { useText } from '../../i18n/useText.ts';

/** The finding of the month as one sentence in words, or why there is none. */
export function useFinding(overview: () => Overview): ComputedRef<string> {
  const { t, nameOf, number, unitWord, fixed, share } = useText();

  const value = ({ value: amount, unitOfMeasure }: NodeView) =>
    amount === null ? '' : `${number(amount)}${spaced(unitWord(unitOfMeasure ?? ''))}`;
  const spaced = (word: string) => (/^[a-z]/i.test(word) ? ` ${word}` : word);
  const points = ({ effectiveWeight, contribution }: NodeView) => ({
    full: fixed(effectiveWeight, 2),
    got: fixed(contribution ?? 0, 2),
  });

  return computed(() => {
    const { county, finding } = overview();
    if (county.coverage === null || finding === null) return t('finding.nothing');
    const weakest = county.leaves.find(({ code }) => code === finding.weakest);
    const strongest = county.leaves.find(({ code }) => code === finding.strongest);
    if (!weakest || !strongest) return t('finding.nothing');
    const best = { name: nameOf(strongest.name), value: value(strongest) };
    const worst = { name: nameOf(weakest.name), value: value(weakest), ...points(weakest) };
    const words = t('finding.words', {
      worst: worst.name,
      worstValue: worst.value,
      full: worst.full,
      got: worst.got,
      best: best.name,
      bestValue: best.value,
    });
    return county.partial ? `${t('finding.partial', { share: share(county.coverage) })}${words}` : words;
  });
}
