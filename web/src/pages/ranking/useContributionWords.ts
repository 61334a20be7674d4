import { isLeaf, printContributions, printRounded, type SchemeTree } from '@dangzhi/metrics';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { RankingRow } from '../../api/types.ts';
import { MISSING_KEY } from '../../i18n/labels.ts';
import { useText } from '../../i18n/useText.ts';

/** The contributions of one row as they are printed, by leaf, and the sentence that stands for the bar. */
export function useContributionWords(row: MaybeRefOrGetter<RankingRow>, tree: MaybeRefOrGetter<SchemeTree>) {
  const { t, nameOf, fixed } = useText();

  const leaves = computed(() => {
    const { nodes, leaves: indices } = toValue(tree);
    return indices.flatMap((index) => {
      const node = nodes[index];
      return node && isLeaf(node) ? [{ code: node.code, name: node.name ? nameOf(node.name) : node.code }] : [];
    });
  });
  const printed = computed(() => {
    const { leaves: cells, ...score } = toValue(row);
    const codes = leaves.value.map(({ code }) => code);
    const { rounding } = toValue(tree).document;
    const { parts } = printContributions({ ...score, nodes: cells }, codes, rounding);
    return new Map(
      parts.map(({ code, units }) => [code, printRounded(units / 10 ** rounding.digits, rounding.digits)]),
    );
  });
  const points = (name: string, text: string) => t('ranking.piece', { name, points: text });

  return {
    printed,
    titleOf: (code: string) => {
      if (code === 'bonus') return points(t('ranking.bonus'), `+${fixed(toValue(row).bonus, 2)}`);
      if (code === 'deduction') return points(t('ranking.deduction'), `−${fixed(toValue(row).deduction, 2)}`);
      const leaf = leaves.value.find((one) => one.code === code);
      return points(leaf?.name ?? code, printed.value.get(code) ?? '');
    },
    sentence: computed(() => {
      const { leaves: cells, bonus, deduction } = toValue(row);
      const words = leaves.value.map(({ code, name }) => {
        const missing = cells.find((cell) => cell.code === code)?.missing ?? null;
        const text = printed.value.get(code);
        return points(name, missing === null ? (text ?? '') : t(MISSING_KEY[missing]));
      });
      if (bonus > 0) words.push(points(t('ranking.bonus'), `+${fixed(bonus, 2)}`));
      if (deduction > 0) words.push(points(t('ranking.deduction'), `−${fixed(deduction, 2)}`));
      return words.join(t('ranking.comma'));
    }),
  };
}
