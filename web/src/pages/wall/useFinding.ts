import { computed, type ComputedRef } from 'vue';
import type { NodeView, Overview } from '../../api/types.ts';
import { useText } from '../../i18n/useText.ts';

/** The finding of the month in at most two sentences, or why there is none. */
export function useFinding(overview: () => Overview): ComputedRef<string[]> {
  const { t, nameOf, number, unitWord, fixed, share } = useText();

  const value = ({ value: amount, unitOfMeasure }: NodeView) =>
    amount === null ? '' : `${number(amount)}${spaced(unitWord(unitOfMeasure ?? ''))}`;
  const spaced = (word: string) => (word === '%' ? word : ` ${word}`);
  const points = ({ effectiveWeight, contribution, printedContribution }: NodeView) => ({
    full: fixed(effectiveWeight, 2),
    got: printedContribution ?? fixed(contribution ?? 0, 2),
  });

  return computed(() => {
    const { county, finding } = overview();
    const weakest = county.leaves.find(({ code }) => code === finding?.weakest);
    const strongest = county.leaves.find(({ code }) => code === finding?.strongest);
    if (county.coverage === null || !weakest) return [t('finding.nothing')];
    const worst = t('finding.worst', { name: nameOf(weakest.name), value: value(weakest), ...points(weakest) });
    const best = strongest && t('finding.best', { name: nameOf(strongest.name), value: value(strongest) });
    return county.partial
      ? [t('finding.partial', { share: share(county.coverage) }), worst]
      : [worst, ...(best ? [best] : [])];
  });
}
