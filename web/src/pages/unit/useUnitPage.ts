import { useQuery } from '@pinia/colada';
import { addGrains, buildTree, formatPeriod, parsePeriod } from '@dangzhi/metrics';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { ApiError } from '../../api/http.ts';
import { catalogueQuery, rankingQuery, unitScoreQuery, unitsQuery } from '../../api/queries.ts';
import { partInks } from '../../charts/contribution-bar.ts';
import { usePeriod } from '../../composables/usePeriod.ts';
import { useSchemeOfRun } from '../../composables/useSchemeOfRun.ts';
import { useSession } from '../../composables/useSession.ts';

/**
 * One unit at one month. The score is what the page stands on; class, scheme and peers come after and
 * only add to it.
 */
export function useUnitPage() {
  const route = useRoute();
  const { period, periods, error: periodError, retry: retryPeriod } = usePeriod();
  const { may } = useSession();
  const code = computed(() => String(route.params.code));

  const score = useQuery(() => ({
    ...unitScoreQuery({ unit: code.value, period: period.value ?? '' }),
    enabled: period.value !== undefined,
    // Another month of the same unit comes in place; another unit does not pass for it meanwhile.
    placeholderData: (previous) => (previous?.unit.code === code.value ? previous : undefined),
  }));
  const view = score.data;
  /** The month before, as far as it was scored: what has changed since. */
  const monthBefore = computed(() => {
    const now = parsePeriod(view.value?.period ?? '');
    const label = now ? formatPeriod(addGrains(now, -1)) : '';
    return periods.value.includes(label) ? label : undefined;
  });
  const before = useQuery(() => ({
    ...unitScoreQuery({ unit: code.value, period: monthBefore.value ?? '' }),
    enabled: monthBefore.value !== undefined,
  }));
  const catalogue = useQuery(catalogueQuery);
  const units = useQuery(unitsQuery);
  const scheme = useSchemeOfRun(() => view.value);
  const ranking = useQuery(() => ({
    ...rankingQuery({ scheme: view.value?.scheme ?? '', period: view.value?.period ?? '' }),
    // Ranks of others are not for every reader of this page.
    enabled: view.value !== undefined && may('ranking.read'),
    placeholderData: undefined,
  }));

  const peers = computed(
    () => ranking.data.value?.rows.filter(({ unit }) => unit.class === view.value?.unit.class) ?? [],
  );
  const tree = computed(() => {
    const document = scheme.document.value;
    return document && buildTree(document);
  });
  return {
    view,
    /** Only where it is of the same scheme: points of another one are not to be compared. */
    before: computed(() => {
      const then = before.data.value;
      return then?.unit.code === view.value?.unit.code && then?.scheme === view.value?.scheme ? then : undefined;
    }),
    catalogue: catalogue.data,
    units: computed(() => units.data.value?.items ?? []),
    error: computed(() => periodError.value ?? score.error.value),
    isStale: score.isPlaceholderData,
    /** The unit exists and the month has no result for it. */
    isUnscored: computed(
      () =>
        score.error.value instanceof ApiError &&
        score.error.value.status === 404 &&
        units.data.value?.items.some((one) => one.code === code.value) === true,
    ),
    retry: () => void (periodError.value ? retryPeriod() : score.refetch()),
    peers,
    /** The unit's own row: it carries the evidence of what was added and taken. */
    own: computed(() => peers.value.find(({ unit }) => unit.code === code.value)),
    unitClass: computed(() => units.data.value?.classes.find((one) => one.code === view.value?.unit.class)),
    isRanked: computed(() => units.data.value?.items.find((one) => one.code === code.value)?.ranked ?? true),
    document: scheme.document,
    inks: computed(() => (tree.value ? partInks(tree.value) : new Map())),
  };
}
