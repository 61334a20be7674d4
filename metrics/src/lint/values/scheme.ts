import { nominalWeights, unitWeights } from '../../engine/unit-weights.ts';
import type { SchemeNode } from '../../scheme/document.ts';
import { namedUnits } from '../../scheme/named-units.ts';
import { isLeaf } from '../../scheme/tree.ts';
import { completePairs } from '../../statistics/complete-pairs.ts';
import { pearson } from '../../statistics/correlation.ts';
import type { Checks, Found } from '../finding/finding.ts';
import { areEqual, scored, type ValuesContext } from './context.ts';

/** What the values show of the scheme as a whole. */
export const SCHEME_CHECKS = {
  /** Two leaves whose scores rise and fall together. O(leaves² · units). */
  correlated: {
    severity: 'warning',
    message: {
      zh: '{node}与{other}得分的相关系数为{correlation}（{pairs}个单位）。',
      en: 'Scores of {node} and {other} correlate at {correlation}, over {pairs} units.',
    },
    why: {
      zh: '两项说的几乎是同一件事，等于重复计分。',
      en: 'They say nearly the same thing, which is thus counted twice.',
    },
    mend: { zh: '保留其一，合并，或下调两者权重。', en: 'Keep one, merge them, or weigh both less.' },
    find({ values, options }) {
      const varying = values.filter((one) => !areEqual(scored(one)));
      return varying.flatMap((one, k) =>
        varying.slice(0, k).flatMap((other): Found[] => {
          const correlation = pearson(one.scores, other.scores);
          if (correlation === null || correlation <= options.correlation) return [];
          const pairs = completePairs(one.scores, other.scores)[0].length;
          if (pairs < options.pairs) return [];
          const data = { other: other.leaf.code, correlation, pairs };
          return [{ node: one.leaf.code, path: one.path, data }];
        }),
      );
    },
  },
  /** A leaf that weighs something on paper, and next to nothing once absent values have handed on their weight. */
  'effective-weight-nothing': {
    severity: 'warning',
    message: {
      zh: '{node}名义上占{nominal}%，缺数转移权重后平均只占{effective}%。',
      en: '{node} is {nominal} % of the whole on paper, and {effective} % once absent values have handed on their weight.',
    },
    why: {
      zh: '多数单位没有数据，这项的实际作用几乎为零。',
      en: 'Most units lack it: what it decides is next to nothing.',
    },
    mend: { zh: '落实数据来源，或重新分配权重。', en: 'Find who supplies it, or share its weight out openly.' },
    find({ tree, sheet, values, scoresOf, options }) {
      const nominal = nominalWeights(tree);
      const sums = tree.nodes.map(() => 0);
      let units = 0;
      sheet.inputs.forEach((_, unit) => {
        const scores = scoresOf(unit);
        if (scores[tree.root] === null) return;
        units += 1;
        unitWeights(tree, scores).effective.forEach((weight, index) => (sums[index] = (sums[index] ?? 0) + weight));
      });
      return values.flatMap(({ leaf, path, index, present }): Found[] => {
        const [before, effective] = [nominal[index] as number, (sums[index] as number) / units];
        // Nobody having a value is another finding.
        if (present.length === 0 || before < options.negligible || !(effective < options.negligible)) return [];
        return [
          {
            node: leaf.code,
            path: `${path}/weight`,
            data: { nominal: before, effective },
          },
        ];
      });
    },
  },
  /** A unit that the scheme names and nobody reports. */
  'unit-unknown': {
    severity: 'warning',
    message: {
      zh: '方案点名的单位“{unit}”不在数据中。',
      en: 'The scheme names the unit “{unit}”, and the data has none.',
    },
    why: {
      zh: '以它为标杆的指标谁也得不了分，权重转给同级各项；筛选时点名则不起作用。',
      en: 'Nobody is scored by a reference that is not there, and its weight goes to its siblings; screening finds nothing to keep or drop.',
    },
    mend: { zh: '改正名称，或补上该单位的数据。', en: 'Correct its name, or give its data.' },
    find({ tree, sheet }) {
      const units = new Set(sheet.inputs.map(({ unit }) => unit));
      if (units.size === 0) return [];
      return namedUnits(tree).flatMap(({ unit, leaf, path }): Found[] =>
        units.has(unit) ? [] : [{ node: leaf, path, data: { unit } }],
      );
    },
  },
  /** A scheme that speaks of classes, and units that have none. */
  'no-classes': {
    severity: 'note',
    message: {
      zh: '方案按类别比较或取平均，而数据中所有单位同属一类。',
      en: 'The scheme compares or averages inside classes, and all units are of one class.',
    },
    why: { zh: '“同类平均”此时就是全体平均。', en: 'A class mean is then the mean of everybody.' },
    mend: { zh: '在数据中加上类别一列，或改用全体比较。', en: 'Give the data a class column, or compare with all.' },
    find({ nodes, sheet }) {
      if (sheet.inputs.length === 0 || sheet.table.classCount > 1) return [];
      const places = nodes.flatMap(({ node, path }) => placesIn(node).map((place) => `${path}${place}`));
      const [path] = places;
      return path === undefined ? [] : [{ node: null, path, data: { places: places.length } }];
    },
  },
} satisfies Checks<ValuesContext>;

/** Where a node speaks of classes. */
function placesIn(node: SchemeNode): string[] {
  if (!isLeaf(node)) return Object.values(node.missing ?? {}).includes('class-mean') ? ['/missing'] : [];
  const { rule, impute } = node;
  return [
    ...('among' in rule && rule.among === 'class' ? ['/rule/among'] : []),
    ...(impute?.method === 'class-mean' || impute?.method === 'class-median' ? ['/impute/method'] : []),
  ];
}
