import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { metaQuery, unitScoreQuery } from '../../api/queries.ts';
import type { CountyRecord, UnitScoreView } from '../../api/types.ts';
import { usePeriod } from '../../composables/usePeriod.ts';
import { useSession } from '../../composables/useSession.ts';
import { monthOfTarget } from './target-state.ts';

export type TargetValue = Pick<
  UnitScoreView['watched'][number],
  'value' | 'missing' | 'provenance' | 'unitOfMeasure' | 'valuePeriod'
>;

/** What was reached beside a target: the county's own leaf or watched figure, at the month that tells. */
export function useTargetValues(target: () => CountyRecord['target']) {
  const { period } = usePeriod();
  const { data: meta } = useQuery(metaQuery);
  const month = computed(() => {
    const set = target();
    return period.value === undefined || set === null ? undefined : monthOfTarget(set, period.value);
  });
  const county = computed(() => meta.value?.countyCode);
  const { may } = useSession();
  /** What the county reached is not for everybody who may read its targets. */
  const mayKnow = computed(() => county.value !== undefined && may('unit.read', { unit: county.value }));
  const score = useQuery(() => ({
    ...unitScoreQuery({ unit: county.value ?? '', period: month.value ?? '' }),
    enabled: mayKnow.value && month.value !== undefined,
  }));
  const value = computed<TargetValue | undefined>(() => {
    const code = target()?.indicator?.code;
    const node = score.data.value?.nodes.find((one) => one.code === code);
    if (node !== undefined) return { ...node, unitOfMeasure: node.unitOfMeasure ?? '' };
    return score.data.value?.watched.find((one) => one.code === code);
  });
  const isKnown = computed(() => score.data.value !== undefined);
  return { period, month, county, mayKnow, value, error: score.error, isKnown };
}
