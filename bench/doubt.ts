import { readFileSync } from 'node:fs';
import { buildTree, scoreLeaves, type SchemeDocument, type SchemeNode, type UnitInput } from '@dangzhi/metrics';
import { runDoubt } from '@dangzhi/metrics/doubt';
import { median, rounded, timesMs, type Figure } from './figure.ts';
import { summingPass } from './summing-pass.ts';

interface Node {
  readonly code: string;
  readonly type: string;
  readonly parent: string | null;
  readonly weight: number;
  readonly direction: 1 | -1;
}

const asem = (file: string): string =>
  readFileSync(new URL(import.meta.resolve(`@dangzhi/metrics/fixtures/reference/asem/${file}`)), 'utf8');

/** A thousand draws of every weight of the ASEM index (51 × 49, ±25 %), over a thousand plain passes over it. */
export function benchDoubt(): Figure[] {
  const tree = buildTree(scheme());
  const inputs = units();
  const sheet = scoreLeaves(tree, inputs);
  const columns = tree.leaves.flatMap((leaf) => sheet.columns[leaf]?.scores ?? []);
  const run = (): unknown => runDoubt(tree, sheet, { seed: 1, draws: 1000, weights: { spread: 0.25 } });
  const passes = (): void => {
    for (let k = 0; k < 1000; k += 1) summingPass(columns);
  };
  timesMs(3, run);
  timesMs(3, passes);
  const ours = median(timesMs(11, run));
  const pass = median(timesMs(11, passes));
  return [
    { name: 'kernel.mc1000-asem-ms', value: rounded(ours), unit: 'ms' },
    {
      name: 'kernel.mc1000-vs-pass',
      value: Number(ours.toFixed(2)),
      unit: 'ms',
      against: Number(pass.toFixed(2)),
      ratio: Number((ours / pass).toFixed(2)),
    },
  ];
}

function scheme(): SchemeDocument {
  const { nodes } = JSON.parse(asem('meta.json')) as { nodes: readonly Node[] };
  return {
    code: 'ASEM',
    name: { zh: 'ASEM', en: 'ASEM' },
    unitKind: 'country',
    coverageThreshold: 0,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [],
    adjustments: { bonusCap: 0, deductCap: 0 },
    nodes: nodes.map(({ code, type, parent, weight, direction }): SchemeNode =>
      type === 'Indicator'
        ? {
            code,
            parent: parent ?? '',
            weight,
            indicator: code,
            direction: direction === 1 ? 'higher' : 'lower',
            rule: { type: 'min-max' },
          }
        : { code, weight, aggregate: 'arithmetic', ...(parent !== null && { parent }) },
    ),
  };
}

function units(): UnitInput[] {
  const [header = [], ...rows] = asem('data.csv')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map(([unit = '', ...cells]) => ({
    unit,
    values: new Map(
      cells.map((cell, k) => [
        header[k + 1] ?? '',
        { value: cell === '' ? null : Number(cell), missing: null, numerator: null, denominator: null },
      ]),
    ),
  }));
}
