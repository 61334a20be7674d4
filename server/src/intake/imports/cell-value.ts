import type { IndicatorValue, MissingKind } from '@dangzhi/metrics';
import type { Cell, Reading } from './cell.ts';
import type { GridLine } from './grid.ts';
import type { Told } from './told.ts';

const READINGS: Readonly<Record<Reading, string>> = {
  thousands: 'commas or spaces between thousands are left out',
  'decimal comma': 'a comma is read as the decimal point',
  'per cent': 'a per cent sign is left out, 50% is 50',
  'more digits than a double': 'more digits than are computed with (about 16)',
};

/** Why a line has not the cells its head names; `null` where it has. */
export function widthFault({ cells }: GridLine, width: number): string | null {
  const count = cells.findLastIndex((cell) => cell !== '') + 1;
  if (count > width)
    return `it has ${count} cells, and the head ${width}: is there a thousands separator, or a comma in a name? Write 1000 for 1,000, and put text with a comma in quotes`;
  return cells.length < width && count > 1
    ? `it has ${cells.length} cells, and the head ${width}; keep the separators of empty cells`
    : null;
}

/** A cell as a value; `null` where it is at fault, which is told. */
export function valueOf(cell: Cell, line: number, column: string, told: Told): IndicatorValue | null {
  if (cell.is === 'fault') {
    told.fault(line, `, ${column}: ${cell.message}`);
    return null;
  }
  if (cell.is === 'missing') {
    told.reading(`"${cell.mark}" is read as no value (${cell.kind})`, `line ${line}, ${column}`);
    return absent(cell.kind, null, null);
  }
  if (cell.read !== undefined) told.reading(READINGS[cell.read], `line ${line}, ${column}, ${cell.text}`);
  return { value: cell.value, missing: null, numerator: null, denominator: null };
}

export const absent = (missing: MissingKind, numerator: number | null, denominator: number | null): IndicatorValue => ({
  value: null,
  missing,
  numerator,
  denominator,
});
