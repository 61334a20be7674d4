import { computed, type ComputedRef } from 'vue';
import type { Overview } from '../../../api/types.ts';
import { useText } from '../../../i18n/useText.ts';

/** The conclusion of the month in words: best and worst, what costs most, what changed most; or why there is none. */
export function useFinding(overview: () => Overview): ComputedRef<string> {
  const { t, nameOf, fixed, signed, share } = useText();

  return computed(() => {
    const { score, finding } = overview();
    const { best, weakest, costliest, moved } = finding;
    if (score.coverage === null || score.printed === null) return t('finding.nothing');
    const sentences = [];
    if (score.partial) sentences.push(t('finding.partial', { share: share(score.coverage) }));
    else if (best && weakest) {
      sentences.push(t('finding.dimensions', { best: nameOf(best.name), weakest: nameOf(weakest.name) }));
    }
    if (costliest) {
      const said = { name: nameOf(costliest.name), points: fixed(costliest.points, 2) };
      sentences.push(score.partial ? t('finding.costsOfCovered', said) : t('finding.costs', said));
    }
    if (moved) sentences.push(t('finding.moved', { name: nameOf(moved.name), points: signed(moved.points) }));
    return sentences.length === 0 ? '' : sentences.join(t('finding.join')) + t('finding.end');
  });
}
