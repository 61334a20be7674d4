import { groupsOf as groupsOfIndicator, isLeaf, type Catalogue, type SchemeDocument } from '@dangzhi/metrics';
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { UnitScoreView } from '../../api/types.ts';
import { sheetLeaves, type SheetLeaf } from './sheet-leaves.ts';
import { outlineResults, outlineRows, schemeOutline, viewOutline } from './sheet-outline.ts';
import { useSheetChoice, type SheetFilter } from './useSheetChoice.ts';

interface SheetSources {
  readonly view: UnitScoreView;
  /** The same unit a month earlier, once it is known. */
  readonly before: UnitScoreView | undefined;
  readonly catalogue: Catalogue | undefined;
  readonly document: SchemeDocument | undefined;
}

const PASSES: Record<Exclude<SheetFilter, 'all'>, (leaf: SheetLeaf) => boolean> = {
  lost: ({ lost }) => (lost ?? 0) > 0,
  missing: ({ node }) => node.missing !== null,
  changed: ({ isChanged }) => isChanged,
};

/** The sheet as it is read just now: which view, which leaves, what is unfolded. */
export function useScoreSheet(sources: MaybeRefOrGetter<SheetSources>) {
  const { view, filter, group } = useSheetChoice();
  const leaves = computed(() => sheetLeaves(toValue(sources).view.nodes, toValue(sources).before?.nodes ?? null));

  /** Groups of the chosen view a leaf stands in. */
  const groupsOf = computed(() => {
    const { catalogue, document } = toValue(sources);
    const indicators = new Map(catalogue?.indicators.map((one) => [one.code, one]));
    const indicatorOf = new Map(
      document?.nodes.flatMap((node) => (isLeaf(node) ? [[node.code, node.indicator] as const] : [])),
    );
    return (leaf: string): readonly string[] => {
      const indicator = indicators.get(indicatorOf.get(leaf) ?? leaf);
      return !indicator || view.value === 'dimensions' ? [] : groupsOfIndicator(view.value, indicator);
    };
  });
  const outline = computed(() => {
    const { view: score, catalogue } = toValue(sources);
    const by = view.value;
    if (by === 'dimensions') return schemeOutline(score.nodes);
    const chosen = catalogue?.views.find(({ code }) => code === by);
    if (!catalogue || !chosen) return [];
    // What other schemes measure is not unmeasured.
    const measured = new Set(catalogue.indicators.flatMap((indicator) => groupsOfIndicator(by, indicator)));
    const groups = chosen.groups.map((one) => (measured.has(one.code) ? { ...one, unmeasured: null } : one));
    const codes = leaves.value.map(({ node }) => node.code);
    return viewOutline({ groups }, codes, groupsOf.value);
  });

  const unfolded = ref<ReadonlySet<string>>(new Set());
  /** To the groups: of the scheme's tree the dimensions are open, of a view's nothing. */
  const fold = () => {
    const branches = outline.value.filter(({ groups }) => groups.length > 0);
    unfolded.value = new Set(branches.map(({ key }) => key));
  };
  const codeOf = () => `${toValue(sources).view.scheme} ${view.value} ${outline.value.length}`;
  watch(codeOf, fold, { immediate: true });

  const passes = computed(() => (filter.value === 'all' ? null : PASSES[filter.value]));
  const shownOutline = computed(() => {
    const one = outline.value.filter(({ key }) => key === group.value);
    return one.length > 0 ? one : outline.value;
  });
  // What a reader looks for is shown at once.
  const isForced = computed(() => passes.value !== null || shownOutline.value.length < outline.value.length);

  return {
    leaves,
    outline,
    results: computed(() =>
      outlineResults(outline.value, leaves.value, {
        view: view.value,
        // Until the scheme is known nothing is taken for covered.
        coverageThreshold: toValue(sources).document?.coverageThreshold ?? 1,
      }),
    ),
    rows: computed(() =>
      outlineRows(shownOutline.value, leaves.value, (key) => isForced.value || unfolded.value.has(key), passes.value),
    ),
    /** Nothing can be folded while a filter or a chosen group has everything open. */
    isForced,
    counts: computed<Record<SheetFilter, number>>(() => ({
      all: leaves.value.length,
      lost: leaves.value.filter(PASSES.lost).length,
      missing: leaves.value.filter(PASSES.missing).length,
      changed: leaves.value.filter(PASSES.changed).length,
    })),
    toggle: (key: string) => {
      const next = new Set(unfolded.value);
      if (!next.delete(key)) next.add(key);
      unfolded.value = next;
    },
    unfold: () => {
      unfolded.value = new Set(
        [...outline.value, ...outline.value.flatMap(({ groups }) => groups)].map(({ key }) => key),
      );
    },
    fold,
  };
}
