import { useQuery } from '@pinia/colada';
import { buildTree } from '@dangzhi/metrics';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { ApiError } from '../api/http.ts';
import { metaQuery, rankingQuery, schemeQuery, unitsQuery } from '../api/queries.ts';
import { partInks } from '../charts/contribution-bar.ts';
import { usePeriod } from './usePeriod.ts';
import { useSchemeOfRun } from './useSchemeOfRun.ts';

export const RANKED_KINDS = ['department', 'township', 'county'] as const;
export type RankedKind = (typeof RANKED_KINDS)[number];

export type Emptiness = 'no-result' | 'nothing-scored';

/**
 * Everything the ranking page shows, of one kind of unit at one month. While another kind or month is
 * on its way the last one stays, whole: rows, scheme and title always belong together.
 */
export function useRanking() {
  const route = useRoute();
  const { period } = usePeriod();
  const meta = useQuery(metaQuery);
  const units = useQuery(unitsQuery);
  const kind = computed<RankedKind>(() => RANKED_KINDS.find((known) => known === route.query.kind) ?? 'department');
  const schemeOf = (unitKind: RankedKind) =>
    meta.data.value?.schemes.find((scheme) => scheme.unitKind === unitKind)?.code;

  const ranking = useQuery(() => ({
    ...rankingQuery({ scheme: schemeOf(kind.value) ?? '', period: period.value ?? '' }),
    enabled: schemeOf(kind.value) !== undefined && period.value !== undefined,
  }));
  // Asked for beside the ranking, not after it.
  const documents = RANKED_KINDS.map((unitKind) =>
    useQuery(() => ({
      ...schemeQuery({ code: schemeOf(unitKind) ?? '' }),
      enabled: schemeOf(unitKind) !== undefined,
    })),
  );
  const scheme = useSchemeOfRun(() => ranking.data.value);
  const queries = [meta, units, ranking, ...documents, ...scheme.queries];
  const error = computed(() => queries.map((query) => query.error.value).find((one) => one !== null) ?? null);

  const table = computed(() => {
    const answer = ranking.data.value;
    const document = scheme.document.value;
    if (!answer || !document || !units.data.value) return undefined;
    const tree = buildTree(document);
    return { ranking: answer, tree, inks: partInks(tree), units: units.data.value };
  });

  return {
    kind,
    /** Units of the kind: a single one, as the county where others are not known, has nothing to be ranked among. */
    countOf: (unitKind: RankedKind) => units.data.value?.items.filter((one) => one.kind === unitKind).length ?? 0,
    table,
    isStale: computed(() => ranking.isPlaceholderData.value),
    error,
    /** Why there is no ranking to show: the month has no result, or no unit has anything to score. */
    emptiness: computed<Emptiness | null>(() => {
      if (ranking.error.value instanceof ApiError && ranking.error.value.status === 404) return 'no-result';
      const rows = ranking.data.value?.rows;
      if (rows?.length === 0) return 'no-result';
      return rows?.every(({ printed }) => printed === null) ? 'nothing-scored' : null;
    }),
    retry: () => queries.filter(({ error }) => error.value !== null).forEach((query) => void query.refetch()),
  };
}

/** One answer with all that belongs to it. */
export type RankedTable = NonNullable<ReturnType<typeof useRanking>['table']['value']>;
