import { parsePeriod, type SourceDeclaration } from '@dangzhi/metrics';
import { writtenNumber } from './exact-json.ts';
import { isStorableDecimal, isStorablePeriod, type IncomingRow } from '../observations/batches.ts';

/** Permanent codes of what can be wrong with a record. */
export type MisfitReason = 'bad-record' | 'missing-field' | 'unknown-unit' | 'unknown-period' | 'bad-number';

export type MappedRecord =
  | { readonly ok: true; readonly rows: readonly IncomingRow[]; readonly changedAt: string }
  | { readonly ok: false; readonly reason: MisfitReason; readonly message: string };

/**
 * Reads one record of a source through its declared mapping. A field that is `null` is a value the
 * source does not have; a field that is not there at all is a change of its schema.
 *
 * @param index of the record in its page, kept with every row
 * @param now a record cannot have changed later: it would hide every change before that
 */
export function mapRecord({ mapping }: SourceDeclaration, record: unknown, index: number, now: Date): MappedRecord {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return misfit('bad-record', `record ${index} is not an object`);
  }
  const fields = record as Record<string, unknown>;
  const expected = [
    mapping.id,
    mapping.changedAt,
    mapping.unit.field,
    mapping.period.field,
    ...mapping.values.map(({ field }) => field),
  ];
  const absent = expected.filter((field) => !Object.hasOwn(fields, field));
  if (absent.length > 0) return misfit('missing-field', `fields ${absent.join(', ')} are not there`);

  const name = fields[mapping.unit.field];
  const known = typeof name === 'string' && Object.hasOwn(mapping.unit.codes, name.trim());
  const unit = known ? mapping.unit.codes[name.trim()] : undefined;
  if (unit === undefined)
    return misfit('unknown-unit', `${mapping.unit.field} ${JSON.stringify(name)} is no unit we know`);

  const period = readPeriod(mapping.period, fields[mapping.period.field]);
  if (period === null)
    return misfit(
      'unknown-period',
      `${mapping.period.field} ${JSON.stringify(fields[mapping.period.field])} is not ${mapping.period.format}`,
    );

  const changedAt = fields[mapping.changedAt];
  if (!isPastInstant(changedAt, now)) {
    return misfit('bad-record', `${mapping.changedAt} ${JSON.stringify(changedAt)} is not an instant that has been`);
  }

  const rows: IncomingRow[] = [];
  for (const { field, measure } of mapping.values) {
    const value = fields[field];
    if (value === null) continue;
    const text = typeof value === 'string' ? value.trim() : (writtenNumber(value) ?? '');
    if (!isStorableDecimal(text)) return misfit('bad-number', `${field} ${JSON.stringify(value)} is not a number`);
    rows.push({ measure, unit, period, value: text, missing: null, reason: null, record: index, changedAt });
  }
  return { ok: true, rows, changedAt };
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
/** Clocks of two systems may differ by this much. */
const CLOCK_SLACK_MS = 86_400_000;

function isPastInstant(value: unknown, now: Date): value is string {
  return typeof value === 'string' && ISO_INSTANT.test(value) && Date.parse(value) <= now.getTime() + CLOCK_SLACK_MS;
}

const misfit = (reason: MisfitReason, message: string): MappedRecord => ({ ok: false, reason, message });

function readPeriod({ format }: SourceDeclaration['mapping']['period'], value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : (writtenNumber(value) ?? '');
  const label = format === 'YYYYMM' && /^\d{6}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4)}` : text;
  const period = parsePeriod(label);
  return period?.grain === 'month' && isStorablePeriod(period) ? label : null;
}
