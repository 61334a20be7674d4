import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ArchivesScene,
  Explanation,
  Meta,
  NextSteps,
  Overview,
  PlatformScene,
  Ranking,
  RawRecord,
  UnitScoreView,
} from '@dangzhi/metrics/contract';
import { publishedBatch } from '@dangzhi/seed';
import source from '@dangzhi/seed/proposal.json' with { type: 'json' };
import { loadFirstData } from '../../runtime/first-data.ts';
import { storeBatch } from '../../observations/batches.ts';
import { nameSource } from '../../intake/sources/queries.ts';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import type { TestService } from '../../../testing/service.ts';

// DEMO=off: what the two articles published and nothing else, as on 20 February 2023.
let service: TestService;
beforeAll(async () => {
  service = await startPublishedCounty('2023-02-20T10:00:00+08:00');
});
afterAll(() => service.close());

const AT = 'period=2022-12';

describe('without demo data', () => {
  it('the published observations are all there is', async () => {
    const { body } = await service.get<{ total: number; items: { standing: string }[] }>('/observations');
    expect(body.total).toBe(publishedBatch().rows.length);
    expect(new Set(body.items.map(({ standing }) => standing))).toEqual(new Set(['published']));
  });

  it('loading again changes nothing', async () => {
    expect(await loadFirstData(service.test.stores, null, service.runtime.now())).toMatchObject({
      stored: 0,
      changedFrom: null,
    });
    expect((await service.runtime.scorer.request(null)).changed).toEqual([]);
  });

  it('the articles alone give 65.10 over 18 leaves and 23 points: partial, without grade, colour or rank', async () => {
    const { body } = await service.get<UnitScoreView>(`/units/330624/score?${AT}`);
    const expected = source.seed_baseline_county;
    expect(body).toMatchObject({ partial: true, grade: null, colour: null, rank: null, provenance: 'published' });
    expect([body.printed, body.coverage]).toEqual(['65.10', expected.weight_covered / 100]);
    const present = body.nodes.filter(({ unitOfMeasure, value }) => unitOfMeasure !== null && value !== null);
    expect(present.map(({ code }) => code).sort()).toEqual(expected.scorable_leaves);
    for (const [dimension, score] of Object.entries(expected.by_dimension)) {
      expect(body.nodes.find(({ code }) => code === dimension)?.score, dimension).toBeCloseTo(score, 2);
    }
    const conversion = present.find(({ code }) => code === 'DIG-1-02')!;
    expect(conversion).toMatchObject({ numerator: '29893', denominator: '207124' });
  });

  it('what to do next: systems to connect, their leaves and all the weight that is missing', async () => {
    const { body } = await service.get<NextSteps>(`/units/330624/next-steps?${AT}`);
    expect(body.items.reduce((sum, { leaves }) => sum + leaves.length, 0)).toBe(78 - 18);
    expect(body.items.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(77, 9);
    const weights = body.items.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });

  it('36 watched figures, 33 of them published, and the rest says why not', async () => {
    const { body } = await service.get<UnitScoreView>(`/units/330624/score?${AT}`);
    expect(body.watched).toHaveLength(36);
    const absent = body.watched.filter(({ value }) => value === null);
    expect(absent.map(({ code, missing }) => [code, missing])).toEqual([
      ['MON-08', 'no-source'],
      ['MON-35', 'no-source'],
      ['MON-36', 'no-source'],
    ]);
    expect(new Set(body.watched.map(({ provenance }) => provenance))).toEqual(new Set(['published', null]));
    expect(body.watched.find(({ code }) => code === 'MON-10')).toMatchObject({ value: 681, unitOfMeasure: '张' });
    // Another unit has none: nobody publishes its own.
    expect((await service.get<UnitScoreView>(`/units/XC-D29/score?${AT}`)).body.watched).toEqual([]);
  });

  it('a watched figure is explained down to the quote, without a rule or a score', async () => {
    const { body } = await service.get<Explanation>(`/explanations?unit=330624&node=MON-11&${AT}`);
    expect(body.node).toMatchObject({ value: 9009, score: null, effectiveWeight: 0 });
    expect(body.leaf).toMatchObject({ rule: null, origin: 'own' });
    expect(body.leaf!.inputs[0]!.observations[0]).toMatchObject({ value: '9009', standing: 'published' });
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
        expect(new Set(row.cells!.missing), row.unit.code).toEqual(new Set(['no-source']));
      }
    }
    const { body } = await service.get<UnitScoreView>('/units/330624/score?period=2023-02');
    const reasons = body.nodes.flatMap(({ unitOfMeasure, missing }) => (unitOfMeasure === null ? [] : [missing]));
    expect(reasons).toContain('no-source');
    expect(reasons).not.toContain('overdue');
  });

  it('every scene of the wall has the published figures and marks nothing as demo', async () => {
    const archives = await service.get<ArchivesScene>(`/wall/archives?${AT}`);
    expect(archives.body.filing.rate).toMatchObject({ value: 14.43, provenance: 'published' });
    const platform = await service.get<PlatformScene>(`/wall/platform?${AT}`);
    expect(platform.body.resources.tables).toMatchObject({ value: 681, provenance: 'published' });
    const overview = await service.get<Overview>(`/wall/overview?${AT}`);
    for (const { status, body } of [archives, platform, overview]) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain('"provenance":"demo"');
    }
    expect((await service.get<Meta>('/meta')).body.period).toBe('2022-12');
  });

  it('a published figure is explained down to the quote', async () => {
    const { body } = await service.get<Explanation>(`/explanations?unit=330624&node=DIG-1-02&${AT}`);
    const [numerator] = body.leaf!.inputs;
    const { batch, record } = numerator!.observations[0]!;
    const raw = await service.get<RawRecord>(`/batches/${batch}/records/${record}`);
    expect(raw.body.fact).toBe('A025');
    expect(raw.body.payload).toContain('29893');
    expect(raw.body.payload).toContain('杨庆文');
    // What is noted on an entry for those who work with it is told nobody.
    expect(raw.body.payload).not.toMatch(/"note"|"en"|GARBLE/);
  });

  it('what is published of another county makes nothing of ours overdue', async () => {
    const { postgres } = service.test.stores;
    await nameSource(postgres, 'circular', { zh: '通报', en: 'Circular' });
    const row = { measure: 'accessions', unit: '330102', period: '2022-12', value: '100', missing: null };
    await storeBatch(service.test.stores, {
      source: 'circular',
      standing: 'reported',
      origin: 'a test',
      status: null,
      recordedAt: service.runtime.now(),
      recordedBy: 'a test',
      run: null,
      rows: [{ ...row, reason: null, record: 0 }],
      records: ['{}'],
    });
    await service.runtime.scorer.request(null);
    const { body } = await service.get<UnitScoreView>(`/units/330624/score?${AT}`);
    expect([body.printed, body.coverage]).toEqual(['65.10', 0.23]);
    expect(body.nodes.find(({ code }) => code === 'RES-2-03')?.missing).toBe('no-source');
  });
});
