import { isLeaf, type SchemeTree } from '@dangzhi/metrics';
import { DataFileError } from './data-file-error.ts';
import type { GridLine } from './grid.ts';
import { headIdentity, someOf } from './names.ts';

/** Where the columns of a file are, by their place in a line. */
export type Head = WideHead | LongHead;

interface AnyHead {
  /** The line it stands on, and its place among the lines. */
  readonly line: number;
  readonly at: number;
  /** Cells of a full line: what stands further right has no name. */
  readonly width: number;
  readonly unit: number;
  readonly class: number | null;
}

/** One line a unit. */
export interface WideHead extends AnyHead {
  readonly shape: 'wide';
  /** Indicator codes by column. */
  readonly indicators: ReadonlyMap<number, string>;
  /** Columns that are none of these, as they are named. */
  readonly others: readonly string[];
}

/** One line a unit and indicator. */
export interface LongHead extends AnyHead {
  readonly shape: 'long';
  readonly indicator: number;
  readonly columns: Readonly<Partial<Record<LongColumn, number>>>;
}

const LONG_COLUMNS = ['value', 'numerator', 'denominator', 'missing', 'count'] as const;
export type LongColumn = (typeof LONG_COLUMNS)[number];

/** What people call these columns. */
const WORDS = {
  unit: [
    'unit',
    'unitcode',
    'unitname',
    'code',
    'name',
    '单位',
    '单位名称',
    '单位代码',
    '部门',
    '部门名称',
    '名称',
    '地区',
    '县',
    '县市区',
    '县(市、区)',
    '乡镇',
    '乡镇街道',
    '编码',
    '代码',
  ],
  class: ['class', '类别', '分类', '组别', '单位类别', '类'],
  indicator: ['indicator', 'indicatorcode', '指标', '指标名称', '指标代码'],
  value: ['value', '值', '数值', '指标值'],
  numerator: ['numerator', '分子'],
  denominator: ['denominator', '分母'],
  missing: ['missing', '缺失', '缺失原因', '原因', '缺项原因'],
  count: ['count', '数量', '件数', '个数'],
} as const;
type Word = keyof typeof WORDS;
const NUMBER_OF_LINE = ['序号', 'no', 'no.', '#', '编号', '行号'];

const is = (word: Word, head: string): boolean => (WORDS[word] as readonly string[]).includes(headIdentity(head));

/** Head lines are looked for among the first so many: titles and dates of a sheet stand above them. */
const LOOKED_AT = 20;

/**
 * Finds the line that names the columns: the one that names most of the scheme's indicators (or that is a long file's),
 * by code or by name, whatever stands above.
 *
 * @throws DataFileError where no line does, and for columns that could be two things
 */
export function findHead(lines: readonly GridLine[], columnsOf: IndicatorNames): Head {
  if (lines.length === 0) throw new DataFileError('The data file is empty; its first line names the columns');
  const looked = lines.slice(0, LOOKED_AT);
  const long = looked.findIndex(({ cells }) => isLongHead(cells));
  if (long >= 0) return longHead(lines[long] as GridLine, long);
  const named = looked.map(({ cells }) => cells.filter((cell) => columnsOf.find(cell) !== undefined).length);
  const at = named.indexOf(Math.max(...named));
  if ((named[at] ?? 0) === 0) throw new DataFileError(noHead(lines, columnsOf));
  return wideHead(lines[at] as GridLine, at, columnsOf);
}

const isLongHead = (cells: readonly string[]): boolean =>
  cells.some((cell) => is('indicator', cell)) &&
  (['unit', ...LONG_COLUMNS] as const).some((column) => cells.some((cell) => is(column, cell)));

function noHead([first]: readonly GridLine[], columnsOf: IndicatorNames): string {
  const has = someOf((first?.cells ?? []).filter((cell) => cell !== ''));
  return `Line ${first?.line ?? 1}: no column is an indicator of the scheme; it has ${columnsOf.said()}, and the file ${has}`;
}

