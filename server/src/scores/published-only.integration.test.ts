import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation, Meta, Overview, Ranking, UnitScoreView } from '@dangzhi/metrics/contract';
import { loadFirstData } from '../first-data.ts';
import { startTestService, type TestService } from '../test-runtime.ts';

// DEMO=off: what the two articles published and nothing else, as on 20 February 2023.
let service: TestService;
beforeAll(async () => {
  service = await startTestService('2023-02-20T10:00:00+08:00');
  await loadFirstData(service.test.stores, null, service.runtime.now());
  await service.runtime.scorer.request(null);
});
afterAll(() => service.close());

const AT = 'period=2022-12';

describe('without demo data', () => {
  it('five published observations are all there is', async () => {
    const { body } = await service.get<{ total: number; items: { standing: string }[] }>('/observations');
    expect(body.total).toBe(5);
    expect(new Set(body.items.map(({ standing }) => standing))).toEqual(new Set(['published']));
  });

  it('loading again changes nothing', async () => {
    expect(await loadFirstData(service.test.stores, null, service.runtime.now())).toMatchObject({
      stored: 0,
      changedFrom: null,
    });
    expect((await service.runtime.scorer.request(null)).changed).toEqual([]);
  });

  it('the county’s score is partial: printed without grade, colour or rank', async () => {
    const { body } = await service.get<UnitScoreView>(`/units/330624/score?${AT}`);
    expect(body).toMatchObject({ partial: true, grade: null, colour: null, rank: null, provenance: 'published' });
    expect(body.coverage).toBeCloseTo(0.4, 9);
    expect(body.printed).toMatch(/^\d+\.\d\d$/);
    const present = body.nodes.filter(({ unitOfMeasure, value }) => unitOfMeasure !== null && value !== null);
    expect(present.map(({ code }) => code).sort()).toEqual(['DAT-2-02', 'DIG-1-02', 'SEC-1-01']);
    const conversion = present.find(({ code }) => code === 'DIG-1-02')!;
    expect(conversion).toMatchObject({ numerator: '29893', denominator: '207124' });
  });

  it('everything else says that it has no source, the month after too', async () => {
    for (const scheme of ['XC-DEPARTMENT', 'XC-TOWNSHIP']) {
      const { body } = await service.get<Ranking>(`/rankings?scheme=${scheme}&${AT}`);
      expect(body.rows.length).toBeGreaterThan(10);
      for (const row of body.rows) {
        expect(row.rank, row.unit.code).toBeNull();
        expect(row.grade, row.unit.code).toBeNull();
        expect(row.adjustments, row.unit.code).toEqual([]);
        expect(row.score, row.unit.code).toBeNull();
        // Also of those who are not online: which they are is demo, and there is no system to be connected to.
        expect(new Set(row.leaves.map(({ missing }) => missing)), row.unit.code).toEqual(new Set(['no-source']));
      }
    }
    const { body } = await service.get<UnitScoreView>('/units/330624/score?period=2023-02');
    const reasons = body.nodes.flatMap(({ unitOfMeasure, missing }) => (unitOfMeasure === null ? [] : [missing]));
    expect(reasons).toContain('no-source');
    expect(reasons).not.toContain('overdue');
  });

  it('the wall has the published figures and marks nothing as demo', async () => {
    const { body } = await service.get<Overview>(`/wall/overview?${AT}`);
    expect(body.funnel.rate.value).toBeCloseTo(14.43, 2);
    expect(body.irs.value).toBe(83.63);
    expect(body.storage.forecast).toBeNull();
    expect(JSON.stringify(body)).not.toContain('"provenance":"demo"');
    expect((await service.get<Meta>('/meta')).body.period).toBe('2022-12');
  });

  it('a published figure is explained down to the quote', async () => {
    const { body } = await service.get<Explanation>(`/explanations?unit=330624&node=DIG-1-02&${AT}`);
    const [numerator] = body.leaf!.inputs;
    const { batch, record } = numerator!.observations[0]!;
    const raw = await service.get<{ payload: string }>(`/batches/${batch}/records/${record}`);
    expect(raw.body.payload).toContain('29893');
    expect(raw.body.payload).toContain('quote');
  });
});
