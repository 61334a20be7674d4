import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SchemeDocument } from '@dangzhi/metrics';
import type { ApiErrorBody, PendingValue, Ranking, ReportReceiptSchema } from '@dangzhi/metrics/contract';
import { parseScheme } from '@dangzhi/metrics/scheme';
import type { Static } from 'typebox';
import { named, plainCatalogue, plainIndicator, plainMeasure, plainUnit } from '../../../testing/plain-county.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { trailOf } from '../../../testing/accounts.ts';
import { loadCounty } from '../../county/load.ts';

// What a reporter may get wrong, against a county that goes by its trained staff. It is 2023-01-20; figures of
// September to December are there.
const COUNTY = 'X';
const SCHEME = parseScheme({
  code: 'GUARDS',
  name: named('GUARDS'),
  unitKind: 'department',
  nodes: [
    { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
    {
      code: 'A',
      parent: 'ROOT',
      weight: 1,
      indicator: 'training',
      direction: 'higher',
      rule: { type: 'completion', target: 100 },
    },
  ],
});

let service: TestService;
beforeAll(async () => {
  service = await startTestService('2023-01-20T10:00:00+08:00');
  await loadCounty(service.test.stores, {
    areas: [],
    classes: [],
    units: [COUNTY, 'D1', 'D2', 'D3'].map((code) => plainUnit(COUNTY, code)),
    catalogue: plainCatalogue({
      measures: [
        plainMeasure('trained', 'stock', { quantity: 'count' }),
        plainMeasure('staff', 'stock', { quantity: 'count', jump: { times: 3, window: 12, least: 5 } }),
        plainMeasure('visits', 'flow', { quantity: 'count' }),
        plainMeasure('sales', 'flow', { quantity: 'money', running: true }),
        plainMeasure('share', 'rate', { quantity: 'share', bounds: { least: 0, most: 100 } }),
      ],
      pairs: [{ part: 'trained', whole: 'staff' }],
      indicators: [
        plainIndicator('training', { kind: 'ratio', numerator: 'trained', denominator: 'staff', factor: 100 }),
      ],
    }),
    schemes: [(SCHEME as { scheme: SchemeDocument }).scheme],
    facts: [],
    records: [],
    adjustments: [],
  });
});
afterAll(() => service.close());

type Receipt = Static<typeof ReportReceiptSchema>;
interface Row {
  readonly unit?: string;
  readonly measure: string;
  readonly period?: string;
  readonly value: string;
}
const report = <Body = Receipt>(rows: readonly Row[], standing = 'reported') =>
  service.scored<Body>('/observations', {
    standing,
    rows: rows.map((row) => ({ unit: 'D1', period: '2022-12', reason: '月报', ...row })),
  });

/** What a reader sees of December. */
const ranking = async (): Promise<Ranking['rows']> =>
  (await service.get<Ranking>('/rankings?scheme=GUARDS&period=2022-12')).body.rows;
const waiting = async (query = ''): Promise<PendingValue[]> =>
  (await service.get<{ items: PendingValue[] }>(`/pending-values?state=pending${query}`)).body.items;
const decide = (id: number, accept: boolean, reason = '已核') =>
  service.scored<PendingValue & ApiErrorBody>(`/pending-values/${id}/decision`, { accept, reason });

beforeAll(async () => {
  for (const period of ['2022-09', '2022-10', '2022-11', '2022-12']) {
    const rows = ['D1', 'D2'].flatMap((unit) => [
      { unit, measure: 'staff', period, value: '11' },
      { unit, measure: 'trained', period, value: '8' },
    ]);
    expect((await report(rows)).body).toMatchObject({ stored: 4, pending: 0 });
  }
});

let before: Ranking['rows'];
beforeEach(async () => {
  before = await ranking();
});

describe('what cannot be true is refused, whole, and moves nothing', () => {
  it.each<[string, Row, string, string]>([
    ['500 trained of 11', { measure: 'trained', value: '500' }, 'part-exceeds-whole', 'more than the staff'],
    ['a whole below its part', { measure: 'staff', value: '7' }, 'part-exceeds-whole', '8, more than the staff'],
    ['−5 of a count', { measure: 'trained', value: '-5' }, 'value-negative', 'is negative'],
    ['12.5 of a count', { measure: 'visits', value: '12.5' }, 'value-not-whole', 'is not whole'],
    ['a share of 101', { measure: 'share', value: '101' }, 'value-out-of-bounds', 'not between 0 and 100'],
    ['a month to come', { measure: 'trained', value: '8', period: '2030-02' }, 'period-not-begun', '2030-02-01'],
  ])('%s', async (_what, row, fault, sentence) => {
    const { status, body } = await report<ApiErrorBody>([{ measure: 'sales', value: '1' }, row]);
    expect([status, body.code]).toEqual([400, 'report.refused']);
    expect(body.params).toMatchObject({ faults: [{ fault, row: 1 }] });
    expect(body.message).toContain(sentence);
    expect(await ranking()).toEqual(before);
    expect(await waiting()).toEqual([]);
  });

  it('and a part above its whole in one report, whichever comes first', async () => {
    const rows = [
      { unit: 'D3', measure: 'trained', value: '5' },
      { unit: 'D3', measure: 'staff', value: '4' },
    ];
    for (const order of [rows, [...rows].reverse()])
      expect((await report<ApiErrorBody>(order)).body.params).toMatchObject({
        faults: [{ fault: 'part-exceeds-whole' }, { fault: 'part-exceeds-whole' }],
      });
  });
});

describe('what may be true waits, and what counted goes on counting', () => {
  it('a jump against the own history', async () => {
    expect((await report([{ measure: 'staff', value: '110' }])).body).toMatchObject({ stored: 0, pending: 1 });
    expect(await ranking()).toEqual(before);
    expect(await waiting()).toMatchObject([
      {
        unit: 'D1',
        measure: 'staff',
        period: '2022-12',
        value: '110',
        counting: '11',
        state: 'pending',
        breaks: [{ guard: 'jump', least: '11', greatest: '11', times: 3, window: 12 }],
      },
    ]);
    expect(await waiting('&unit=D2')).toEqual([]);
  });

  it('said again it is no news; another value takes its place', async () => {
    expect((await report([{ measure: 'staff', value: '110' }])).body).toMatchObject({ pending: 0, repeated: true });
    expect((await report([{ measure: 'staff', value: '111' }])).body).toMatchObject({ pending: 1 });
    expect((await waiting()).map(({ value }) => value)).toEqual(['111']);
    // One that breaks nothing takes its place as well.
    expect((await report([{ measure: 'staff', value: '12' }])).body).toMatchObject({ stored: 1, pending: 0 });
    expect(await waiting()).toEqual([]);
    await report([{ measure: 'staff', value: '11' }]);
  });

  it('a flow of a month that has not ended, but no running total', async () => {
    const rows = [
      { measure: 'visits', period: '2023-01', value: '40' },
      { measure: 'sales', period: '2023-01', value: '40' },
    ];
    expect((await report(rows)).body).toMatchObject({ stored: 1, pending: 1 });
    const [visits] = await waiting();
    expect(visits).toMatchObject({
      measure: 'visits',
      counting: null,
      breaks: [{ guard: 'not-ended', ends: '2023-01-31' }],
    });
    expect((await decide(visits!.id, false)).body).toMatchObject({ state: 'returned' });
  });

  it('what was seen on site needs no second look at a jump', async () => {
    expect((await report([{ unit: 'D2', measure: 'staff', value: '90' }], 'inspected')).body).toMatchObject({
      stored: 1,
      pending: 0,
    });
  });
});

describe('a steward decides', () => {
  const hold = async (value: string): Promise<number> => {
    expect((await report([{ measure: 'staff', value }])).body).toMatchObject({ pending: 1 });
    return (await waiting())[0]!.id;
  };

  it('returned, it counts for nothing, and told again it stays so', async () => {
    const id = await hold('200');
    expect((await decide(id, false, '多写了一个零')).body).toMatchObject({
      state: 'returned',
      decision: '多写了一个零',
      counting: '11',
    });
    expect(await ranking()).toEqual(before);
    expect((await report([{ measure: 'staff', value: '200' }])).body).toMatchObject({ repeated: true });
    expect(await waiting()).toEqual([]);
  });

  it('accepted, it counts from then on, with its raw record and a line in the trail', async () => {
    const id = await hold('160');
    const { body } = await decide(id, true, '并入两个单位');
    expect(body).toMatchObject({ state: 'accepted', counting: '160' });
    const own = (rows: Ranking['rows']) => rows.find(({ unit }) => unit.code === 'D1')?.printed;
    expect([own(before), own(await ranking())]).toEqual(['72.73', '5.00']);
    const [line] = (await trailOf(service.test.stores)).filter(({ action }) => action === 'observation.accept');
    expect(line).toMatchObject({ target: `pending:${id}`, reason: '并入两个单位' });
    expect((await decide(id, true)).body).toMatchObject({ code: 'pending.decided', params: { id, state: 'accepted' } });
    expect((await decide(id, false)).status).toBe(409);
    expect((await decide(999_999, true)).status).toBe(404);
  });

  it('not what has become impossible since', async () => {
    const id = await hold('40');
    expect((await report([{ measure: 'trained', value: '45' }])).body).toMatchObject({ stored: 1 });
    expect((await decide(id, true)).body).toMatchObject({ code: 'report.refused' });
    expect((await waiting()).map((one) => one.id)).toEqual([id]);
    await decide(id, false);
  });
});
