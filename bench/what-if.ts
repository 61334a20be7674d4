import {
  buildTree,
  isLeaf,
  type IndicatorValue,
  type SchemeDocument,
  type SchemeNode,
  type UnitInput,
} from '@dangzhi/metrics';
import { seekGoal, whatIf, type Lever } from '@dangzhi/metrics/whatif';
import { median, timesMs, type Figure } from './figure.ts';

/** One value or one weight is changed, and 400 units × 80 indicators are scored and ranked again. */
export function benchWhatIf(): Figure {
  const document = ladder(80);
  const tree = buildTree(document);
  const play = whatIf(tree, spread(document, 400));
  const weights = [...tree.weights];
  let turn = 0;
  const once = (): void => {
    turn += 1;
    play.change([
      { unit: `U${turn % 400}`, indicator: `i${turn % 80}`, value: { ...ABSENT, value: turn % 97, missing: null } },
    ]);
    weights[tree.leaves[turn % 80] as number] = 1 + (turn % 5);
    play.standings(weights);
  };
  timesMs(50, once);
  return { name: 'kernel.what-if-400x80-ms', value: Number(median(timesMs(200, once)).toFixed(2)), unit: 'ms' };
}

/** The last of 83 units looks for the cheapest way three places up, with a lever on each of 52 indicators. */
export function benchGoalSeek(): Figure {
  const document = ladder(52);
  const inputs = spread(document, 83);
  const play = whatIf(buildTree(document), inputs);
  const last = play.standings().reduce((worst, one) => ((one.rank ?? 0) > (worst.rank ?? 0) ? one : worst));
  const levers = document.nodes.filter(isLeaf).map(({ indicator }, k): Lever => {
    return { indicator, limit: 100, cost: 1 + (k % 9), step: 1 };
  });
  const once = (): unknown => seekGoal(play, { unit: last.unit, places: 3, levers });
  timesMs(2, once);
  return { name: 'kernel.goal-seek-83-ms', value: Number(median(timesMs(7, once)).toFixed(1)), unit: 'ms' };
}

const ABSENT = { value: null, missing: 'no-source', numerator: null, denominator: null } as const;

/** Groups of eight leaves under one root, goalposts 0/60/100 in pieces. */
function ladder(leaves: number): SchemeDocument {
  const groups = Math.ceil(leaves / 8);
  return {
    code: 'LADDER',
    name: { zh: '阶梯', en: 'Ladder' },
    unitKind: 'unit',
    coverageThreshold: 0.6,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [],
    adjustments: { bonusCap: 0, deductCap: 0 },
    nodes: [
      { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
      ...Array.from({ length: groups }, (_, g): SchemeNode => ({
        code: `G${g}`,
        parent: 'ROOT',
        weight: 1 + (g % 3),
        aggregate: 'arithmetic',
      })),
      ...Array.from({ length: leaves }, (_, k): SchemeNode => ({
        code: `L${k}`,
        parent: `G${Math.floor(k / 8)}`,
        weight: 1 + (k % 4),
        indicator: `i${k}`,
        direction: 'higher',
        rule: {
          type: 'piecewise',
          points: [
            [10, 0],
            [60, 60],
            [100, 100],
          ],
        },
      })),
    ],
  };
}

/** Values spread over the range by a fixed stride, the later units lower; every thirteenth is absent. */
function spread({ nodes }: SchemeDocument, count: number): UnitInput[] {
  return Array.from({ length: count }, (_, u) => ({
    unit: `U${u}`,
    values: new Map(
      nodes.filter(isLeaf).map(({ indicator }, k): [string, IndicatorValue] => {
        const turn = u * 29 + k * 17;
        if (turn % 13 === 0) return [indicator, ABSENT];
        const value = Math.round(((turn % 101) * (count - u / 2)) / count);
        return [indicator, { value, missing: null, numerator: null, denominator: null }];
      }),
    ),
  }));
}
