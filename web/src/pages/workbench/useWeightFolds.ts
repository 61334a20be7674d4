import type { Names, SchemeTree } from '@dangzhi/metrics';
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { visibleRows, type WeightRow } from './weight-rows.ts';

/** Which weights are in sight: what is unfolded, or what is looked for. */
export function useWeightFolds(tree: MaybeRefOrGetter<SchemeTree>, rows: MaybeRefOrGetter<readonly WeightRow[]>) {
  const open = ref<ReadonlySet<number>>(new Set());
  const wanted = ref('');
  // Folded to the dimensions: what weighs most is decided first.
  watch(
    () => toValue(tree).document.code,
    () => (open.value = new Set()),
  );

  const found = computed(() => {
    const word = wanted.value.trim().toLowerCase();
    if (word === '') return null;
    const { nodes } = toValue(tree);
    const speaks = ({ code, name }: { code: string; name?: Names | undefined }) =>
      [code, name?.zh ?? '', name?.en ?? ''].some((text) => text.toLowerCase().includes(word));
    return new Set(nodes.flatMap((node, index) => (index !== toValue(tree).root && speaks(node) ? [index] : [])));
  });
  const branches = computed(() => toValue(rows).filter(({ isBranch }) => isBranch));

  return {
    /** What is looked for, in a name of either language or a code. */
    wanted,
    found,
    visible: computed(() => visibleRows(toValue(rows), (node) => open.value.has(node), found.value)),
    isOpen: (node: number) => found.value !== null || open.value.has(node),
    isAllOpen: computed(() => branches.value.every(({ node }) => open.value.has(node))),
    toggle: (node: number) => {
      const next = new Set(open.value);
      if (!next.delete(node)) next.add(node);
      open.value = next;
    },
    /** Everything unfolded, or folded to the dimensions. */
    openAll: (isWanted: boolean) => (open.value = new Set(isWanted ? branches.value.map(({ node }) => node) : [])),
  };
}
