import { compareDecimals, scaledQuotient, toDecimal, type IndicatorValue } from '@dangzhi/metrics';
import { missingKindOf, readCell, type Cell } from './cell.ts';
import { absent, valueOf, widthFault } from './cell-value.ts';
import { GatheredUnits } from './gathered-units.ts';
import type { Grid, GridLine } from './grid.ts';
import type { IndicatorNames, LongColumn, LongHead } from './head.ts';
import { identityOf } from './names.ts';
import type { Told } from './told.ts';

/** A line an indicator of a unit: a value, its parts, or why there is none. */
export function readLong(
  head: LongHead,
  lines: readonly GridLine[],
  grid: Grid,
  columnsOf: IndicatorNames,
  told: Told,
): GatheredUnits {
  const units = new GatheredUnits();
  const named = new Set<string>();
  for (const { line, cells } of lines) {
    const fault = widthFault({ line, cells }, head.width);
    if (fault !== null) {
      told.fault(line, fault);
      continue;
    }
    const [unit, called] = [cells[head.unit] ?? '', cells[head.indicator] ?? ''];
    const [indicator = called, ...others] = columnsOf.find(called) ?? [];
    if (others.length > 0)
      told.fault(line, `"${called}" may be ${[indicator, ...others].join(' or ')}; name it by its code`);
    const group = head.class === null ? '' : (cells[head.class] ?? '');
    if (unit === '' || indicator === '') {
      told.fault(line, 'unit and indicator must not be empty');
      continue;
    }
    named.add(indicator);
    const own = units.find(unit) ?? units.add(unit, line, group);
    if (group !== '' && own.class !== '' && identityOf(group) !== identityOf(own.class))
      told.fault(line, `${unit} is of class ${own.class} further up; give it one class`);
    if (own.class === '') own.class = group;
    if (own.values.has(indicator)) told.fault(line, `${indicator} of ${unit} is there twice; keep one line`);
    const value = readLongValue(head, { line, cells }, grid.separator, told);
    if (value !== null) own.values.set(indicator, value);
  }
  units.named.push(...named);
  return units;
}

function readLongValue(
  head: LongHead,
  { line, cells }: GridLine,
  separator: string,
  told: Told,
): IndicatorValue | null {
  const textAt = (column: LongColumn): string => cells[head.columns[column] ?? -1] ?? '';
  let isFaulty = false;
  const cellAt = (column: LongColumn): Extract<Cell, { is: 'number' | 'missing' }> | null => {
    if (textAt(column) === '') return null;
    const cell = readCell(textAt(column), separator);
    if (cell.is !== 'fault') return cell;
    told.fault(line, `, ${column}: ${cell.message}`);
    isFaulty = true;
    return null;
  };
  const [value, numerator, denominator, count] = [
    cellAt('value'),
    cellAt('numerator'),
    cellAt('denominator'),
    cellAt('count'),
  ];
  if (isFaulty) return null;
  tellImplausible({ numerator, denominator, count }, line, told);
  const numberIn = (cell: Cell | null): number | null => (cell?.is === 'number' ? cell.value : null);
  const parts = [numberIn(numerator), numberIn(denominator)] as const;
  const said = textAt('missing');
  if (said !== '') {
    const kind = missingKindOf(said);
    if (kind === null) {
      told.fault(
        line,
        `missing "${said}" is not one of not-applicable 不适用, not-due 未到期, no-cases 无业务, no-source 无来源, overdue 逾期未报`,
      );
      return null;
    }
    if (numberIn(value) !== null) {
      told.fault(line, 'a value and a reason for having none; keep one of the two');
      return null;
    }
    return absent(kind, ...parts);
  }
  if (value !== null) return withParts(valueOf(value, line, 'value', told), parts);
  if (numerator?.is === 'number' && denominator?.is === 'number') {
    return denominator.value === 0
      ? absent('no-cases', ...parts)
      : {
          value: scaledQuotient(numerator.text, denominator.text, 100),
          missing: null,
          numerator: parts[0],
          denominator: parts[1],
        };
  }
  if ((numerator === null) !== (denominator === null) && count === null) {
    told.fault(
      line,
      `a ${numerator === null ? 'denominator without a numerator' : 'numerator without a denominator'}; give both, or a value`,
    );
    return null;
  }
  return count === null ? absent('no-source', ...parts) : valueOf(count, line, 'count', told);
}

/** A file declares no measures, so what would be refused of one that does is said, and scored as it stands. */
function tellImplausible(
  cells: Readonly<Record<'numerator' | 'denominator' | 'count', Cell | null>>,
  line: number,
  told: Told,
): void {
  const given = Object.entries(cells).flatMap(([column, cell]) =>
    cell?.is === 'number' ? [{ column, text: cell.text, value: cell.value }] : [],
  );
  for (const { column, text, value } of given)
    if (value < 0) told.reading('a numerator, denominator or count is below 0', `line ${line}, ${column} ${text}`);
  const { numerator, denominator, count } = cells;
  if (count?.is === 'number' && !Number.isInteger(count.value))
    told.reading('a count is not whole', `line ${line}, count ${count.text}`);
  if (numerator?.is !== 'number' || denominator?.is !== 'number' || denominator.value <= 0) return;
  if (compareDecimals(toDecimal(numerator.text), toDecimal(denominator.text)) > 0)
    told.reading(
      'a numerator is above its denominator, which makes more than 100%',
      `line ${line}, numerator ${numerator.text}, denominator ${denominator.text}`,
    );
}

const withParts = (
  value: IndicatorValue | null,
  [numerator, denominator]: readonly [number | null, number | null],
): IndicatorValue | null => (value === null ? null : { ...value, numerator, denominator });
