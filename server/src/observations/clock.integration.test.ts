import type { Explanation } from '@dangzhi/metrics/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../../testing/service.ts';
import { loadExample } from '../../testing/worked-example.ts';
import { pullSource } from '../intake/sources/pull.ts';
import { MAY_LEAD_DAYS, noteClock, passPause, readClock } from './clock.ts';

const DAY_MS = 86_400_000;
const HEADERS = { origin: 'http://localhost' };

let county: TestService;
let begun: number;
beforeAll(async () => {
  county = await startTestService('2023-01-31T08:00:00+08:00');
  await loadExample(county.test.stores);
  begun = county.runtime.now().getTime();
});
afterAll(() => county.close());
beforeEach(async () => {
  await postgres().db.deleteFrom('clock_mark').execute();
});

const postgres = () => county.test.stores.postgres;
const at = (afterMs: number): Date => new Date(begun + afterMs);
const setClock = (afterMs: number): void => county.setNow(at(afterMs).toISOString());
const stateAt = async (afterMs: number) => (await readClock(postgres().db, at(afterMs))).state;

const row = { unit: 'D1', measure: 'formal-items', period: '2022-12', reason: '更正' };
const report = (value: string, period = row.period) =>
  county.call<{ stored?: number }>('POST', '/observations', {
    standing: 'reported',
    rows: [{ ...row, period, value }],
  });
const countingNow = async (): Promise<string | null | undefined> => {
  const path = `/observations?unit=${row.unit}&measure=${row.measure}&period=${row.period}`;
  const { body } = await county.get<{ items: { value: string; counts: boolean }[] }>(path);
  return body.items.find(({ counts }) => counts)?.value;
};
const accept = () =>
  county.call<{ state?: string; code?: string }>('POST', '/clock/decision', { reason: '时钟曾误设，现已校准' });

describe('a clock', () => {
  it('is in order after the latest record, and a little before it', async () => {
    setClock(DAY_MS);
    expect((await report('10')).body.stored).toBe(1);
    expect([await stateAt(2 * DAY_MS), await stateAt(DAY_MS - 30_000)]).toEqual(['sound', 'sound']);
    expect([await stateAt(DAY_MS - 90_000), await stateAt(0)]).toEqual(['behind', 'behind']);
  });

  it('that is far ahead of when it was last seen is asked about, not one that goes on after years without a record', async () => {
    expect(await stateAt(4000 * DAY_MS)).toBe('sound');
    await noteClock(postgres(), at(2 * DAY_MS));
    expect(await stateAt((2 + MAY_LEAD_DAYS) * DAY_MS)).toBe('sound');
    expect(await stateAt((2 + MAY_LEAD_DAYS) * DAY_MS + 1)).toBe('ahead');
    // What is out of order is not noted as if it were in order.
    await noteClock(postgres(), at(100 * DAY_MS));
    expect(await stateAt(100 * DAY_MS)).toBe('ahead');
    await passPause(postgres(), at(100 * DAY_MS));
    expect(await stateAt(100 * DAY_MS)).toBe('sound');
  });
});

describe('behind the latest record', () => {
  it('nothing is stored, in words, by any way in; what is stored is read as before', async () => {
    setClock(10 * DAY_MS);
    await report('20');
    // Of a month that has not ended: it waits.
    await report('20', '2023-02');
    setClock(5 * DAY_MS);
    const refused = { status: 503, body: { code: 'clock.undecided', params: { state: 'behind' } } };
    expect(await report('21')).toMatchObject(refused);
    const waiting = (await county.get<{ items: { id: number }[] }>('/pending-values?state=pending')).body.items;
    expect(waiting).toHaveLength(1);
    for (const isAccepted of [true, false]) {
      const decision = { accept: isAccepted, reason: '核对' };
      expect(await county.call('POST', `/pending-values/${waiting[0]!.id}/decision`, decision)).toMatchObject(refused);
    }
    const options = { now: county.runtime.now, signal: new AbortController().signal };
    await expect(pullSource(county.test.stores, {} as never, {} as never, options)).rejects.toMatchObject(refused.body);
    expect((await county.get<{ state: string }>('/clock')).body.state).toBe('behind');
  });

  it('an admin decides that the clock is right: what was stored stays known, and what comes later counts', async () => {
    setClock(20 * DAY_MS);
    await report('30');
    setClock(15 * DAY_MS);
    expect((await accept()).body.state).toBe('sound');
    expect(await countingNow()).toBe('30');
    expect((await report('31')).body.stored).toBe(1);
    expect(await countingNow()).toBe('31');
    expect((await report('31')).body.stored).toBe(0);
    const [line] = (
      await county.get<{ items: { action: string; before: object; reason: string }[] }>('/audit?action=clock.accept')
    ).body.items;
    expect(line).toMatchObject({ before: { state: 'behind' }, reason: '时钟曾误设，现已校准' });
    setClock(16 * DAY_MS);
    expect(await accept()).toMatchObject({ status: 409, body: { code: 'clock.sound' } });
  });

  it('by seconds, a correction is stored, scored and counts', async () => {
    setClock(30 * DAY_MS);
    await report('40');
    setClock(30 * DAY_MS - 20_000);
    expect((await report('41')).body.stored).toBe(1);
    expect(await countingNow()).toBe('41');
    await county.runtime.scorer.idle();
    const { body } = await county.get<Explanation>(`/explanations?unit=${row.unit}&period=${row.period}&node=A1`);
    expect(body.node.numerator).toBe('41');
  });
});

it('ahead, nothing is stored before somebody decides', async () => {
  await noteClock(postgres(), at(31 * DAY_MS));
  setClock(90 * DAY_MS);
  expect(await report('50')).toMatchObject({
    status: 503,
    body: { code: 'clock.undecided', params: { state: 'ahead' } },
  });
  expect((await accept()).body.state).toBe('sound');
  expect((await report('50')).body.stored).toBe(1);
});

it('only an admin decides', async () => {
  const answer = await county.app.inject({
    method: 'POST',
    url: '/api/v1/clock/decision',
    headers: HEADERS,
    payload: { reason: 'x' },
  });
  expect(answer.statusCode).toBe(401);
});
