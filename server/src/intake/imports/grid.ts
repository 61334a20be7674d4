import { CsvError, parse } from 'csv-parse/sync';
import { DataFileError } from './data-file-error.ts';

/** One line of the file, its cells trimmed. */
export interface GridLine {
  /** Number of its last line in the file, empty lines and line ends inside quotes counted. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Grid {
  readonly lines: readonly GridLine[];
  readonly separator: string;
}

/** What parts the cells of a line: comma, tab, semicolon, or the comma of Chinese text. */
const SEPARATORS = [',', '\t', ';', '，'] as const;

/**
 * The cells of a CSV file: the separator is the one that cuts most lines into equally many cells. Lines may be of any
 * length; empty ones are left out.
 *
 * @throws DataFileError where quotation marks do not pair
 */
export function readGrid(text: string): Grid {
  const separator = findSeparator(text);
  try {
    const options = { bom: true, skip_empty_lines: true, trim: true, info: true, relax_column_count: true } as const;
    // The package's types do not tell what `info` makes of the result.
    const parsed = parse(text, { ...options, delimiter: separator }) as unknown as Parsed[];
    const lines = parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
    // A spreadsheet leaves rows of commas behind the last one.
    return { lines: lines.filter(({ cells }) => cells.some((cell) => cell !== '')), separator };
  } catch (error) {
    throw new DataFileError(csvSentence(error));
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function findSeparator(text: string): string {
  const lines = text
    // What stands in quotes parts nothing.
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
  const agreeing = SEPARATORS.map((separator) => {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = line.split(separator).length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  });
  // The first of those that agree most: a comma where nothing speaks against it.
  return SEPARATORS[agreeing.indexOf(Math.max(...agreeing))] ?? ',';
}

/** What the reader of CSV stumbled over, in the words of whoever saved the file. */
function csvSentence(error: unknown): string {
  if (!(error instanceof CsvError)) return error instanceof Error ? error.message : String(error);
  const line = `Line ${typeof error.lines === 'number' ? error.lines : '?'}`;
  if (error.code === 'INVALID_OPENING_QUOTE' || error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `${line}: a quotation mark inside a cell; write the plain number, or quote the whole cell`;
  return `${line}: ${error.message}`;
}
