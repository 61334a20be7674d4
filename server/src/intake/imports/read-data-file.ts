import {
  MISSING_KINDS,
  indicatorsOf,
  type IndicatorValue,
  type MissingKind,
  type SchemeTree,
  type UnitInput,
} from '@dangzhi/metrics';
import { CsvError, parse } from 'csv-parse/sync';

/** The data file has something in it that cannot be read; the message names the line. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
}

/** By unit; a file without a class column has one class. */
type Values = Map<string, { class: string; readonly values: Map<string, IndicatorValue> }>;

/** The one column that is neither the unit nor an indicator, unless an indicator has that name. */
const CLASS_COLUMN = 'class';

const LONG_COLUMNS = ['value', 'numerator', 'denominator', 'missing', 'count'] as const;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The units of a data file as the engine takes them, and what looks like a slip: names of the file the
 * scheme does not know, and indicators the file does not have.
 */
export function readUnits(csv: string, tree: SchemeTree): { units: UnitInput[]; notes: string[] } {
  const indicators = new Set(indicatorsOf(tree));
  const named = new Set<string>();
  const read = readValues(csv, indicators, named);
  const unused = [...named].filter((name) => !indicators.has(name));
  const lacking = [...indicators].filter((code) => !named.has(code));
  return {
    units: [...read].map(([unit, { class: own, values }]) => ({ unit, values, class: own })),
    notes: [
      ...(unused.length > 0
        ? [`the scheme does not use ${unused.map((name) => `"${name}"`).join(', ')} of the data`]
        : []),
      ...lacking.map((code) => {
        const near = unused.find((name) => name.toLowerCase() === code.toLowerCase());
        const hint = near === undefined ? '' : `; is "${near}" meant?`;
        return `the data has no "${code}", so it is no-source for every unit${hint}`;
      }),
      ...[...read.keys()]
        .filter((unit) => TOTAL_ROW.test(unit))
        .map((unit) => `"${unit}" is scored as a unit; take the line away if it is a total`),
      ...classNotes(read),
    ],
  };
}

/** Lines a spreadsheet has below its units. */
const TOTAL_ROW = /^(合计|总计|小计|平均|平均值|total|sum|average|mean)$/i;

function classNotes(read: Values): string[] {
  const without = [...read].filter(([, { class: own }]) => own === '').map(([unit]) => unit);
  if (without.length === 0 || without.length === read.size) return [];
  return [`no class is given for ${without.slice(0, 8).join(', ')}; units without one are ranked among themselves`];
}

/** @param named is given every indicator the file names, of the scheme or not */
function readValues(csv: string, indicators: ReadonlySet<string>, named: Set<string>): Values {
  const lines = parseLines(csv);
  const [header, ...rows] = lines;
  if (header === undefined) throw new DataFileError('The data file is empty; its first line names the columns');
  const columns = header.cells.map((name) => name.trim());
  const separator = columns.length === 1 ? /[;\t，]/.exec(columns[0] ?? '')?.[0] : undefined;
  if (separator !== undefined)
    throw new DataFileError(
      `Line 1: one column "${columns[0]}"; the cells are parted by ${separator === '\t' ? 'tabs' : `"${separator}"`}, save the file with commas`,
    );
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new DataFileError(`Line 1: column "${repeated}" is there twice; give each its own name`);
  if (rows.length === 0) throw new DataFileError('The data file has a first line and no unit below it');
  return columns.includes('indicator')
    ? readLong(columns, rows, indicators, named)
    : readWide(columns, rows, indicators, named);
}

