import { pointSheet, type PointSheet } from '@dangzhi/metrics/weights';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { RankedTable } from '../../composables/useRanking.ts';
import { trialLines } from './effect.ts';
import { disagreements, scoreFirst, scoreTrial, startTrial } from './trial.ts';

/** Everything scored again in the page, from one answer of the server, under the weights of `sheet`. */
export function useTrial(table: MaybeRefOrGetter<RankedTable>, sheet: MaybeRefOrGetter<PointSheet>) {
  const classes = computed(() => new Map(toValue(table).units.items.map((unit) => [unit.code, unit])));
  const classOf = (unit: string) => classes.value.get(unit) ?? { class: '', ranked: false };
  const trial = computed(() => startTrial(toValue(table).ranking, toValue(table).tree, classOf));
  const before = computed(() => trial.value.standings());
  const after = computed(() => scoreTrial(trial.value, toValue(sheet)));
  return {
    lines: computed(() => trialLines(before.value, after.value, (unit) => classOf(unit).class)),
    /** The only unit's whole score before and after; `null` where there are several. */
    alone: computed(() => {
      const { tree, ranking } = toValue(table);
      if (ranking.rows.length !== 1) return null;
      const before = scoreFirst(trial.value, pointSheet(tree));
      const after = scoreFirst(trial.value, toValue(sheet));
      return before && after ? { before, after } : null;
    }),
    /** Units this page scores otherwise than the server did. */
    disagreeing: computed(() => disagreements(toValue(table).ranking, before.value)),
  };
}
