import { readCell, type Cell } from './cell.ts';
import { valueOf, widthFault } from './cell-value.ts';
import { GatheredUnits } from './gathered-units.ts';
import type { Grid, GridLine } from './grid.ts';
import type { WideHead } from './head.ts';
import { leaveOut, type WideLine } from './lines.ts';
import type { Told } from './told.ts';

/** A line a unit, a column an indicator. */
export function readWide(
  head: WideHead,
  lines: readonly GridLine[],
  grid: Grid,
  keep: ReadonlySet<number>,
  told: Told,
): GatheredUnits {
  const units = new GatheredUnits();
  units.named.push(...head.indicators.values(), ...head.others);
  const read = lines.map(({ line, cells }): WideLine & { readonly group: string; readonly cut: GridLine } => ({
    line,
    unit: cells[head.unit] ?? '',
    group: head.class === null ? '' : (cells[head.class] ?? ''),
    isShort: cells.length < head.width,
    cut: { line, cells },
    cells: new Map(
      [...head.indicators.keys()].flatMap((column): [number, Cell][] => {
        const text = cells[column] ?? '';
        return text === '' ? [] : [[column, readCell(text, grid.separator)]];
      }),
    ),
  }));
  const { units: kept, left } = leaveOut(read, keep);
  for (const { line, unit, why } of left)
    told.note(
      `line ${line}${unit === '' ? '' : `, "${unit}",`} is left out: ${why}; if it is a unit, say --keep ${line}`,
    );
  const isKept = new Set<WideLine>(kept);
  const mixed = mixedPercentColumns(read.filter((one) => isKept.has(one) && widthFault(one.cut, head.width) === null));
  for (const one of read) {
    if (!isKept.has(one)) continue;
    const { line, unit } = one;
    const fault = widthFault(one.cut, head.width);
    if (fault !== null) {
      told.fault(line, fault);
      continue;
    }
    if (unit === '') told.fault(line, 'the unit is empty, and there are values beside it');
    else if (isScientific(unit))
      told.fault(line, `unit "${unit}" is a code that a spreadsheet made a number of; format that column as text`);
    const before = unit === '' ? undefined : units.find(unit);
    if (before !== undefined) {
      const spelled = before.unit === unit ? '' : ` (line ${before.line} writes "${before.unit}")`;
      told.fault(line, `unit ${unit} is there twice${spelled}; keep one line`);
      continue;
    }
    const own = units.add(unit === '' ? `\u0000${line}` : unit, line, one.group);
    for (const [column, cell] of one.cells) {
      const code = head.indicators.get(column) ?? '';
      if (cell.is === 'number' && cell.read === 'per cent' && mixed.has(column))
        told.fault(
          line,
          `, ${code}: "${cell.text}%" in a column that has numbers without the sign; write all with it, or none`,
        );
      const value = valueOf(cell, line, code, told);
      if (value !== null) own.values.set(code, value);
    }
  }
  return units;
}

/** 3.3062E+11 in the place of 330624000000. */
const isScientific = (unit: string): boolean => /^\d(\.\d+)?e\+?\d+$/i.test(unit);

/** Columns in which some numbers have a per cent sign and others, not 0, have none. */
function mixedPercentColumns(lines: readonly WideLine[]): ReadonlySet<number> {
  const [signed, plain] = [new Set<number>(), new Set<number>()];
  for (const { cells } of lines)
    for (const [column, cell] of cells)
      if (cell.is === 'number')
        (cell.read === 'per cent' ? signed : cell.value === 0 ? new Set<number>() : plain).add(column);
  return new Set([...signed].filter((column) => plain.has(column)));
}
