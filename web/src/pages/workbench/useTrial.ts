import type { PointSheet } from '@dangzhi/metrics/weights';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { RankedTable } from '../../composables/useRanking.ts';
import { trialLines } from './effect.ts';
import { disagreements, scoreTrial, trialLeaves, weightsOf } from './trial.ts';

/** Everything scored again in the page, from one answer of the server, under the weights of `sheet`. */
export function useTrial(table: MaybeRefOrGetter<RankedTable>, sheet: MaybeRefOrGetter<PointSheet>) {
  const classes = computed(() => new Map(toValue(table).units.items.map((unit) => [unit.code, unit])));
  const classOf = (unit: string) => classes.value.get(unit) ?? { class: '', ranked: false };
  const leaves = computed(() => trialLeaves(toValue(table).ranking, toValue(table).tree, classOf));
  const before = computed(() => scoreTrial(toValue(table).tree, leaves.value, toValue(table).tree.weights, classOf));
  const after = computed(() => {
    const { tree } = toValue(table);
    return scoreTrial(tree, leaves.value, weightsOf(tree, toValue(sheet)), classOf);
  });
  return {
    lines: computed(() => trialLines(before.value, after.value)),
    /** Units this page scores otherwise than the server did. */
    disagreeing: computed(() => disagreements(toValue(table).ranking, before.value)),
  };
}
