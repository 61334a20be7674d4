import type { MissingKind, NumberReading, SourceDeclaration } from '@dangzhi/metrics';
import { fieldAt, textOf } from './fields.ts';
import { readNumber } from './number.ts';

type Mapping = SourceDeclaration['mapping'];

/** A place in a record where a figure of ours may stand. */
interface Cell extends NumberReading {
  readonly field: string;
}

interface Figure {
  readonly value: string | null;
  readonly missing: MissingKind | null;
  readonly reason: string | null;
}

/** The fields a record's figures are read from. */
export const fieldsOfValues = (values: Mapping['values']): string[] =>
  values.kind === 'wide' ? values.fields.map(({ field }) => field) : [values.measureField, values.valueField];

/**
 * The places of a record's figures: every declared field, or the one value of a record that names its measure.
 *
 * @returns `null` when it names one nobody declared
 */
export function cellsOf(values: Mapping['values'], record: unknown): readonly Cell[] | null {
  if (values.kind === 'wide') return values.fields;
  const name = textOf(fieldAt(record, values.measureField));
  const cells = values.names
    .filter((reading) => reading.name === name)
    .map((reading) => ({ ...reading, field: values.valueField }));
  return cells.length > 0 || values.ignored.includes(name) ? cells : null;
}

/**
 * What stands there: a figure, a declared word for why there is none, nothing, or something else. The text beside a
 * wide record's figures explains only those that are absent; nobody knows which of the others it is about.
 */
export function readCell(
  { values, absent = {}, reasonField }: Mapping,
  record: unknown,
  cell: Cell,
): Figure | 'none' | 'bad-number' {
  const value = fieldAt(record, cell.field);
  if (value === null || value === '') return 'none';
  const word = textOf(value);
  const missing = Object.hasOwn(absent, word) ? absent[word] : undefined;
  const stated = reasonField === undefined ? '' : textOf(fieldAt(record, reasonField));
  if (missing !== undefined) return { value: null, missing, reason: stated === '' ? word : stated };
  const number = readNumber(value, cell);
  if (number === null) return 'bad-number';
  return { value: number, missing: null, reason: values.kind === 'wide' || stated === '' ? null : stated };
}
