import type { SchemeTree } from '@dangzhi/metrics';
import { pointSheet, slideWeight } from '@dangzhi/metrics/weights';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { record, redo, settle, startHistory, undo, type WeightHistory } from '../../stores/weight-history.ts';
import { useWeightDrafts, type WeightDraft } from '../../stores/weight-drafts.ts';
import { fitsTree, weightRows } from './weight-rows.ts';

/** A scheme under the evaluator's hands, and what names its draft: `code@version`. */
export interface DraftedScheme {
  readonly key: string;
  readonly tree: SchemeTree;
}

/** The weights being tried out: the draft of this scheme's version, or the scheme itself when there is none. */
export function useWeights(scheme: MaybeRefOrGetter<DraftedScheme>) {
  const drafts = useWeightDrafts();
  const tree = computed(() => toValue(scheme).tree);
  const base = computed(() => pointSheet(tree.value));
  const draft = computed<WeightDraft>(() => {
    const stored = drafts.drafts[toValue(scheme).key];
    const fits =
      stored &&
      [stored.history.present, ...stored.history.past, ...stored.history.future].every((sheet) =>
        fitsTree(tree.value, sheet),
      );
    return fits ? stored : { history: startHistory(base.value), locked: [] };
  });
  const history = computed(() => draft.value.history);
  const sheet = computed(() => history.value.present);
  const locked = computed(() => new Set(draft.value.locked.flatMap((code) => tree.value.indexOf.get(code) ?? [])));

  const change = (part: Partial<WeightDraft>) => drafts.change(toValue(scheme).key, { ...draft.value, ...part });
  const step = (next: WeightHistory) => {
    if (next !== history.value) change({ history: next });
  };

  return {
    base,
    sheet,
    rows: computed(() => weightRows(tree.value, sheet.value, locked.value)),
    isChanged: computed(() => sheet.value.some((points, index) => points !== base.value[index])),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    /** Moves one weight to `target` hundredths; steps of one `gesture` are undone together. */
    move: (node: number, target: number, gesture: string | null = null) =>
      step(
        record(history.value, slideWeight(tree.value, sheet.value, node, target, { locked: locked.value }), gesture),
      ),
    settle: () => step(settle(history.value)),
    undo: () => step(undo(history.value)),
    redo: () => step(redo(history.value)),
    reset: () => step(record(history.value, base.value)),
    toggleLock: (code: string) => {
      const others = draft.value.locked.filter((one) => one !== code);
      change({ locked: others.length < draft.value.locked.length ? others : [...others, code] });
    },
  };
}