function wideHead({ line, cells }: GridLine, at: number, columnsOf: IndicatorNames): WideHead {
  const faults: string[] = [];
  const indicators = new Map<number, string>();
  const others: number[] = [];
  cells.forEach((cell, column) => {
    const found = columnsOf.find(cell);
    if (found === undefined) return others.push(column);
    if (found.length > 1)
      faults.push(`Line ${line}: column "${cell}" may be ${found.join(' or ')}; name it by its code`);
    const [code = ''] = found;
    const before = [...indicators].find(([, one]) => one === code);
    if (before !== undefined)
      faults.push(
        cells[before[0]] === cell
          ? `Line ${line}: column "${cell}" is there twice; give each its own name`
          : `Line ${line}: columns "${cells[before[0]]}" and "${cell}" are both ${code}; keep one`,
      );
    indicators.set(column, code);
    return undefined;
  });
  if (faults.length > 0) throw new DataFileError(...faults);
  const named = others.filter((column) => cells[column] !== '');
  const group = named.find((column) => is('class', cells[column] ?? '')) ?? null;
  const candidates = others.filter((column) => column !== group && !isLineNumber(cells[column] ?? ''));
  const unit = candidates.find((column) => is('unit', cells[column] ?? '')) ?? candidates[0] ?? null;
  if (unit === null)
    throw new DataFileError(
      `Line ${line}: no column names the units; put one before the indicators, named "unit" or "单位"`,
    );
  return {
    shape: 'wide',
    line,
    at,
    width: widthOf(cells),
    unit,
    class: group,
    indicators,
    others: named.flatMap((column) => (column === unit || column === group ? [] : (cells[column] ?? []))),
  };
}

const isLineNumber = (head: string): boolean => NUMBER_OF_LINE.includes(headIdentity(head));

/** Columns behind the last that has a name are empty. */
const widthOf = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '') + 1;

function longHead({ line, cells }: GridLine, at: number): LongHead {
  const faults: string[] = [];
  const place = (word: Word): number | null => {
    const places = cells.flatMap((cell, column) => (is(word, cell) ? [column] : []));
    if (places.length > 1)
      faults.push(`Line ${line}: ${someOf(places.map((column) => cells[column] ?? ''))} are all "${word}"; keep one`);
    return places[0] ?? null;
  };
  const [unit, indicator, group] = [place('unit'), place('indicator'), place('class')];
  const columns = Object.fromEntries(
    LONG_COLUMNS.flatMap((column): [LongColumn, number][] => {
      const found = place(column);
      return found === null ? [] : [[column, found]];
    }),
  );
  if (unit === null) faults.push(`Line ${line}: a long file needs the column "unit"`);
  const known = new Set([unit, indicator, group, ...Object.values(columns)]);
  cells.forEach((cell, column) => {
    if (cell === '' || known.has(column) || isLineNumber(cell)) return;
    if (places(cell).length > 0) return;
    faults.push(
      `Line ${line}: column "${cell}" is not known; a long file has unit, indicator, ${LONG_COLUMNS.join(', ')}, class`,
    );
  });
  if (faults.length > 0 || unit === null || indicator === null) throw new DataFileError(...faults);
  return { shape: 'long', line, at, width: widthOf(cells), unit, class: group, indicator, columns };
}

/** What a head's cell may be called. */
const places = (cell: string): Word[] => (Object.keys(WORDS) as Word[]).filter((word) => is(word, cell));

/** The indicators a scheme asks for, by code and by the names of its leaves. */
export interface IndicatorNames {
  /** Codes of the indicators of that name: several where it is not told apart, `undefined` where there is none. */
  readonly find: (head: string) => readonly [string, ...string[]] | undefined;
  /** Codes with their names, for a message. */
  readonly said: () => string;
}

/** @param codes of the indicators a scheme asks for */
export function indicatorNames({ nodes }: SchemeTree, codes: readonly string[]): IndicatorNames {
  const byCode = new Map(codes.map((code) => [code, code]));
  const byIdentity = new Map<string, Set<string>>();
  const namesOf = new Map<string, string>();
  const note = (name: string, code: string): void => {
    const identity = headIdentity(name);
    byIdentity.set(identity, (byIdentity.get(identity) ?? new Set()).add(code));
  };
  for (const code of codes) note(code, code);
  for (const node of nodes) {
    if (!isLeaf(node) || node.name === undefined) continue;
    for (const name of [node.name.zh, node.name.en]) if (name !== undefined && name !== '') note(name, node.indicator);
    namesOf.set(node.indicator, node.name.zh);
  }
  return {
    find: (head) => {
      const exact = byCode.get(head);
      if (exact !== undefined) return [exact];
      const [first, ...more] = head === '' ? [] : (byIdentity.get(headIdentity(head)) ?? []);
      return first === undefined ? undefined : [first, ...more];
    },
    said: () =>
      codes
        .slice(0, 12)
        .map((code) =>
          namesOf.get(code) === undefined || namesOf.get(code) === code ? code : `${code} (${namesOf.get(code)})`,
        )
        .join(', ') + (codes.length > 12 ? ` and ${codes.length - 12} more` : ''),
  };
}
