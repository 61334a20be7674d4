import {
  indicatorsOf,
  namedUnits,
  scaledQuotient,
  type IndicatorValue,
  type MissingKind,
  type NamedUnit,
  type SchemeTree,
  type UnitInput,
} from '@dangzhi/metrics';
import { missingKindOf, readCell, type Cell, type Reading } from './cell.ts';
import { DataFileError } from './data-file-error.ts';
import { readGrid, type Grid, type GridLine } from './grid.ts';
import {
  findHead,
  indicatorNames,
  type IndicatorNames,
  type LongColumn,
  type LongHead,
  type WideHead,
} from './head.ts';
import { leaveOut, type WideLine } from './lines.ts';
import { identityOf, someOf } from './names.ts';

export interface DataFile {
  readonly units: UnitInput[];
  /** What was assumed, left out or looks like a slip. */
  readonly notes: string[];
}

/**
 * The units of a data file as the engine takes them, with everything that was read otherwise than written.
 *
 * @param keep numbers of lines that are units, whatever they look like
 * @throws DataFileError with every fault of the file
 */
export function readUnits(csv: string, tree: SchemeTree, keep: readonly number[] = []): DataFile {
  const indicators = indicatorsOf(tree);
  const grid = readGrid(csv);
  const columnsOf = indicatorNames(tree, indicators);
  const head = findHead(grid.lines, columnsOf);
  const told = new Told();
  if (head.at > 0) told.note(`the head is line ${head.line}; ${linesOf(grid.lines.slice(0, head.at))} left out`);
  const below = grid.lines.slice(head.at + 1);
  if (below.length === 0) throw new DataFileError('The data file has a head and no unit below it');
  const table =
    head.shape === 'long'
      ? readLong(head, below, grid, columnsOf, told)
      : readWide(head, below, grid, new Set(keep), told);
  const units = table.done(namesInScheme(tree));
  told.refuse();
  const named = new Set(table.named);
  const unused = [...named].filter((name) => !indicators.includes(name));
  const lacking = indicators.filter((code) => !named.has(code));
  if (unused.length > 0) told.note(`the scheme does not use ${someOf(unused)} of the data`);
  for (const code of lacking) told.note(`the data has no "${code}", so it is no-source for every unit`);
  noteClasses(units, told);
  for (const { unit, as, leaf } of namedUnits(tree))
    if (!units.some((one) => one.unit === unit))
      told.note(`the scheme names the unit "${unit}" ${WHERE_NAMED[as](leaf)}; the data has no such unit`);
  return { units, notes: told.notes };
}

const linesOf = (lines: readonly GridLine[]): string => {
  const [first, last] = [lines[0]?.line, lines.at(-1)?.line];
  return first === last ? `line ${first}, above it, is` : `lines ${first} to ${last}, above it, are`;
};

/** Faults and notes of one file, each once. */
class Told {
  readonly #faults: string[] = [];
  readonly #notes = new Set<string>();
  readonly #readings = new Map<string, { readonly first: string; count: number }>();

  fault(line: number, message: string): void {
    this.#faults.push(`Line ${line}${message.startsWith(',') ? '' : ': '}${message}`);
  }

  note(message: string): void {
    this.#notes.add(message);
  }

  /** Something read otherwise than written: the first example, and how many there are. */
  reading(kind: string, first: string): void {
    const before = this.#readings.get(kind);
    if (before === undefined) this.#readings.set(kind, { first, count: 1 });
    else before.count += 1;
  }

  /** @throws DataFileError when there is any fault */
  refuse(): void {
    if (this.#faults.length > 0) throw new DataFileError(...this.#faults);
  }

  get notes(): string[] {
    const readings = [...this.#readings].map(
      ([kind, { first, count }]) => `${kind}: ${first}${count > 1 ? `, and ${count - 1} more` : ''}`,
    );
    return [...this.#notes, ...readings];
  }
}

/** Units as they are gathered, found again by any spelling of theirs. */
class Units {
  readonly named: string[] = [];
  readonly #found = new Map<
    string,
    { unit: string; line: number; class: string; values: Map<string, IndicatorValue> }
  >();

  find(unit: string) {
    return this.#found.get(identityOf(unit));
  }

  add(unit: string, line: number, group: string) {
    const one = { unit: unit.normalize('NFC'), line, class: group, values: new Map<string, IndicatorValue>() };
    this.#found.set(identityOf(unit), one);
    return one;
  }

  /** @param spelling how the scheme writes the units it names, by identity */
  done(spelling: ReadonlyMap<string, string>): UnitInput[] {
    return [...this.#found].map(([identity, { unit, class: group, values }]) => ({
      unit: spelling.get(identity) ?? unit,
      values,
      class: group,
    }));
  }
}

