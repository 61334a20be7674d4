import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiErrorBody, Observation, ReportReceiptSchema, UnitScoreView } from '@dangzhi/metrics/contract';
import type { Static } from 'typebox';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { loadExample } from '../../../testing/worked-example.ts';

// What an operator reports to the three departments of the worked example, where a scoring takes milliseconds. That a
// correction reaches the scores of a whole county: corrected-county.test.ts.
let county: TestService;
beforeAll(async () => {
  county = await startTestService('2023-02-20T10:00:00+08:00');
  await loadExample(county.test.stores);
  await county.runtime.scorer.request(null);
});
afterAll(() => county.close());

type Receipt = Static<typeof ReportReceiptSchema>;

interface Row {
  readonly unit?: string;
  readonly measure?: string;
  readonly period?: string;
  readonly value?: string | null;
  readonly missing?: string | null;
  readonly reason?: string;
}
const row = (changes: Row = {}): Row => ({
  unit: 'D1',
  measure: 'formal-items',
  period: '2022-12',
  value: '100',
  reason: '复核更正',
  ...changes,
});

const report = <Body = Receipt>(rows: readonly object[], standing = 'reported') =>
  county.scored<Body>('/observations', { standing, rows });

const told = async (unit: string, measure: string, period: string): Promise<Observation[]> =>
  (await county.get<{ items: Observation[] }>(`/observations?unit=${unit}&measure=${measure}&period=${period}`)).body
    .items;

const scoreOf = async (unit: string, period: string): Promise<UnitScoreView> =>
  (await county.get<UnitScoreView>(`/units/${unit}/score?period=${period}`)).body;

const countObservations = async (): Promise<number> =>
  (await county.get<{ total: number }>('/observations?pageSize=1')).body.total;

describe('a correction', () => {
  it('sent twice is stored once', async () => {
    const rows = [row({ value: '777' }), row({ unit: 'D2', value: '778' })];
    expect((await report(rows)).body).toMatchObject({ stored: 2, repeated: false });
    const before = await countObservations();
    expect((await report(rows)).body).toMatchObject({ stored: 0, repeated: true });
    expect((await report([row({ value: '777.00' })])).body).toMatchObject({ stored: 0, repeated: true });
    expect(await countObservations()).toBe(before);
  });

  it('sent twice at once is stored once', async () => {
    const before = await countObservations();
    const rows = [row({ unit: 'D3', value: '41' })];
    await Promise.all([report(rows), report(rows), report(rows)]);
    expect(await countObservations()).toBe(before + 1);
  });

  it('that goes back to what it was is stored: A, B, A', async () => {
    for (const value of ['10', '20', '10']) {
      expect((await report([row({ unit: 'D2', value })])).body).toMatchObject({ stored: 1 });
      expect((await told('D2', 'formal-items', '2022-12'))[0]).toMatchObject({ value, counts: true });
    }
  });

  it('does not override what was inspected on site, and is kept beside it', async () => {
    await report([row({ unit: 'D3', measure: 'defects', value: '55' })], 'inspected');
    expect((await report([row({ unit: 'D3', measure: 'defects', value: '66' })])).body).toMatchObject({ stored: 1 });
    expect((await report([row({ unit: 'D3', measure: 'defects', value: '66' })])).body).toMatchObject({
      stored: 0,
      repeated: true,
    });
    const [first, second] = await told('D3', 'defects', '2022-12');
    expect(first).toMatchObject({ value: '55', standing: 'inspected', counts: true });
    expect(second).toMatchObject({ value: '66', standing: 'reported', counts: false, conflicts: true });
  });

  it('may say that there is no value, and why', async () => {
    const rows = ['room-used-m2', 'room-m2'].map((measure) =>
      row({ measure, value: null, missing: 'not-applicable', reason: '无库房' }),
    );
    expect((await report(rows)).body.stored).toBe(2);
    const { nodes } = await scoreOf('D1', '2022-12');
    expect(nodes.find(({ code }) => code === 'B1')).toMatchObject({ value: null, missing: 'not-applicable' });
  });
});

describe('a report that does not fit is refused whole, naming the row', () => {
  it.each<[string, Row, string]>([
    ['a unit of another county', { unit: 'XX-1' }, 'body.rows.1.unit XX-1'],
    ['a measure nobody knows', { measure: 'pages' }, 'body.rows.1.measure pages'],
    ['a month that is none', { period: '2022-13' }, 'body.rows.1.period 2022-13'],
    ['a year for a monthly measure', { period: '2022' }, 'e.g. 2022-01'],
    ['a month no store can hold', { period: '2200-01' }, 'body.rows.1.period 2200-01'],
    ['a month before there were any', { period: '1948-12' }, 'body.rows.1.period 1948-12'],
    ['neither a value nor a reason for none', { value: null }, 'body.rows.1 needs either'],
    ['both a value and a reason for none', { missing: 'not-due' }, 'body.rows.1 needs either'],
    ['a number in words', { value: '一百' }, 'body.rows.1.value'],
    ['more digits than are kept', { value: `1${'0'.repeat(28)}` }, 'body.rows.1.value'],
    ['more decimal places than are kept', { value: '0.12345678901' }, 'body.rows.1.value'],
    ['a kind of missing that does not exist', { value: null, missing: 'lost' }, 'body.rows.1.missing'],
    ['no reason', { reason: '' }, 'body.rows.1.reason'],
    ['the same cell twice', { unit: 'D2', value: '4' }, 'body.rows.1'],
  ])('%s', async (_case, changes, named) => {
    const before = await countObservations();
    const { status, body } = await report<ApiErrorBody>([row({ unit: 'D2', value: '3' }), row(changes)]);
    expect(body.message).toContain(named);
    expect(status).toBe(400);
    expect(body.code).toMatch(/^(report\.refused|request\.invalid)$/);
    expect(await countObservations()).toBe(before);
  });

  it('a field nobody knows, and no row at all', async () => {
    const unknown = await report<ApiErrorBody>([{ ...row(), standing: 'inspected' }]);
    expect(unknown).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(await report<ApiErrorBody>([])).toMatchObject({ status: 400 });
    expect(await report<ApiErrorBody>([row()], 'published')).toMatchObject({ status: 400 });
  });
});

it('the largest and the finest value that fit come back to the digit', async () => {
  const values = [`${'9'.repeat(28)}.${'9'.repeat(10)}`, '-0.0000000001'];
  for (const value of values) {
    expect((await report([row({ unit: 'D1', measure: 'trained-staff', value })])).body.stored).toBe(1);
    expect((await told('D1', 'trained-staff', '2022-12'))[0]?.value).toBe(value);
  }
});
