import { createHash } from 'node:crypto';
import { parsePeriod, type GuardBreak, type SourceDeclaration } from '@dangzhi/metrics';
import type { PullRun } from '@dangzhi/metrics/contract';
import { refuse } from '../../base/errors.ts';
import type { WriteGate } from '../../base/write-gate.ts';
import {
  isChecked,
  isUnfinished,
  storeBatch,
  type BatchReceipt,
  type IncomingBatch,
  type IncomingRow,
} from '../../observations/batches.ts';
import { findCatalogue } from '../../county/queries.ts';
import { knownAt, refuseUndecidedClock } from '../../observations/clock.ts';
import type { Finisher } from '../../observations/finisher.ts';
import { breakSentence, guardRows } from '../../observations/guards.ts';
import { findHeldAlready, holdValues } from '../../observations/pending.ts';
import { findUnchanged } from '../../observations/unchanged.ts';
import type { Stores } from '../../stores/index.ts';
import { mapRecord, type MisfitReason } from './mapping.ts';
import { addQuarantined, addToRun, finishRun, findPosition, findRun, moveCursor, startRun } from './queries.ts';
import { isForgottenPlace, Refusal } from './failures.ts';
import type { Position, SourcePage, SourceReader } from './reader.ts';

/** What is wrong with a record when its fields are not what they were; a new unit or month is only news. */
const SHAPE: ReadonlySet<MisfitReason> = new Set(['bad-record', 'missing-field', 'bad-number']);

/** Every record of a page has another shape: the source's schema changed, so nothing is skipped over. */
export class SchemaChanged extends Error {
  override readonly name = 'SchemaChanged';
}

export interface PullOptions {
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Asked before each page; a run that it ends goes on at that page the next time. */
  readonly gate?: WriteGate;
  /** Finishes what was received of a page that could not be stored: the source may tell it otherwise the next time. */
  readonly finisher?: Pick<Finisher, 'settle' | 'watch'>;
  /** Told after every page. */
  readonly onPage?: (run: PullRun) => void;
}

export interface PullResult {
  readonly run: PullRun;
  /** Earliest month anything new was stored for; `null` when nothing was. */
  readonly changedFrom: string | null;
  /** Batches that were stored, a page each. */
  readonly batches: readonly string[];
}

/**
 * Pulls everything a source has changed since the last finished run. Page by page: map, quarantine
 * what does not fit, store what is new exactly once, move the cursor. A run that ends in any way can
 * be repeated: it goes on at the cursor, and what was stored already counts as unchanged.
 *
 * @throws CallRefused `run.under-way` when the source is being pulled already, `clock.undecided`; every other failure is in
 *   the run's log
 */
export async function pullSource(
  stores: Stores,
  declaration: SourceDeclaration,
  reader: SourceReader,
  options: PullOptions,
): Promise<PullResult> {
  await refuseUndecidedClock(stores.postgres.db, options.now());
  const runId = await startRun(stores.postgres, declaration.code, options.now());
  if (runId === null) throw refuse('run.under-way', { source: declaration.code });
  let changedFrom: string | null = null;
  const batches: string[] = [];
  let state: 'succeeded' | 'failed' | 'cancelled' = 'succeeded';
  let error: string | null = null;
  try {
    for await (const { changedFrom: month, batch } of readPages(stores, declaration, reader, runId, options)) {
      if (month !== null && (changedFrom === null || month < changedFrom)) changedFrom = month;
      if (batch !== null) batches.push(batch);
    }
  } catch (failure) {
    state = options.signal.aborted ? 'cancelled' : 'failed';
    error = failure instanceof Error ? failure.message : String(failure);
  }
  await finishRun(stores.postgres, runId, { state, error, at: options.now() });
  return { run: await findRun(stores.postgres, runId), changedFrom, batches };
}

