import { ahpWeights, type AhpResult } from './ahp.ts';
import { type JudgementFault, type Judgements, parsePartialJudgements, type PartialJudgements } from './judgements.ts';
import type { RandomIndexTable } from './random-index.ts';

/** How far the experts who judged a pair are apart. */
export interface Disagreement {
  readonly experts: number;
  /** Sample standard deviation (n − 1) of the logarithms; `null` for one expert. */
  readonly sdOfLogs: number | null;
  /** Largest judgement ÷ smallest, at least 1. */
  readonly ratio: number;
}

export interface ExpertReport {
  /** Pairs above the diagonal this expert left out. */
  readonly missing: readonly (readonly [row: number, column: number])[];
  /** The expert's own weights and consistency; `null` when a pair is missing. */
  readonly own: AhpResult | null;
}

export type GroupJudgements =
  | {
      readonly ok: true;
      /** Geometric mean of the judgements, reciprocal again. */
      readonly matrix: Judgements;
      /** `disagreement[i][j]` = `disagreement[j][i]`; `null` on the diagonal. */
      readonly disagreement: readonly (readonly (Disagreement | null)[])[];
      readonly experts: readonly ExpertReport[];
      /** Experts whose own CR is not below 0.10. */
      readonly inconsistent: readonly number[];
    }
  | {
      readonly ok: false;
      readonly faults: readonly ExpertFault[];
    };

export interface ExpertFault extends JudgementFault {
  /** `null` for a pair nobody judged, and for a list without experts. */
  readonly expert: number | null;
}

/**
 * Judgements of several experts as one matrix: a_ij = (Π a_ij⁽ᵏ⁾)^(1/K) over the experts who judged the
 * pair. An inconsistent expert is reported and still counts: who is left out is for people to say.
 *
 * @param experts matrices of one size as for `parseJudgements`; a pair may be `null`
 * @param table of the experts' own consistency
 * @returns faults with their expert, cell and mend when a matrix cannot be read or nobody judged a pair
 * @see J. Aczél and T. L. Saaty, J. Math. Psychology 27, 1983: the only mean that keeps reciprocals
 */
export function groupJudgements(
  experts: readonly PartialJudgements[],
  table: RandomIndexTable = 'default',
): GroupJudgements {
  const read = experts.map((rows) => parsePartialJudgements(rows));
  const faults: ExpertFault[] = read.flatMap((one, expert) =>
    one.ok ? [] : one.faults.map((fault) => ({ ...fault, expert })),
  );
  const matrices = read.flatMap((one) => (one.ok ? [one.matrix] : []));
  const size = matrices[0]?.length ?? 0;
  if (experts.length === 0) faults.push(wholeFault(null, 'no expert has judged; ask at least one'));
  else if (faults.length === 0) {
    const odd = matrices.findIndex((matrix) => matrix.length !== size);
    const counts = `expert ${odd + 1} compares ${matrices[odd]?.length} items and expert 1 compares ${size}`;
    if (odd !== -1) faults.push(wholeFault(odd, `${counts}; let all compare the same items`));
  }
  if (faults.length > 0) return { ok: false, faults };

  const heard = matrices[0]?.map((_, row) =>
    Array.from({ length: size }, (__, column) => matrices.flatMap((matrix) => matrix[row]?.[column] ?? [])),
  ) as number[][][];
  const unheard = heard.flatMap((line, row) =>
    line.flatMap((judgements, column) => (judgements.length === 0 && row < column ? [pairFault(row, column)] : [])),
  );
  if (unheard.length > 0) return { ok: false, faults: unheard };

  const reports = matrices.map((matrix) => reportOf(matrix, table));
  return {
    ok: true,
    matrix: heard.map((line, row) =>
      line.map((judgements, column) =>
        row <= column ? geometricMean(judgements) : 1 / geometricMean(heard[column]?.[row] ?? []),
      ),
    ),
    disagreement: heard.map((line, row) =>
      line.map((judgements, column) => (row === column ? null : disagreementOf(judgements))),
    ),
    experts: reports,
    inconsistent: reports.flatMap(({ own }, expert) => (own !== null && !own.consistency.passes ? [expert] : [])),
  };
}

function reportOf(matrix: PartialJudgements, table: RandomIndexTable): ExpertReport {
  const missing = matrix.flatMap((line, row) =>
    line.flatMap((value, column) => (value === null && row < column ? [[row, column] as const] : [])),
  );
  return { missing, own: missing.length === 0 ? ahpWeights(matrix, { table }) : null };
}

function geometricMean(values: readonly number[]): number {
  const [first] = values;
  // Equal judgements keep their digits: the way through logarithms may lose the last one.
  if (first !== undefined && values.every((value) => value === first)) return first;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function disagreementOf(judgements: readonly number[]): Disagreement {
  const logs = judgements.map((value) => Math.log(value));
  const centre = logs.reduce((a, b) => a + b, 0) / logs.length;
  const squares = logs.reduce((sum, log) => sum + (log - centre) * (log - centre), 0);
  const ratio = Math.max(...judgements) / Math.min(...judgements);
  const sdOfLogs = logs.length < 2 ? null : ratio === 1 ? 0 : Math.sqrt(squares / (logs.length - 1));
  return { experts: logs.length, sdOfLogs, ratio };
}

function wholeFault(expert: number | null, message: string) {
  return { row: 0, column: 0, code: 'shape' as const, message, expert };
}

function pairFault(row: number, column: number) {
  const message = `row ${row + 1}, column ${column + 1} is judged by no expert; ask one to compare the two items`;
  return { row, column, code: 'missing' as const, message, expert: null };
}