const namesInScheme = (tree: SchemeTree): ReadonlyMap<string, string> =>
  new Map(namedUnits(tree).map(({ unit }) => [identityOf(unit), unit]));

const WHERE_NAMED: Readonly<Record<NamedUnit['as'], (leaf: string | null) => string>> = {
  reference: (leaf) => `as the reference of ${leaf}, which nobody is scored by then`,
  keep: () => 'as one that screening keeps',
  drop: () => 'as one that screening drops',
};

const READINGS: Readonly<Record<Reading, string>> = {
  thousands: 'commas or spaces between thousands are left out',
  'decimal comma': 'a comma is read as the decimal point',
  'per cent': 'a per cent sign is left out, 50% is 50',
  'more digits than a double': 'more digits than are computed with (about 16)',
};

function readWide(
  head: WideHead,
  lines: readonly GridLine[],
  grid: Grid,
  keep: ReadonlySet<number>,
  told: Told,
): Units {
  const units = new Units();
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
  const percent = percentColumns(read.filter((one) => isKept.has(one) && widthFault(one.cut, head.width) === null));
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
      if (cell.is === 'number' && cell.read === 'per cent' && percent.get(column) === 'mixed')
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

/** Why a line has not the cells its head names; `null` where it has. */
function widthFault({ cells }: GridLine, width: number): string | null {
  const count = cells.findLastIndex((cell) => cell !== '') + 1;
  if (count > width)
    return `it has ${count} cells, and the head ${width}: is there a thousands separator, or a comma in a name? Write 1000 for 1,000, and put text with a comma in quotes`;
  return cells.length < width && count > 1
    ? `it has ${cells.length} cells, and the head ${width}; keep the separators of empty cells`
    : null;
}

/** Columns in which some numbers have a per cent sign and others, not 0, have none. */
function percentColumns(lines: readonly WideLine[]): ReadonlyMap<number, 'mixed'> {
  const [signed, plain] = [new Set<number>(), new Set<number>()];
  for (const { cells } of lines)
    for (const [column, cell] of cells)
      if (cell.is === 'number')
        (cell.read === 'per cent' ? signed : cell.value === 0 ? new Set<number>() : plain).add(column);
  return new Map([...signed].filter((column) => plain.has(column)).map((column) => [column, 'mixed']));
}

/** A cell as a value; `null` where it is at fault, which is told. */
function valueOf(cell: Cell, line: number, column: string, told: Told): IndicatorValue | null {
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

function readLong(
  head: LongHead,
  lines: readonly GridLine[],
  grid: Grid,
  columnsOf: IndicatorNames,
  told: Told,
): Units {
  const units = new Units();
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

const withParts = (
  value: IndicatorValue | null,
  [numerator, denominator]: readonly [number | null, number | null],
): IndicatorValue | null => (value === null ? null : { ...value, numerator, denominator });

const absent = (missing: MissingKind, numerator: number | null, denominator: number | null): IndicatorValue => ({
  value: null,
  missing,
  numerator,
  denominator,
});

/** One class in several spellings is one, and said to be; units without a class beside others that have one, too. */
function noteClasses(units: UnitInput[], told: Told): void {
  const spelled = new Map<string, string>();
  units.forEach((one, at) => {
    const group = one.class ?? '';
    const first = spelled.get(identityOf(group)) ?? group;
    spelled.set(identityOf(group), first);
    if (first === group) return;
    told.note(`class "${group}" is read as "${first}"`);
    units[at] = { ...one, class: first };
  });
  const without = units.filter(({ class: group }) => group === '').map(({ unit }) => unit);
  if (without.length === 0 || without.length === units.length) return;
  told.note(`no class is given for ${someOf(without)}; units without one are ranked among themselves`);
}