/** Yields, page by page, the earliest month something new was stored for, and in which batch. */
async function* readPages(
  stores: Stores,
  declaration: SourceDeclaration,
  reader: SourceReader,
  run: number,
  { now, signal, gate, finisher, onPage }: PullOptions,
): AsyncGenerator<Pick<PageOutcome, 'changedFrom' | 'batch'>> {
  const position = await findPosition(stores.postgres, declaration.code);
  const visited = new Set<string>();
  let { cursor } = position;
  let hasStartedOver = false;
  for (;;) {
    signal.throwIfAborted();
    await gate?.check();
    const mayStartOver = cursor !== null && !hasStartedOver;
    const page = await readPage(
      stores,
      reader,
      { cursor, since: position.since, now: now() },
      run,
      signal,
      mayStartOver,
    );
    if (page === null) {
      // The source no longer knows the place an earlier run stopped at: start over from `since`.
      hasStartedOver = true;
      cursor = null;
      visited.clear();
      continue;
    }
    const outcome = await takePage(stores, declaration, page, run, { at: now(), finisher });
    await moveCursor(stores.postgres, declaration.code, { cursor: page.next, seenUntil: outcome.seenUntil });
    await addToRun(stores.postgres, run, { ...outcome.counts, pages: 1 });
    onPage?.(await findRun(stores.postgres, run));
    yield outcome;
    if (page.next === null) return;
    if (visited.has(page.next))
      throw new Refusal(`The source repeats the cursor ${page.next}; it would never end`, page.status);
    visited.add(page.next);
    cursor = page.next;
  }
}

async function readPage(
  stores: Stores,
  reader: SourceReader,
  position: Position,
  run: number,
  signal: AbortSignal,
  mayStartOver: boolean,
): Promise<SourcePage | null> {
  let retries = 0;
  try {
    return await reader.page(position, signal, () => (retries += 1));
  } catch (error) {
    if (mayStartOver && isForgottenPlace(error)) return null;
    throw error;
  } finally {
    if (retries > 0) await addToRun(stores.postgres, run, { retries });
  }
}

interface PageOutcome {
  readonly counts: { seen: number; stored: number; unchanged: number; quarantined: number };
  readonly seenUntil: string | null;
  readonly changedFrom: string | null;
  readonly batch: string | null;
}

interface Misfit {
  readonly reason: MisfitReason | 'impossible-value';
  readonly message: string;
  readonly payload: string;
  readonly fingerprint: string;
}

/** Rows of the records that fit, the records that do not, and the latest change that is sure to be all there. */
function mapPage(declaration: SourceDeclaration, { records, sureUntil }: SourcePage, at: Date) {
  const rows: IncomingRow[] = [];
  const misfits: Misfit[] = [];
  const changes: string[] = [];
  let ignored = 0;
  records.forEach((record, index) => {
    const mapped = mapRecord(declaration, record, index, at);
    if (!mapped.ok) {
      const payload = JSON.stringify(record);
      const fingerprint = createHash('sha256').update(`${mapped.reason}\n${payload}`).digest('hex');
      misfits.push({ reason: mapped.reason, message: mapped.message, payload, fingerprint });
      return;
    }
    rows.push(...mapped.rows);
    if (mapped.isIgnored) ignored += 1;
    if (mapped.changedAt !== null) changes.push(mapped.changedAt);
  });
  const latest = changes.sort().at(-1) ?? null;
  const seenUntil = latest !== null && sureUntil !== null && latest > sureUntil ? sureUntil : latest;
  const areAllMisfits = misfits.length > 0 && misfits.length === records.length - ignored;
  return { rows, misfits, areAllMisfits, seenUntil };
}

