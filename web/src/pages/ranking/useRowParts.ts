import { printContributions, printRounded } from '@dangzhi/metrics';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { RankingRow } from '../../api/types.ts';
import type { BarPart } from '../../charts/contribution-bar.ts';
import type { RankedTable } from '../../composables/useRanking.ts';
import { useText } from '../../i18n/useText.ts';
import { gapsOf, pointsOf } from './ranking-table.ts';

/** How the bars of the table are divided, and the words for it; one for all rows. */
export interface TableParts {
  readonly parts: readonly BarPart[];
  /** Codes of the parts of what is open; `null` while nothing is. */
  readonly open: ReadonlySet<string> | null;
  /** Codes of all leaves, in the scheme's order. */
  readonly leaves: readonly string[];
  /** Name of any node, by code. */
  readonly names: ReadonlyMap<string, string>;
}

/** One row of the ranking as its parts: what the bar draws, the same printed, and the sentence that stands for the bar. */
export function useRowParts(
  row: MaybeRefOrGetter<RankingRow>,
  table: MaybeRefOrGetter<RankedTable>,
  division: MaybeRefOrGetter<TableParts>,
) {
  const { t, fixed } = useText();
  const nameOf = (code: string) => toValue(division).names.get(code) ?? code;
  const points = (name: string, text: string) => t('ranking.piece', { name, points: text });

  /** Whole units of the last printed digit, by leaf; they add up to the printed score. */
  const units = computed(() => {
    const { leaves: cells, isOpen, ...score } = toValue(row);
    if (!isOpen) return new Map<string, number>();
    const { rounding } = toValue(table).tree.document;
    const { parts } = printContributions({ ...score, nodes: cells }, toValue(division).leaves, rounding);
    return new Map(parts.map((part) => [part.code, part.units]));
  });
  const print = (leaves: readonly string[]): string | null => {
    const present = leaves.flatMap((code) => units.value.get(code) ?? []);
    if (present.length === 0) return null;
    const { digits } = toValue(table).tree.document.rounding;
    return printRounded(present.reduce((sum, one) => sum + one, 0) / 10 ** digits, digits);
  };
  const printed = computed(() => new Map(toValue(division).parts.map(({ code, leaves }) => [code, print(leaves)])));

  return {
    input: computed(() => {
      const { leaves: cells, bonus, deduction } = toValue(row);
      const parts = toValue(division).parts.map(({ code, leaves }) => ({
        code,
        points: pointsOf(cells, new Set(leaves)),
      }));
      return { parts, bonus, deduction };
    }),
    /** What is open, printed as one figure; `null` where nothing of it is present. */
    opened: computed(() =>
      print(
        toValue(division)
          .parts.filter(({ isOpen }) => isOpen)
          .flatMap(({ leaves }) => leaves),
      ),
    ),
    titleOf: (code: string) => {
      if (code === 'bonus') return points(t('ranking.bonus'), `+${fixed(toValue(row).bonus, 2)}`);
      if (code === 'deduction') return points(t('ranking.deduction'), `−${fixed(toValue(row).deduction, 2)}`);
      return points(nameOf(code), printed.value.get(code) ?? '');
    },
    sentence: computed(() => {
      const { bonus, deduction, isOpen } = toValue(row);
      if (!isOpen) return t('rights.closedRow');
      const words = toValue(division).parts.map(({ code }) =>
        points(nameOf(code), printed.value.get(code) ?? t('ranking.noValue')),
      );
      if (bonus > 0) words.push(points(t('ranking.bonus'), `+${fixed(bonus, 2)}`));
      if (deduction > 0) words.push(points(t('ranking.deduction'), `−${fixed(deduction, 2)}`));
      return words.join(t('ranking.comma'));
    }),
    gaps: computed(() => gapsOf(toValue(row))),
  };
}
