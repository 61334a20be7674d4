import { formatPeriod, parsePeriod, periodContaining, periodEnd, type Period, type Unit } from '@dangzhi/metrics';
import type { Report, RowFault } from '@dangzhi/metrics/contract';
import type { Static } from 'typebox';
import type { ReportReceiptSchema } from '@dangzhi/metrics/contract';
import { findCatalogue, listUnits } from '../../county/queries.ts';
import { record, type AuditEvent } from '../../audit/trail.ts';
import type { Actor } from '../../rights/actor.ts';
import { refuse } from '../../base/errors.ts';
import { findUnitsOfEvidence } from '../../evidence/queries.ts';
import type { Stores } from '../../stores/index.ts';
import { isStorableDecimal, isStorablePeriod, storeBatch, type IncomingRow } from '../../observations/batches.ts';
import { listObservations } from '../../observations/queries.ts';

/** Code of the source whose observations are what people report by hand. */
export const OPERATOR_SOURCE = 'operator';

export interface ReportContext {
  readonly stores: Stores;
  readonly now: () => Date;
  /** Asked to score from the earliest month reported. */
  readonly scorer: { request(from: string | null): Promise<unknown>; catchUp(): Promise<void> };
}

/**
 * Stores what somebody reports and has it scored. Rows that say what counts already are left out,
 * so the same report sent twice is stored once; a value that goes back to what it was is stored.
 *
 * @throws CallRefused `report.refused` naming every row that does not fit; nothing is stored then
 */
export async function storeReport(
  context: ReportContext,
  report: Report,
  actor: Actor,
): Promise<Static<typeof ReportReceiptSchema>> {
  const { stores, now, scorer } = context;
  await checkRows(context, report);
  const counting = await findCounting(context, report);
  const skip = new Set<number>();
  const rows = report.rows.map((row, index): IncomingRow => {
    const current = counting.get(`${row.unit}\n${row.measure}\n${row.period}`);
    const missing = row.missing ?? null;
    const isSame =
      current?.standing === report.standing && current.missing === missing && sameDecimal(current.value, row.value);
    if (isSame) skip.add(index);
    return {
      measure: row.measure,
      unit: row.unit,
      period: row.period,
      value: row.value,
      missing,
      reason: row.reason,
      record: index,
    };
  });
  const nonce = JSON.stringify(
    report.rows.map((row) => counting.get(`${row.unit}\n${row.measure}\n${row.period}`)?.identity ?? ''),
  );
  if (skip.size === rows.length) {
    // It may come again because the first time was stored and not scored.
    await scorer.catchUp();
    return { batch: '', stored: 0, repeated: true };
  }
  const receipt = await storeBatch(
    stores,
    {
      source: OPERATOR_SOURCE,
      standing: report.standing,
      origin: 'POST /api/v1/observations',
      status: null,
      recordedAt: now(),
      recordedBy: actor.name,
      run: null,
      nonce,
      rows,
      records: report.rows.map((row) => JSON.stringify(row)),
    },
    skip,
    (transaction, id) => record(transaction, actor, now(), eventOf(report, id)),
  );
  const months = report.rows.flatMap(({ period }) => parsePeriod(period)?.start.slice(0, 7) ?? []);
  await scorer.request(months.sort()[0] ?? null);
  return { batch: receipt.id, stored: receipt.stored, repeated: receipt.repeated };
}

/** In the audit trail a report is its rows: a few are told whole, of many how many there are. */
const eventOf = ({ standing, rows }: Report, batch: string): AuditEvent => ({
  action: standing === 'inspected' ? 'observation.inspect' : 'observation.report',
  target: `batch:${batch}`,
  after: rows.length > 20 ? { standing, rows: rows.length } : { standing, rows },
  reason: rows[0]?.reason ?? '',
});

async function checkRows({ stores }: ReportContext, { rows }: Report): Promise<void> {
  const files = rows.flatMap(({ evidence = [] }) => evidence);
  const [units, catalogue, unitOfFile] = await Promise.all([
    listUnits(stores.postgres),
    findCatalogue(stores.postgres),
    findUnitsOfEvidence(stores.postgres, files),
  ]);
  const unitOf = new Map(units.map((one) => [one.code, one]));
  const measures = new Map(catalogue?.document.measures.map((measure) => [measure.code, measure]));
  const faults = rows.flatMap(({ unit, measure, period: label, value, missing, evidence = [] }, row) => {
    const known = measures.get(measure);
    const period = parsePeriod(label);
    const found: RowFault[] = [];
    const body = unitOf.get(unit);
    if (body === undefined) found.push({ fault: 'unit-unknown', row, unit });
    if (known === undefined) found.push({ fault: 'measure-unknown', row, measure });
    if (period === null) found.push({ fault: 'period-unreadable', row, period: label });
    else if (body !== undefined && !isInForce(body, period))
      found.push({ fault: 'unit-not-in-force', row, period: label, unit });
    else if (!isStorablePeriod(period)) found.push({ fault: 'period-out-of-range', row, period: label });
    else if (known !== undefined && known.grain !== period.grain) {
      const example = formatPeriod(periodContaining(known.grain, period.start));
      const { grain } = period;
      found.push({ fault: 'grain-differs', row, period: label, grain, measure, needed: known.grain, example });
    }
    if ((value === null) !== (missing != null)) found.push({ fault: 'value-or-missing', row });
    if (value !== null && !isStorableDecimal(value)) found.push({ fault: 'value-too-long', row, value });
    for (const file of evidence)
      if (unitOfFile.get(file) !== unit) found.push({ fault: 'evidence-unknown', row, file, unit });
    const first = rows.findIndex((one) => one.unit === unit && one.measure === measure && one.period === label);
    if (first < row) found.push({ fault: 'row-repeated', row, first });
    return found;
  });
  if (faults.length > 0) throw refuse('report.refused', { faults });
}

/** A mistyped century would otherwise stretch every history by empty years, and nothing can be taken back. */
const isInForce = ({ validFrom, validTo }: Unit, period: Period): boolean =>
  periodEnd(period) >= validFrom && (validTo === null || period.start < validTo);

interface Counting {
  readonly value: string | null;
  readonly missing: string | null;
  readonly standing: string;
  readonly identity: string;
}

async function findCounting({ stores, now }: ReportContext, { rows }: Report): Promise<Map<string, Counting>> {
  const starts = rows.flatMap(({ period }) => parsePeriod(period)?.start ?? []).sort();
  const { items } = await listObservations(stores, {
    units: [...new Set(rows.map(({ unit }) => unit))],
    measures: [...new Set(rows.map(({ measure }) => measure))],
    from: starts[0],
    to: starts[starts.length - 1],
    asOf: now(),
    page: 1,
    pageSize: 1_000_000,
  });
  return new Map(
    items
      .filter(({ counts }) => counts)
      .map(({ unit, measure, period, value, missing, standing, batch, row }) => [
        `${unit}\n${measure}\n${period}`,
        { value, missing, standing, identity: `${batch}:${row}` },
      ]),
  );
}

/** Decimals of at most ten places: equal as the store keeps them. */
const sameDecimal = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : trimmed(a) === trimmed(b);

const trimmed = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);