async function takePage(
  stores: Stores,
  declaration: SourceDeclaration,
  page: SourcePage,
  run: number,
  { at, finisher }: { readonly at: Date; readonly finisher: PullOptions['finisher'] },
): Promise<PageOutcome> {
  const { rows, misfits, areAllMisfits, seenUntil } = mapPage(declaration, page, at);
  await addQuarantined(stores.postgres, { run, source: declaration.code, at }, misfits);
  const counts = { seen: page.records.length, stored: 0, unchanged: 0, quarantined: misfits.length };
  if (areAllMisfits && misfits.every(({ reason }) => reason !== 'impossible-value' && SHAPE.has(reason))) {
    await addToRun(stores.postgres, run, counts);
    throw new SchemaChanged(
      `None of ${misfits.length} records fits the mapping (${misfits[0]?.message ?? ''}); the source's schema may have changed`,
    );
  }
  const batch: IncomingBatch = {
    source: declaration.code,
    standing: declaration.simulated ? 'demo' : 'pulled',
    origin: page.call,
    status: page.status,
    recordedAt: at,
    recordedBy: declaration.code,
    run,
    rows,
    records: page.records.map((record) => JSON.stringify(record)),
  };
  await finisher?.settle();
  const skip = await findUnchanged(stores, declaration.code, rows);
  const { held, impossible } = await guardPage(stores, batch, skip);
  await addQuarantined(stores.postgres, { run, source: declaration.code, at }, impossible);
  counts.quarantined += impossible.length;
  const fresh = rows.filter((_, index) => !skip.has(index) && !held.has(index));
  // A run that died after it stored this page left its batch unchecked, and nobody has scored it.
  const isLeftOver = fresh.length < rows.length && (await isUnfinished(stores, batch));
  // What went back to an earlier value is told in the very words of that time, and is news all the same.
  const isToldAgain = fresh.length > 0 && (await isChecked(stores, batch));
  const received = isToldAgain ? { ...batch, nonce: at.toISOString() } : batch;
  const store = (): Promise<BatchReceipt> =>
    storeBatch(stores, received, new Set([...skip, ...held.keys()]), (transaction, id) =>
      holdValues(transaction, id, received, held, (index) => !skip.has(index) && !held.has(index)),
    );
  const isNews = fresh.length > 0 || held.size > 0 || isLeftOver;
  const stored = isNews ? await (finisher?.watch(received, store()) ?? store()) : null;
  const [changedFrom = null] = [...new Set((isLeftOver ? rows : fresh).map(({ period }) => period))]
    .map(firstMonthOf)
    .sort();
  return {
    counts: { ...counts, stored: fresh.length, unchanged: skip.size },
    seenUntil,
    changedFrom,
    batch: stored?.id ?? null,
  };
}

/**
 * Holds the rows of a page that are news against the guards of their measures. What cannot be true is added to `skip`,
 * its record goes into quarantine; what waits already is no news. A part above its whole waits, too: the whole may come
 * with the next page, and nobody would ask for the part again.
 */
async function guardPage(
  stores: Stores,
  { source, rows, records, recordedAt: at }: IncomingBatch,
  skip: Set<number>,
): Promise<{ held: Map<number, readonly GuardBreak[]>; impossible: Misfit[] }> {
  const held = new Map<number, readonly GuardBreak[]>();
  const catalogue = await findCatalogue(stores.postgres);
  const news = rows.flatMap((row, index) => (skip.has(index) ? [] : [{ row, index }]));
  if (catalogue === null || news.length === 0) return { held, impossible: [] };
  const guarded = await guardRows(
    stores.clickhouse,
    news.map(({ row }) => row),
    { catalogue: catalogue.document, at, asOf: await knownAt(stores.postgres, at) },
  );
  const impossible: Misfit[] = [];
  const mayWait = guarded.held.size > 0 || guarded.refused.size > 0;
  const already = mayWait ? await findHeldAlready(stores.postgres, source, rows) : new Set<number>();
  news.forEach(({ row, index }, place) => {
    const refused = guarded.refused.get(place);
    const isPartOnly = refused !== undefined && refused.every(({ guard }) => guard === 'part');
    const looked = isPartOnly ? refused : guarded.held.get(place);
    if (refused !== undefined && !isPartOnly) {
      skip.add(index);
      const payload = records[row.record] ?? '';
      const message = refused.map((one) => breakSentence(row, one)).join('; ');
      const fingerprint = createHash('sha256').update(`impossible-value\n${message}\n${payload}`).digest('hex');
      impossible.push({ reason: 'impossible-value', message, payload, fingerprint });
    } else if (looked !== undefined) {
      if (already.has(index)) skip.add(index);
      else held.set(index, looked);
    }
  });
  return { held, impossible };
}

/** The month a period begins in. */
const firstMonthOf = (period: string): string => (parsePeriod(period)?.start ?? period).slice(0, 7);
