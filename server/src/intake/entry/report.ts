import {
  formatPeriod,
  parsePeriod,
  periodContaining,
  periodEnd,
  type Catalogue,
  type Period,
  type Unit,
} from '@dangzhi/metrics';
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
import { knownAt, refuseUndecidedClock } from '../../observations/clock.ts';
import type { Finisher } from '../../observations/finisher.ts';
import { guardRows, type GuardedRows } from '../../observations/guards.ts';
import { findHeldAlready, holdValues } from '../../observations/pending.ts';
import { listCounting, type CountingValue } from '../../observations/queries.ts';
import { faultsOfBreaks } from './row-faults.ts';

/** Code of the source whose observations are what people report by hand. */
export const OPERATOR_SOURCE = 'operator';

export interface ReportContext {
  readonly stores: Stores;
  readonly now: () => Date;
  readonly finisher: Pick<Finisher, 'settle' | 'watch'>;
  /** Asked to score from the earliest month reported, and told the batch; nobody waits for it. */
  readonly scorer: { ask(from: string | null, batches: readonly string[]): void };
}

/**
 * Stores what somebody reports, and asks for a scoring of it. Rows that say what counts already are left out, so the same
 * report sent twice is stored once; a value that goes back to what it was is stored.
 *
 * @returns when all of it lies in both stores; whether it is scored its batch says (`findBatch`)
 * @throws CallRefused `report.refused` naming every row that does not fit, `clock.undecided`; nothing is stored then.
 *   StoreError: what was received of it until then is stored as soon as that can be done
 */
export async function storeReport(
  context: ReportContext,
  report: Report,
  actor: Actor,
): Promise<Static<typeof ReportReceiptSchema>> {
  const { stores, now, scorer, finisher } = context;
  const catalogue = await checkRows(context, report);
  const at = now();
  await refuseUndecidedClock(stores.postgres.db, at);
  await finisher.settle();
  const asOf = await knownAt(stores.postgres, at);
  const guarded = await guardReport(context, report, catalogue, { at, asOf });
  const counting = await findCounting(context, report, asOf);
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
  // What counts already, and what waits already in the same words, is no news.
  for (const index of await findHeldAlready(stores.postgres, OPERATOR_SOURCE, rows))
    if (guarded.held.has(index)) skip.add(index);
  if (skip.size === rows.length) return { batch: '', stored: 0, pending: 0, repeated: true, scoring: 'none' };
  const held = new Map([...guarded.held].filter(([index]) => !skip.has(index)));
  const isStored = (index: number): boolean => !skip.has(index) && !held.has(index);
  const batch = {
    source: OPERATOR_SOURCE,
    standing: report.standing,
    origin: 'POST /api/v1/observations',
    status: null,
    recordedAt: at,
    recordedBy: actor.name,
    run: null,
    nonce,
    rows,
    records: report.rows.map((row) => JSON.stringify(row)),
  };
  const storing = storeBatch(stores, batch, new Set([...skip, ...held.keys()]), async (transaction, id) => {
    await holdValues(transaction, id, batch, held, isStored);
    await record(transaction, actor, at, eventOf(report, id, held.size));
  });
  const receipt = await finisher.watch(batch, storing);
  const months = report.rows.flatMap(({ period }, index) =>
    isStored(index) ? (parsePeriod(period)?.start.slice(0, 7) ?? []) : [],
  );
  const [first] = months.sort();
  if (first !== undefined) scorer.ask(first, [receipt.id]);
  return {
    batch: receipt.id,
    stored: receipt.stored,
    pending: held.size,
    repeated: receipt.repeated,
    scoring: first === undefined ? 'none' : 'waiting',
  };
}

/** In the audit trail a report is its rows: a few are told whole, of many how many there are. */
const eventOf = ({ standing, rows }: Report, batch: string, pending: number): AuditEvent => ({
  action: standing === 'inspected' ? 'observation.inspect' : 'observation.report',
  target: `batch:${batch}`,
  after: { standing, rows: rows.length > 20 ? rows.length : rows, ...(pending > 0 && { pending }) },
  reason: rows[0]?.reason ?? '',
});

/** Rows that cannot be true refuse the whole report; what is left to look at is said by index. */
async function guardReport(
  { stores }: ReportContext,
  { rows, standing }: Report,
  catalogue: Catalogue,
  instants: { readonly at: Date; readonly asOf: Date },
): Promise<GuardedRows> {
  const incoming = rows.map((row, record) => ({ ...row, missing: row.missing ?? null, record }));
  const isSeen = standing === 'inspected';
  const guarded = await guardRows(stores.clickhouse, incoming, { catalogue, ...instants, isSeen });
  const faults = [...guarded.refused].flatMap(([index, breaks]) =>
    faultsOfBreaks(incoming[index] as IncomingRow, index, breaks),
  );
  if (faults.length > 0) throw refuse('report.refused', { faults });
  return guarded;
}

/** @returns the catalogue that the rows were held against */
async function checkRows({ stores }: ReportContext, { rows }: Report): Promise<Catalogue> {
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
  if (faults.length > 0 || catalogue === null) throw refuse('report.refused', { faults });
  return catalogue.document;
}

/** A mistyped century would otherwise stretch every history by empty years, and nothing can be taken back. */
const isInForce = ({ validFrom, validTo }: Unit, period: Period): boolean =>
  periodEnd(period) >= validFrom && (validTo === null || period.start < validTo);

/** What counts of the cells a report is about, by `unit\nmeasure\nperiod label`. */
async function findCounting(
  { stores }: ReportContext,
  { rows }: Report,
  asOf: Date,
): Promise<Map<string, CountingValue>> {
  const starts = rows.flatMap(({ period }) => parsePeriod(period)?.start ?? []).sort();
  const [from, to] = [starts[0], starts.at(-1)];
  if (from === undefined || to === undefined) return new Map();
  const counting = await listCounting(stores.clickhouse, {
    units: [...new Set(rows.map(({ unit }) => unit))],
    measures: [...new Set(rows.map(({ measure }) => measure))],
    from,
    to,
    asOf,
  });
  return new Map(counting.map((one) => [`${one.unit}\n${one.measure}\n${one.period}`, one]));
}

/** Decimals of at most ten places: equal as the store keeps them. */
const sameDecimal = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : trimmed(a) === trimmed(b);

const trimmed = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);
