import { parsePeriod } from '@dangzhi/metrics';
import type { DecidedValue, Decision, PendingValue } from '@dangzhi/metrics/contract';
import { record } from '../../audit/trail.ts';
import { refuse } from '../../base/errors.ts';
import { findCatalogue } from '../../county/queries.ts';
import { isUnfinished, storeBatch, type IncomingBatch, type IncomingRow } from '../../observations/batches.ts';
import { knownAt, refuseUndecidedClock } from '../../observations/clock.ts';
import { guardRows } from '../../observations/guards.ts';
import {
  decideValue,
  findPending,
  listPending,
  type PendingFilter,
  type StoredPending,
} from '../../observations/pending.ts';
import { findRawRecord, listCounting } from '../../observations/queries.ts';
import type { Actor } from '../../rights/actor.ts';
import type { Stores } from '../../stores/index.ts';
import type { ReportContext } from './report.ts';
import { faultsOfBreaks } from './row-faults.ts';

/** Values that wait or waited, each with what counts in its place. */
export async function readPending(
  { stores, now }: Pick<ReportContext, 'stores' | 'now'>,
  filter: PendingFilter,
): Promise<{ items: PendingValue[]; total: number }> {
  const { items, total } = await listPending(stores.postgres, filter);
  return { items: await withCounting(stores, await knownAt(stores.postgres, now()), items), total };
}

async function withCounting(stores: Stores, asOf: Date, items: readonly StoredPending[]): Promise<PendingValue[]> {
  const starts = items.flatMap(({ period }) => parsePeriod(period)?.start ?? []).sort();
  const [from, to] = [starts[0], starts.at(-1)];
  const counting =
    from === undefined || to === undefined
      ? []
      : await listCounting(stores.clickhouse, {
          units: [...new Set(items.map(({ unit }) => unit))],
          measures: [...new Set(items.map(({ measure }) => measure))],
          from,
          to,
          asOf,
        });
  const valueOf = new Map(
    counting.map(({ unit, measure, period, value }) => [`${unit}\n${measure}\n${period}`, value] as const),
  );
  return items.map((item) => ({
    ...item,
    counting: valueOf.get(`${item.unit}\n${item.measure}\n${item.period}`) ?? null,
  }));
}

/**
 * Accepts a value that waits, which is stored as what it was reported as, and asks for a scoring of it; or returns it. Asked
 * again after an acceptance that was cut short, it is finished.
 *
 * @throws CallRefused `pending.unknown`, `pending.decided`, `clock.undecided`; `report.refused` where it now breaks what cannot be true
 */
export async function decidePending(
  context: ReportContext,
  id: number,
  { accept, reason }: Decision,
  actor: Actor,
): Promise<DecidedValue> {
  const { stores, now, scorer, finisher } = context;
  let countsBy: string | null = null;
  const held = await findPending(stores.postgres, id);
  if (held === null) throw refuse('pending.unknown', { id });
  const at = now();
  await refuseUndecidedClock(stores.postgres.db, at);
  await finisher.settle();
  const decision = { state: accept ? 'accepted' : 'returned', at, by: actor.name, reason } as const;
  if (accept) {
    const batch = await acceptedBatch(stores, held, decision.at, actor);
    const isCutShort = held.state === 'accepted' && (await isUnfinished(stores, batch));
    if (held.state !== 'pending' && !isCutShort) throw refuse('pending.decided', { id, state: held.state });
    await checkStillPossible(stores, batch.rows, decision.at);
    const storing = storeBatch(stores, batch, new Set(), async (transaction) => {
      if (!(await decideValue(transaction, id, decision))) throw refuse('pending.decided', { id, state: 'accepted' });
      await record(transaction, actor, decision.at, eventOf(held, 'observation.accept', reason));
    });
    countsBy = (await finisher.watch(batch, storing)).id;
    scorer.ask(parsePeriod(held.period)?.start.slice(0, 7) ?? null, [countsBy]);
  } else {
    await stores.postgres.db.transaction().execute(async (transaction) => {
      if (!(await decideValue(transaction, id, decision))) throw refuse('pending.decided', { id, state: held.state });
      await record(transaction, actor, decision.at, eventOf(held, 'observation.return', reason));
    });
  }
  const asOf = await knownAt(stores.postgres, now());
  const [decided] = await withCounting(stores, asOf, [(await findPending(stores.postgres, id)) ?? held]);
  if (decided === undefined) throw new Error(`value ${id} is gone`);
  return { ...decided, countsBy, scoring: countsBy === null ? 'none' : 'waiting' };
}

/** The value as an observation: of the same source and standing, known from the moment it was accepted. */
async function acceptedBatch(stores: Stores, held: StoredPending, at: Date, actor: Actor): Promise<IncomingBatch> {
  const raw = await findRawRecord(stores, held.batch, held.record);
  const row: IncomingRow = {
    measure: held.measure,
    unit: held.unit,
    period: held.period,
    value: held.value,
    missing: null,
    reason: held.reason,
    record: 0,
    ...(held.changedAt !== '' && { changedAt: held.changedAt }),
  };
  return {
    source: held.source,
    standing: held.standing,
    origin: `POST /api/v1/pending-values/${held.id}/decision`,
    status: null,
    recordedAt: at,
    recordedBy: actor.name,
    run: null,
    nonce: `pending ${held.id}`,
    rows: [row],
    records: [raw?.payload ?? JSON.stringify(row)],
  };
}

/** What has come in since may have made it impossible, as a whole that is less than it. */
async function checkStillPossible(stores: Stores, rows: readonly IncomingRow[], at: Date): Promise<void> {
  const catalogue = await findCatalogue(stores.postgres);
  if (catalogue === null) return;
  const asOf = await knownAt(stores.postgres, at);
  const { refused } = await guardRows(stores.clickhouse, rows, { catalogue: catalogue.document, at, asOf });
  const faults = [...refused].flatMap(([index, breaks]) => faultsOfBreaks(rows[index] as IncomingRow, index, breaks));
  if (faults.length > 0) throw refuse('report.refused', { faults });
}

const eventOf = ({ id, unit, measure, period, value, batch }: StoredPending, action: string, reason: string) => ({
  action,
  target: `pending:${id}`,
  after: { unit, measure, period, value, batch },
  reason,
});
