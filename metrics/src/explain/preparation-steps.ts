import type { LeafColumn } from '../engine/leaf-column.ts';
import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { MISSING_KINDS, type MissingKind } from '../language/missing.ts';
import { applyChanges, type CellChange } from '../prepare/cell-change.ts';
import { expression, printNumber } from '../rules/expression.ts';
import type { SchemeLeaf } from '../scheme/document.ts';
import { isLeaf, leafAt, type SchemeTree } from '../scheme/tree.ts';
import { maximum, minimum } from '../statistics/moments.ts';
import { stepOf, type DerivationStep } from './derivation-step.ts';
import { workImputed, type Sibling, type Worked } from './imputed-value.ts';

/** One leaf and everything its preparation can be retold from. */
interface Prepared {
  readonly tree: SchemeTree;
  readonly sheet: LeafSheet;
  readonly index: number;
  readonly leaf: SchemeLeaf;
  readonly column: LeafColumn;
  readonly unit: number;
  /** What the want of the value does to the branch above. */
  readonly then: 'reweight' | 'absent' | null;
}

/** What was done to the value before the rule saw it: denominator, imputation, treatment, logarithm. */
export function preparationSteps(
  tree: SchemeTree,
  sheet: LeafSheet,
  index: number,
  column: LeafColumn,
  unit: number,
  then: Prepared['then'],
): DerivationStep[] {
  const leaf = leafAt(tree, index);
  const prepared: Prepared = { tree, sheet, index, leaf, column, unit, then };
  const own = column.prepared.changes.filter((change) => change.unit === unit);
  const steps = own.map((change) => changeStep(prepared, change));
  const given = column.prepared.values[unit] as number;
  const isFloored = own.some(({ how }) => how === 'log-floored');
  if (!column.prepared.logged || isFloored || Number.isNaN(given)) return steps;
  const before = steps.at(-1)?.result ?? sheet.table.columns.get(leaf.indicator)?.values[unit] ?? Number.NaN;
  const log = stepOf(leaf.code)(
    'log',
    { before, isFloored: false },
    { formula: 'ln v', expression: `ln(${printNumber(before)})`, result: given },
  );
  return [...steps, log];
}

/** Why a value is absent after its division: the denominator is 0, or absent for a reason of its own. */
const reasonOf = ({ column, unit }: Prepared): MissingKind =>
  MISSING_KINDS[column.prepared.missing?.[unit] ?? -1] ?? 'no-cases';

function changeStep(prepared: Prepared, change: CellChange): DerivationStep {
  const { how, before, after } = change;
  const { leaf, sheet, unit } = prepared;
  const step = stepOf(leaf.code);
  if (how === 'denominated') {
    const by = sheet.table.columns.get(leaf.denominator?.indicator ?? '')?.values[unit] ?? Number.NaN;
    if (after === null || before === null) {
      const missing = reasonOf(prepared);
      return step('absent', { what: 'denominator', missing, then: prepared.then }, { missing, by: how });
    }
    const scale = leaf.denominator?.scale ?? 1;
    return step(
      'denominate',
      { scale },
      {
        formula: 'value ÷ (denominator ÷ scale)',
        expression: expression`${before} ÷ (${by} ÷ ${scale})`,
        ...(scale === 1 && { shown: expression`${before} ÷ ${by}` }),
        result: after,
      },
    );
  }
  if (how.startsWith('imputed')) {
    const worked = after === null ? null : workedImputation(prepared, change, after);
    return step('impute', { how, count: worked?.count ?? null }, numbersOf(how, after, worked));
  }
  if (how === 'log-floored')
    return step(
      'log',
      { before, isFloored: true },
      numbersOf(how, after, after === null ? null : workedFloor(prepared)),
    );
  return step(
    'treat',
    { how, before, after },
    numbersOf(how, after, after === null ? null : workedTreatment(prepared, change)),
  );
}

/** The calculation of a changed cell; a value that was drawn in, or that has none, stands alone. */
function numbersOf(by: CellChange['how'], after: number | null, worked: Partial<Worked> | null) {
  if (after === null) return { by };
  const { formula = null, expression: text = printNumber(after) } = worked ?? {};
  return { formula, expression: text, result: after, by };
}

/** A leaf's column as it stood when only the steps named had been taken; the sheet knows the rest. */
function columnAfter(
  { tree, sheet }: Prepared,
  index: number,
  isTaken: (how: CellChange['how']) => boolean,
): Float64Array {
  const values = sheet.table.columns.get(leafAt(tree, index).indicator)?.values;
  const changes = sheet.columns[index]?.prepared.changes ?? [];
  return applyChanges(
    values ?? new Float64Array(sheet.inputs.length).fill(Number.NaN),
    changes.filter(({ how }) => isTaken(how)),
  );
}

const isDenominated = (how: CellChange['how']): boolean => how === 'denominated';

function workedImputation(prepared: Prepared, { how, unit }: CellChange, result: number): Worked | null {
  const { tree, sheet, index, leaf } = prepared;
  const values = columnAfter(prepared, index, isDenominated);
  const { classOf } = sheet.table;
  const isOfGroup = how.startsWith('imputed-group');
  const siblings = (tree.children[tree.parent[index] ?? -1] ?? []).flatMap((child): Sibling[] => {
    const node = tree.nodes[child];
    if (child === index || node === undefined || !isLeaf(node)) return [];
    return [{ direction: node.direction, values: columnAfter(prepared, child, isDenominated) }];
  });
  const peers = isOfGroup ? values.filter((_value, row) => classOf[row] === classOf[unit]) : values;
  return workImputed(how, unit, { peers, own: { direction: leaf.direction, values }, siblings }, result);
}

function workedTreatment(prepared: Prepared, { how, before }: CellChange): Partial<Worked> {
  switch (how) {
    case 'winsorised-high':
    case 'winsorised-low':
      return { formula: 'drawn in to the next value' };
    case 'log-ct':
      return before === null ? {} : workedLog(prepared, before);
    case 'log-floored':
      return workedFloor(prepared);
    default:
      return {};
  }
}

/** See `prepare/log-transforms.ts`: the extremes are those of the column before treatment. */
function workedLog(prepared: Prepared, before: number): Partial<Worked> {
  const untreated = columnAfter(prepared, prepared.index, (how) => isDenominated(how) || how.startsWith('imputed'));
  const [low, high] = [minimum(untreated), maximum(untreated)];
  if (low === null || high === null) return {};
  return {
    formula: 'ln(v − min + 0.01 × (max − min))',
    expression: expression`ln(${before} − ${low} + 0.01 × (${high} − ${low}))`,
  };
}

/** A value without a logarithm stands with the lowest that has one, or below all there are. */
function workedFloor(prepared: Prepared): Partial<Worked> {
  const { column, unit, index } = prepared;
  const unlogged = columnAfter(prepared, index, (how) => how !== 'log-floored');
  const lowest = minimum(unlogged.filter((value) => value > 0));
  if (lowest === null || Math.log(lowest) !== column.prepared.values[unit]) return { formula: 'below every logarithm' };
  return { formula: 'ln of the lowest value above 0', expression: `ln(${printNumber(lowest)})` };
}