interface Row {
  /** Number of its last line in the file, empty lines and line ends inside quotes counted. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseLines(csv: string): Row[] {
  try {
    // The package's types do not tell what `info` makes of the result.
    const parsed = parse(csv, { bom: true, skip_empty_lines: true, trim: true, info: true }) as unknown as Parsed[];
    const rows = parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
    // A spreadsheet leaves rows of commas behind the last one.
    return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    throw new DataFileError(csvSentence(error));
  }
}

/** What the reader of CSV stumbled over, in the words of whoever saved the file. */
function csvSentence(error: unknown): string {
  if (!(error instanceof CsvError)) return error instanceof Error ? error.message : String(error);
  const line = `Line ${typeof error.lines === 'number' ? error.lines : '?'}`;
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
    return `${line}: it has not as many cells as the first line; a thousands separator, or a comma in a name? Write 1000 for 1,000, and put text with a comma in quotes`;
  if (error.code === 'INVALID_OPENING_QUOTE' || error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `${line}: a quotation mark inside a cell; write the plain number, or quote the whole cell`;
  return error.message;
}

function readWide(
  columns: readonly string[],
  rows: readonly Row[],
  indicators: ReadonlySet<string>,
  named: Set<string>,
): Values {
  const lacking = [...indicators].filter((code) => !columns.includes(code));
  if (lacking.length === indicators.size) {
    throw new DataFileError(`Line 1: no column is an indicator of the scheme; it has ${[...indicators].join(', ')}`);
  }
  const found: Values = new Map();
  const classAt = indicators.has(CLASS_COLUMN) ? -1 : columns.indexOf(CLASS_COLUMN);
  columns.forEach((name, at) => at > 0 && at !== classAt && named.add(name));
  rows.forEach(({ line, cells }) => {
    const unit = cells[0] ?? '';
    if (unit === '') throw new DataFileError(`Line ${line}: the first column, the unit code, is empty`);
    if (found.has(unit)) throw new DataFileError(`Line ${line}: unit ${unit} is there twice; keep one line`);
    const values = columns.flatMap((column, at): [string, IndicatorValue][] => {
      const text = cells[at] ?? '';
      if (at === 0 || text === '' || !indicators.has(column)) return [];
      return [[column, present(numberAt(text, line, column))]];
    });
    found.set(unit, { class: classAt === -1 ? '' : (cells[classAt] ?? ''), values: new Map(values) });
  });
  return found;
}

function readLong(
  columns: readonly string[],
  rows: readonly Row[],
  indicators: ReadonlySet<string>,
  named: Set<string>,
): Values {
  for (const needed of ['unit', 'indicator']) {
    if (!columns.includes(needed)) throw new DataFileError(`Line 1: a long file needs the column "${needed}"`);
  }
  const unknown = columns.find((name) => !['unit', 'indicator', CLASS_COLUMN, ...LONG_COLUMNS].includes(name));
  if (unknown !== undefined)
    throw new DataFileError(
      `Line 1: column "${unknown}" is not known; a long file has unit, indicator, ${LONG_COLUMNS.join(', ')}`,
    );
  const found: Values = new Map();
  rows.forEach(({ line, cells }) => {
    const at = (name: string): string => cells[columns.indexOf(name)] ?? '';
    const [unit, indicator] = [at('unit'), at('indicator')];
    if (unit === '' || indicator === '') throw new DataFileError(`Line ${line}: unit and indicator must not be empty`);
    named.add(indicator);
    const own = found.get(unit) ?? { class: at(CLASS_COLUMN), values: new Map<string, IndicatorValue>() };
    if (at(CLASS_COLUMN) !== '' && own.class !== '' && at(CLASS_COLUMN) !== own.class)
      throw new DataFileError(`Line ${line}: ${unit} is of class ${own.class} further up; give it one class`);
    if (own.values.has(indicator))
      throw new DataFileError(`Line ${line}: ${indicator} of ${unit} is there twice; keep one line`);
    found.set(unit, own);
    if (own.class === '') own.class = at(CLASS_COLUMN);
    if (indicators.has(indicator)) own.values.set(indicator, readLongValue(at, line));
  });
  return found;
}

function readLongValue(at: (name: string) => string, line: number): IndicatorValue {
  const number = (name: string): number | null => (at(name) === '' ? null : numberAt(at(name), line, name));
  const [value, numerator, denominator, count] = [
    number('value'),
    number('numerator'),
    number('denominator'),
    number('count'),
  ];
  const missing = at('missing');
  if (missing !== '') {
    const kind = MISSING_KINDS.find((one) => one === missing);
    if (kind === undefined)
      throw new DataFileError(`Line ${line}: missing "${missing}" is not one of ${MISSING_KINDS.join(', ')}`);
    if (value !== null)
      throw new DataFileError(`Line ${line}: a value and a reason for having none; keep one of the two`);
    return absent(kind, numerator, denominator);
  }
  if (value !== null) return { value, missing: null, numerator, denominator };
  if ((numerator === null) !== (denominator === null) && count === null)
    throw new DataFileError(
      `Line ${line}: a ${numerator === null ? 'denominator without a numerator' : 'numerator without a denominator'}; give both, or a value`,
    );
  if (numerator !== null && denominator !== null) {
    return denominator === 0
      ? absent('no-cases', numerator, denominator)
      : { value: (numerator / denominator) * 100, missing: null, numerator, denominator };
  }
  return count === null ? absent('no-source', numerator, denominator) : present(count);
}

const present = (value: number): IndicatorValue => ({ value, missing: null, numerator: null, denominator: null });
const absent = (missing: MissingKind, numerator: number | null, denominator: number | null): IndicatorValue => ({
  value: null,
  missing,
  numerator,
  denominator,
});

function numberHint(text: string): string {
  if (text.endsWith('%')) return 'write 50 for 50%';
  if (/[０-９．－−（(]/.test(text)) return 'write it with plain digits and a plain minus, as in -5';
  if (/^(n\/?a|-+|—+|无|暂无|#.*|null|nan)$/i.test(text))
    return 'leave the cell empty, or give the reason in a long file\'s column "missing"';
  return 'write it with a point and without separators';
}

function numberAt(text: string, line: number, column: string): number {
  const value = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(value))
    throw new DataFileError(`Line ${line}, ${column}: "${text}" is not a number; ${numberHint(text)}`);
  return value;
}
