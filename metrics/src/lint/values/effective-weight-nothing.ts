import { nominalWeights, unitWeights } from '../../engine/unit-weights.ts';
import type { Found } from '../finding.ts';
import type { ValuesContext } from './context.ts';

/** A leaf that weighs something on paper, and next to nothing once absent values have handed on their weight. */
export function findEffectiveWeightNothing({ tree, sheet, values, scoresOf, options }: ValuesContext): Found[] {
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
        code: 'effective-weight-nothing',
        node: leaf.code,
        path: `${path}/weight`,
        data: { nominal: before, effective },
      },
    ];
  });
}
