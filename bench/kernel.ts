import {
  baseScores,
  buildTree,
  rankInClass,
  ranksOfScores,
  scoreUnits,
  type IndicatorValue,
  type SchemeDocument,
  type UnitInput,
} from '@dangzhi/metrics';
import { syntheticScheme, syntheticTable } from '@dangzhi/metrics/fixtures/synthetic.ts';
import { schemes, units } from '@dangzhi/seed';
import { median, rounded, timesMs, type Figure } from './figure.ts';
import { summingPass } from './summing-pass.ts';

/** Scores and ranks every department over the eight leaves of the slice, from values to printed ranks. */
export function benchCounty(): Figure {
  const document = schemes.find(({ unitKind }) => unitKind === 'county');
  if (document === undefined) throw new Error('the seed has no county scheme');
  const departments = units.filter(({ kind }) => kind === 'department');
  const classOf = new Map(departments.map((unit) => [unit.code, { class: unit.class, ranked: unit.ranked }]));
  const inputs = inputsOf(
    document,
    departments.map(({ code }) => code),
  );
  const tree = buildTree(document);
  const times = timesMs(400, () =>
    rankInClass(document, scoreUnits(tree, inputs), (code) => classOf.get(code) ?? { class: '', ranked: false }),
  );
  return {
    name: `kernel.score-${departments.length}x${tree.leaves.length}-us`,
    value: rounded(median(times) * 1000),
    unit: 'µs',
  };
}

/**
 * The index of 100,000 units × 60 indicators, three levels, from values to ranks, over the time of one
 * plain summing pass over the same matrix in the same process; and the memory it takes beside it.
 */
export function benchLargeIndex(): Figure[] {
  const tree = buildTree(syntheticScheme());
  const table = syntheticTable(100_000);
  const columns = [...table.columns.values()].map(({ values }) => values);
  const score = (): Int32Array => ranksOfScores(tree, baseScores(tree, table).scores);
  // Warm first, then by turns, so that both meet the same machine.
  timesMs(5, score);
  timesMs(5, () => summingPass(columns));
  const [scoring, passing]: number[][] = [[], []];
  for (let round = 0; round < 15; round += 1) {
    passing?.push(...timesMs(1, () => summingPass(columns)));
    scoring?.push(...timesMs(1, score));
  }
  const [ours, pass] = [median(scoring ?? []), median(passing ?? [])];
  return [
    {
      name: 'kernel.score-100k-vs-pass',
      value: Number(ours.toFixed(2)),
      unit: 'ms',
      against: Number(pass.toFixed(2)),
      ratio: Number((ours / pass).toFixed(2)),
    },
    memoryFigure(columns, score),
  ];
}

/** Bytes outside the heap at the end of a run, nothing collected since it began, over those of the matrix. */
function memoryFigure(columns: readonly Float64Array[], score: () => unknown): Figure {
  const matrix = columns.reduce((bytes, { byteLength }) => bytes + byteLength, 0);
  globalThis.gc?.();
  const before = process.memoryUsage();
  score();
  const after = process.memoryUsage();
  const used = matrix + after.arrayBuffers - before.arrayBuffers + Math.max(0, after.heapUsed - before.heapUsed);
  return {
    name: 'kernel.score-100k-memory',
    value: rounded(used / 1e6),
    unit: 'MB',
    against: rounded(matrix / 1e6),
    ratio: Number((used / matrix).toFixed(2)),
  };
}

/** Values spread over the range by a fixed stride; every seventh is absent. */
function inputsOf({ nodes }: SchemeDocument, codes: readonly string[]): UnitInput[] {
  const indicators = nodes.flatMap((node) => ('indicator' in node ? [node.indicator] : []));
  return codes.map((unit, u) => ({
    unit,
    values: new Map(
      indicators.map((code, k): [string, IndicatorValue] => {
        const turn = u * 31 + k * 17;
        const value = turn % 7 === 0 ? null : turn % 101;
        return [code, { value, missing: value === null ? 'no-source' : null, numerator: null, denominator: null }];
      }),
    ),
  }));
}
