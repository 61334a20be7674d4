import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForecastList, UnitScoreView } from '@dangzhi/metrics/contract';
import { startDemoCounty, type DemoCounty } from '../../../testing/demo-county.ts';

let county: DemoCounty;
beforeAll(async () => {
  county = await startDemoCounty();
});
afterAll(() => county.close());

const forecastsAt = async (period: string): Promise<ForecastList> =>
  (await county.get<ForecastList>(`/units/330624/forecasts?period=${period}`)).body;

describe('the end of the year', () => {
  it('is foretold for every leaf that runs from January on, with its method and the years it rests on', async () => {
    const { items } = await forecastsAt('2022-09');
    expect(items.map(({ node }) => node)).toContain('RES-1-01');
    const spending = items.find(({ node }) => node === 'GOV-3-03');
    expect(spending).toMatchObject({ method: 'share-of-year', years: ['2021'], at: '2022-12', provenance: 'demo' });
    // One past year has no range.
    expect([spending?.low, spending?.high]).toEqual([null, null]);
    expect(spending?.expected ?? 0).toBeGreaterThan(spending?.value ?? 100);
  });

  it('comes near what it turned out to be', async () => {
    const { items } = await forecastsAt('2022-09');
    const { body } = await county.get<UnitScoreView>('/units/330624/score?period=2022-12');
    const archived = items.find(({ node }) => node === 'RES-1-01');
    const actual = body.nodes.find(({ code }) => code === 'RES-1-01')?.value ?? Number.NaN;
    expect(Math.abs((archived?.expected ?? 0) - actual)).toBeLessThan(3);
  });

  it('is not foretold in December, nor in the first year', async () => {
    expect(new Set((await forecastsAt('2022-12')).items.map(({ missing }) => missing))).toEqual(new Set(['year-over']));
    const first = (await forecastsAt('2021-09')).items.map(({ missing }) => missing);
    expect(first).toContain('no-past-year');
    expect(first).not.toContain(null);
  });
});
