import { useQuery } from '@pinia/colada';
import { isLeaf, parsePeriod, periodEnd, type SchemeDocument, type UnitKind } from '@dangzhi/metrics';
import { computed } from 'vue';
import { catalogueQuery, metaQuery, schemeQuery, unitsQuery } from '../../api/queries.ts';
import { usePeriod } from '../../composables/usePeriod.ts';

const KINDS: readonly UnitKind[] = ['county', 'department', 'township'];

/** Where a leaf stands in the scheme of one kind of unit. */
export interface Placement {
  readonly kind: UnitKind;
  readonly scheme: SchemeDocument;
  /** Points as the scheme states them. */
  readonly points: number;
  /** Codes of the branches above, the dimension first. */
  readonly path: readonly string[];
}

/** The catalogue with what its codes refer to: units, schemes, and the month the page is about. */
export function useCatalogue() {
  const catalogue = useQuery(catalogueQuery);
  const meta = useQuery(metaQuery);
  const units = useQuery(unitsQuery);
  const { period } = usePeriod();
  const codeOf = (kind: UnitKind) => meta.data.value?.schemes.find(({ unitKind }) => unitKind === kind)?.code;
  const schemes = KINDS.map((kind) =>
    useQuery(() => ({ ...schemeQuery({ code: codeOf(kind) ?? '' }), enabled: codeOf(kind) !== undefined })),
  );
  const queries = [catalogue, meta, units, ...schemes];
  const documents = computed(() =>
    KINDS.flatMap((kind, index) => {
      const document = schemes[index]?.data.value?.document;
      return document ? [{ kind, document }] : [];
    }),
  );

  return {
    catalogue: catalogue.data,
    error: computed(() => queries.map(({ error }) => error.value).find((one) => one !== null) ?? null),
    retry: () => queries.filter(({ error }) => error.value !== null).forEach((query) => void query.refetch()),
    countyCode: computed(() => meta.data.value?.countyCode),
    period,
    /** The last day of the month: what a set's members are counted on. */
    day: computed(() => {
      const month = parsePeriod(period.value ?? '');
      return month ? periodEnd(month) : undefined;
    }),
    units: computed(() => new Map(units.data.value?.items.map((unit) => [unit.code, unit]))),
    documents,
    /** The schemes an indicator is a leaf of, with its points and where it stands. */
    placementsOf: (indicator: string): Placement[] =>
      documents.value.flatMap(({ kind, document }) => {
        const leaf = document.nodes.find((node) => isLeaf(node) && node.indicator === indicator);
        return leaf ? [{ kind, scheme: document, points: leaf.weight, path: pathOf(document.nodes, leaf.parent) }] : [];
      }),
  };
}

export type CataloguePage = ReturnType<typeof useCatalogue>;

/** Codes from below the root down to a branch. */
function pathOf(nodes: SchemeDocument['nodes'], code: string | undefined): string[] {
  const node = nodes.find((one) => one.code === code);
  return node?.parent === undefined ? [] : [...pathOf(nodes, node.parent), node.code];
}
