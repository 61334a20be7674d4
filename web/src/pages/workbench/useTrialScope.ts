import type { UnitClass } from '@dangzhi/metrics';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { useRoute } from 'vue-router';
import type { RankedTable } from '../../composables/useRanking.ts';
import { useText } from '../../i18n/useText.ts';
import type { TrialLine } from './effect.ts';

export interface TrialGroup {
  readonly class: UnitClass;
  readonly lines: readonly TrialLine[];
}

const ALL = 'all';

/** Which classes the page shows: the one in `?class=`, all of them, or else the largest, which fits on a screen. */
export function useTrialScope(table: MaybeRefOrGetter<RankedTable>, lines: MaybeRefOrGetter<readonly TrialLine[]>) {
  const route = useRoute();
  const { t, nameOf, number } = useText();
  const all = computed<TrialGroup[]>(() =>
    toValue(table)
      .units.classes.map((one) => ({
        class: one,
        lines: toValue(lines).filter((line) => line.class === one.code),
      }))
      .filter((group) => group.lines.length > 0),
  );
  const chosen = computed(() => {
    const { class: asked } = route.query;
    if (asked === ALL || all.value.some((group) => group.class.code === asked)) return String(asked);
    const largest = Math.max(...all.value.map((group) => group.lines.length));
    return all.value.find((group) => group.lines.length === largest)?.class.code ?? ALL;
  });
  const link = (key: string, text: string, count: number) => ({
    key,
    text,
    count: number(count),
    to: { query: { ...route.query, class: key } },
    current: chosen.value === key,
  });
  return {
    groups: computed(() =>
      chosen.value === ALL ? all.value : all.value.filter((group) => group.class.code === chosen.value),
    ),
    links: computed(() =>
      all.value.length < 2
        ? []
        : [
            link(ALL, t('ranking.allClasses'), toValue(lines).length),
            ...all.value.map((group) => link(group.class.code, nameOf(group.class.name), group.lines.length)),
          ],
    ),
  };
}
