import { formatPeriod, readInstant, readPeriodAs, type PeriodReading, type SourceDeclaration } from '@dangzhi/metrics';
import { isStorablePeriod, type IncomingRow } from '../../observations/batches.ts';
import { cellsOf, fieldsOfValues, readCell } from './cells.ts';
import { fieldAt, isJsonObject, textOf } from './fields.ts';
import { CLOCK_SLACK_MS } from './clock-slack.ts';

type Mapping = SourceDeclaration['mapping'];

/** Permanent codes of what can be wrong with a record. */
export type MisfitReason =
  'bad-record' | 'missing-field' | 'unknown-unit' | 'unknown-period' | 'unknown-measure' | 'bad-number';

export type MappedRecord =
  | {
      readonly ok: true;
      readonly rows: readonly IncomingRow[];
      readonly changedAt: string | null;
      /** It is of something nobody wants, and tells nothing of whether records are still what they were. */
      readonly isIgnored: boolean;
    }
  | { readonly ok: false; readonly reason: MisfitReason; readonly message: string };

/**
 * Reads one record of a source through its declared mapping. A field that is `null` or empty is a value the
 * source does not have; a field that is not there at all is a change of its schema.
 *
 * @param index of the record in its page, kept with every row
 * @param now a record cannot have changed later: it would hide every change before that
 */
export function mapRecord({ mapping }: SourceDeclaration, record: unknown, index: number, now: Date): MappedRecord {
  if (!isJsonObject(record)) return misfit('bad-record', `record ${index} is not an object`);
  const absent = fieldsOf(mapping).filter((field) => fieldAt(record, field) === undefined);
  if (absent.length > 0) return misfit('missing-field', `fields ${absent.join(', ')} are not there`);
  const told = (field: string): string => `${field} ${JSON.stringify(fieldAt(record, field))}`;

  const unit = readUnit(mapping.unit, record);
  if (unit === null) return misfit('unknown-unit', `${told(unitFieldOf(mapping))} is no unit we know`);
  const period = readRecordPeriod(mapping.period, record);
  if (period === null) return misfit('unknown-period', `${periodFieldsOf(mapping).map(told).join(', ')} is no period`);
  const { changedAt } = mapping;
  const changed =
    changedAt === undefined ? null : readInstant(textOf(fieldAt(record, changedAt.field)), changedAt.format);
  if (changedAt !== undefined && (changed === null || Date.parse(changed) > now.getTime() + CLOCK_SLACK_MS)) {
    return misfit('bad-record', `${told(changedAt.field)} is not an instant that has been`);
  }

  const cells = cellsOf(mapping.values, record);
  if (cells === null)
    return misfit('unknown-measure', `${told(fieldsOfValues(mapping.values)[0] ?? '')} is no measure we know`);
  const rows: IncomingRow[] = [];
  for (const cell of cells) {
    const figure = readCell(mapping, record, cell);
    if (figure === 'bad-number') return misfit('bad-number', `${told(cell.field)} is not a number that can be kept`);
    if (figure === 'none') continue;
    const version = changed === null ? {} : { changedAt: changed };
    rows.push({ measure: cell.measure, unit, period, ...figure, record: index, ...version });
  }
  return { ok: true, rows, changedAt: changed, isIgnored: cells.length === 0 };
}

const misfit = (reason: MisfitReason, message: string): MappedRecord => ({ ok: false, reason, message });

const unitFieldOf = ({ unit }: Mapping): string => ('field' in unit ? unit.field : '');
const periodFieldsOf = ({ period }: Mapping): string[] =>
  'grainField' in period ? [period.grainField, period.field] : [period.field];

/** Every field a record must have. */
const fieldsOf = (mapping: Mapping): string[] =>
  [
    mapping.id,
    mapping.changedAt?.field ?? '',
    unitFieldOf(mapping),
    ...periodFieldsOf(mapping),
    ...fieldsOfValues(mapping.values),
    mapping.reasonField ?? '',
  ].filter((field) => field !== '');

function readUnit(unit: Mapping['unit'], record: unknown): string | null {
  if ('fixed' in unit) return unit.fixed;
  const name = textOf(fieldAt(record, unit.field));
  return Object.hasOwn(unit.codes, name) ? (unit.codes[name] ?? null) : null;
}

function readRecordPeriod(period: Mapping['period'], record: unknown): string | null {
  const label = textOf(fieldAt(record, period.field));
  if (!('readings' in period)) return readLabel(label, period);
  const word = textOf(fieldAt(record, period.grainField));
  const reading = Object.hasOwn(period.readings, word) ? period.readings[word] : undefined;
  return reading === undefined ? null : readLabel(label, reading);
}

function readLabel(text: string, reading: PeriodReading): string | null {
  const period = readPeriodAs(text, reading);
  return period !== null && isStorablePeriod(period) ? formatPeriod(period) : null;
}
