import { countPresent, maximum, minimum } from '../statistics/moments.ts';
import { applyChanges, recordChanges, type CellChange, type DataColumn } from './cell-change.ts';
import { boxCox, logCt, logCtOrig, logCtPlus, logGii, type Transform } from './log-transforms.ts';
import { DEFAULT_THRESHOLDS, testOutliers, type OutlierTest, type OutlierThresholds } from './outlier-test.ts';
import { winsorise, type Winsorised } from './winsorise.ts';

export interface TreatOptions {
  readonly thresholds?: OutlierThresholds;
  /** Most points winsorising may move, see `winsorise`; 0 goes to the transform at once, `null` sets no limit. */
  readonly maxPoints?: number | null;
  /** What is tried when winsorising did not help; `null` for nothing. `log-ct` by default. */
  readonly transform?: Transform | null;
  /** Only for `box-cox`; 0 by default. */
  readonly lambda?: number;
  /** The transform is applied to the winsorised column, not to the original one. */
  readonly combine?: boolean;
  /** Winsorises to the limit even a column that passes the test. */
  readonly force?: boolean;
}

/** Why a column was left as it was. */
export type UntreatedReason =
  | 'passes'
  | 'all-missing'
  | 'constant'
  | 'too-few-values'
  /** All values but those at one end are equal, as in a column of zeros with one exception. */
  | 'mostly-one-value'
  | 'transform-impossible'
  /** It fails, but no point may be moved and there is no transform. */
  | 'nothing-to-try';

export interface Treatment {
  readonly column: DataColumn;
  readonly outcome: 'untreated' | 'winsorised' | 'transformed' | 'winsorised-and-transformed';
  /** `null` unless untreated. */
  readonly reason: UntreatedReason | null;
  /** The test at the start, after winsorising and after the transform; `null` where it did not come to that. */
  readonly tests: {
    readonly before: OutlierTest;
    readonly afterWinsorising: OutlierTest | null;
    readonly afterTransform: OutlierTest | null;
  };
  /** Rows winsorising moved, also when that work was discarded for the transform. `null`: it was not tried. */
  readonly winsorising: {
    readonly high: readonly number[];
    readonly low: readonly number[];
    readonly isKept: boolean;
  } | null;
  /** Every changed cell; one that was winsorised and then transformed has two entries, in that order. */
  readonly changes: readonly CellChange[];
}

/**
 * Treats the outliers of one column exactly as the reference does (COINr's `Treat`): test; winsorise until
 * the column passes or the limit is met; if it still fails, discard that work and transform the original
 * (with `combine`: the winsorised) column; test again. What the last test says does not undo the transform.
 *
 * Two things are said plainly that the reference blurs: a column that cannot be treated comes back unchanged
 * with its reason, and points whose winsorising was discarded are not reported as changed.
 *
 * @param column NaN is absent, and stays so
 * @throws RangeError for a limit or lambda that makes no sense, see `winsorise` and `boxCox`
 */
export function treat(column: DataColumn, options: TreatOptions = {}): Treatment {
  const { thresholds = DEFAULT_THRESHOLDS, maxPoints = 5, transform = 'log-ct', lambda = 0 } = options;
  const { combine = false, force = false } = options;
  const original = column.values;
  const before = testOutliers(original, thresholds);
  const none: Treatment['tests'] = { before, afterWinsorising: null, afterTransform: null };
  if (before.passes === null) return untreated(column, none, undecidable(original));
  if (before.passes && !force) return untreated(column, none, 'passes');

  const attempt = winsorise(original, { maxPoints, thresholds, force });
  const afterWinsorising = testOutliers(attempt.values, thresholds);
  const tests = { ...none, afterWinsorising };
  const moved = changesOf(column, attempt);
  if (attempt.isExhausted && afterWinsorising.passes !== true) return untreated(column, tests, 'mostly-one-value');
  if (transform === null && moved.length === 0) return untreated(column, tests, 'nothing-to-try');
  if (afterWinsorising.passes === true || transform === null) {
    return finish(column, 'winsorised', tests, { ...rowsOf(attempt), isKept: true }, moved);
  }

  const from = combine ? attempt.values : original;
  const transformed = TRANSFORMS[transform](from, lambda);
  if (transformed === null) return untreated(column, tests, 'transform-impossible', attempt);
  const changes = [...(combine ? moved : []), ...recordChanges(column.code, from, transformed, transform)];
  const afterTransform = testOutliers(transformed, thresholds);
  const isCombined = combine && moved.length > 0;
  const outcome = isCombined ? 'winsorised-and-transformed' : 'transformed';
  return finish(column, outcome, { ...tests, afterTransform }, { ...rowsOf(attempt), isKept: isCombined }, changes);
}

const TRANSFORMS: Readonly<Record<Transform, (values: Float64Array, lambda: number) => Float64Array | null>> = {
  'log-ct': logCt,
  'log-ct-plus': logCtPlus,
  'log-ct-orig': logCtOrig,
  'log-gii': logGii,
  'box-cox': (values, lambda) => boxCox(values, { lambda }),
};

function undecidable(values: Float64Array): UntreatedReason {
  if (countPresent(values) === 0) return 'all-missing';
  return minimum(values) === maximum(values) ? 'constant' : 'too-few-values';
}

const rowsOf = ({ high, low }: Winsorised): Pick<Winsorised, 'high' | 'low'> => ({ high, low });

function changesOf({ code, values }: DataColumn, attempt: Winsorised): CellChange[] {
  const low = new Set(attempt.low);
  return recordChanges(code, values, attempt.values, 'winsorised-high').map((change) =>
    low.has(change.unit) ? { ...change, how: 'winsorised-low' } : change,
  );
}

function untreated(
  column: DataColumn,
  tests: Treatment['tests'],
  reason: UntreatedReason,
  attempt?: Winsorised,
): Treatment {
  const winsorising = attempt === undefined ? null : { ...rowsOf(attempt), isKept: false };
  return { column, outcome: 'untreated', reason, tests, winsorising, changes: [] };
}

function finish(
  { code, values }: DataColumn,
  outcome: Treatment['outcome'],
  tests: Treatment['tests'],
  winsorising: Treatment['winsorising'],
  changes: readonly CellChange[],
): Treatment {
  return {
    column: { code, values: applyChanges(values, changes) },
    outcome,
    reason: null,
    tests,
    winsorising,
    changes,
  };
}
