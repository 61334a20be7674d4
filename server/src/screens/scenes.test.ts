import type {
  ArchivesScene,
  NextSteps,
  NodeView,
  Overview,
  PlatformScene,
  UnitScoreView,
} from '@dangzhi/metrics/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHED_MONTH, startDemoCounty, type DemoCounty } from '../../testing/demo-county.ts';

// The three scenes of the wall on the demo county, at the month of the published figures.
let county: DemoCounty;
let score: UnitScoreView;
beforeAll(async () => {
  county = await startDemoCounty();
  score = await read<UnitScoreView>('/units/330624/score');
});
afterAll(() => county.close());

const read = async <T>(path: string): Promise<T> => {
  const { status, body } = await county.get<T>(`${path}?period=${PUBLISHED_MONTH}`);
  expect(status).toBe(200);
  return body;
};
const node = (code: string): NodeView | undefined => score.nodes.find((one) => one.code === code);

describe('the overview', () => {
  it('sorts the leaves into the dimensions with the scores the engine gave them', async () => {
    const { dimensions, score: head } = await read<Overview>('/wall/overview');
    expect(dimensions.map(({ code }) => code)).toEqual(['GOV', 'RES', 'DIG', 'USE', 'SEC', 'DAT']);
    for (const { code, score: own } of dimensions) {
      if (own === null) expect(node(code)?.score ?? null, code).toBeNull();
      else expect(own, code).toBeCloseTo(node(code)?.score ?? Number.NaN, 9);
    }
    expect(dimensions.flatMap(({ leaves }) => leaves)).toHaveLength(head.leaves);
    expect(head.present).toBe(score.nodes.filter(({ unitOfMeasure, value }) => unitOfMeasure && value !== null).length);
  });

  it('says how many of those it is ranked among are invented', async () => {
    const { score: head } = await read<Overview>('/wall/overview');
    expect([head.rankedOf, head.inventedPeers]).toEqual([90, 89]);
    expect(score.inventedPeers).toBe(89);
    expect((await read<UnitScoreView>('/units/XC-D29/score')).inventedPeers).toBe(0);
  });

  it('names what costs most, and who answers for it', async () => {
    const { finding, next } = await read<Overview>('/wall/overview');
    expect(next.lost[0]).toMatchObject({ ...finding.costliest });
    for (const { code, points } of next.lost) {
      const { effectiveWeight, score: own } = node(code)!;
      expect(points, code).toBeCloseTo((effectiveWeight * (100 - (own ?? 0))) / 100, 9);
    }
    const points = next.lost.map((leaf) => leaf.points);
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(next.lost.find(({ code }) => code === 'DIG-1-02')?.responsible).toMatchObject({ code: 'XC-D13' });
  });

  it('says what to connect next as the API does', async () => {
    const { next } = await read<Overview>('/wall/overview');
    const steps = await read<NextSteps>('/units/330624/next-steps');
    expect(next.connect).toEqual(
      steps.items.slice(0, 5).map(({ system: { code, name, kind }, leaves, weight }) => ({
        code,
        name,
        kind,
        leaves: leaves.length,
        weight,
      })),
    );
  });

  it('has both red lines, the townships on their tiles and the departments by their colours', async () => {
    const { redLines, townships, departments, yearEnd } = await read<Overview>('/wall/overview');
    expect(redLines.map(({ node: code }) => code).sort()).toEqual(['DAT-4-02', 'SEC-2-03']);
    expect(townships).toHaveLength(12);
    expect(townships.every(({ tile }) => tile !== null)).toBe(true);
    expect(departments).toHaveLength(83);
    // In December there is no rest of the year to foretell.
    expect(yearEnd).toBeNull();
  });

  it('foretells the end of a year that is not over', async () => {
    const { body } = await county.get<Overview>('/wall/overview?period=2022-09');
    const { body: forecasts } = await county.get<{ items: { expected: number | null }[] }>(
      '/units/330624/forecasts?period=2022-09',
    );
    const foretold = forecasts.items.filter(({ expected }) => expected !== null).length;
    if (foretold === 0) expect(body.yearEnd).toBeNull();
    else expect(body.yearEnd).toMatchObject({ at: '2022-12', foretold });
    expect((body.yearEnd?.onTrack ?? 0) + (body.yearEnd?.atRisk.length ?? 0)).toBeLessThanOrEqual(foretold);
  });
});

describe('the archives', () => {
  it('show the published figures as published, volumes and items apart', async () => {
    const { filing, holdings, databases, storage } = await read<ArchivesScene>('/wall/archives');
    const published = { provenance: 'published', missing: null };
    expect(filing).toMatchObject({
      online: { value: 60, ...published },
      prearchived: { value: 207_124, ...published },
      formal: { value: 29_893, ...published },
      rate: { value: 14.43, ...published },
    });
    expect(holdings).toMatchObject({
      units: { value: 43, ...published },
      files: { value: 161_280, unitOfMeasure: '卷', ...published },
      items: { value: 136_417, unitOfMeasure: '件', ...published },
      // A year's figure in a monthly scene says of which year it is.
      growth: { value: 56.9, valuePeriod: '2022', ...published },
    });
    expect(databases.built).toMatchObject({ value: 2, ...published });
    expect(databases.planned).toHaveLength(3);
    expect(storage).toMatchObject({ occupancy: { value: 66.7, ...published }, approximate: true });
    expect(storage.published).toMatchObject({ years: 5, fact: 'A046' });
  });

  it('sort leaves into the six priorities, a leaf into several if it belongs there', async () => {
    const { focuses, leaves } = await read<ArchivesScene>('/wall/archives');
    expect(focuses.map(({ code }) => code)).toEqual(['F1', 'F2', 'F3', 'F4', 'F5', 'F6']);
    const places = focuses.flatMap((group) => group.leaves);
    expect(new Set(places)).toEqual(new Set(leaves.map((leaf) => leaf.node)));
    expect(places.filter((code) => code === 'GOV-1-01')).toHaveLength(2);
  });

  it('give a priority its neutral title and no figure of its own', async () => {
    const { focuses } = await read<ArchivesScene>('/wall/archives');
    expect(focuses.map(({ name }) => name.zh)).toEqual([
      ...['存史资政', '数字改革', '档案为民', '共建共享', '开放开发', '队伍建设'],
    ]);
    expect(focuses.map(({ fact }) => fact)).toEqual(['A053', 'A055', 'A058', 'A062', 'A065', 'A068']);
    for (const one of focuses) expect(Object.keys(one).sort()).toEqual(['code', 'fact', 'leaves', 'name']);
  });

  it('list honours and pilots of the archives, and none of the platform', async () => {
    const { records } = await read<ArchivesScene>('/wall/archives');
    expect(records.map(({ code }) => code)).toEqual(expect.arrayContaining(['HON-01', 'PIL-01', 'PIL-02']));
    expect(records.map(({ code }) => code)).not.toContain('HON-02');
  });
});

describe('the platform', () => {
  it('shows the published figures as published', async () => {
    const scene = await read<PlatformScene>('/wall/platform');
    const values = (figures: Readonly<Record<string, { value: number | null }>>) =>
      Object.values(figures).map(({ value }) => value);
    expect(values(scene.resources)).toEqual([681, 9009, 29.91]);
    expect(values(scene.databases)).toEqual([70, 1, 2, 11, 12]);
    expect(scene.rates.map(({ value }) => value)).toEqual([100, 83.63, 100, 100]);
    expect(values(scene.interfaces)).toEqual([244, 19, 15]);
    expect(values(scene.tickets)).toEqual([518, 96.3]);
    expect(values(scene.cloud)).toEqual([60, 291, 56, 31]);
    expect(values(scene.zheliban)).toEqual([36.66, 2.91, 95.48]);
    expect(values(scene.zhezhengding)).toEqual([11_480, 86.22]);
    expect(scene.zheliban.activity.unitOfMeasure).toBe('万人/百万人');
  });

  it('sorts leaves into four horizontals, four verticals and two ends, each leaf into one', async () => {
    const { bands, leaves } = await read<PlatformScene>('/wall/platform');
    const parts = bands.map(({ part }) => part);
    expect(['horizontal', 'vertical', 'end'].map((part) => parts.filter((one) => one === part).length)).toEqual([
      4, 4, 2,
    ]);
    expect(bands.flatMap((band) => band.leaves).sort()).toEqual(leaves.map((leaf) => leaf.node).sort());
  });

  it('makes cells of platform leaves alone, and scores one only where two speak for it', async () => {
    const { bands, leaves } = await read<PlatformScene>('/wall/platform');
    expect(leaves.filter((leaf) => !leaf.node.startsWith('DAT-'))).toEqual([]);
    const { H1, V1, V2, V3, ...measured } = Object.fromEntries(bands.map((band) => [band.code, band]));
    for (const band of [H1, V1, V2, V3]) {
      expect(band).toMatchObject({ leaves: [], noScore: 'no-leaf', score: null, colour: null, coverage: null });
      expect(band?.unmeasured?.zh).toMatch(/不计分|含义不明/);
    }
    expect(Object.fromEntries(Object.entries(measured).map(([code, { noScore }]) => [code, noScore]))).toEqual({
      ...{ H2: null, H3: 'single', H4: 'single', V4: null, E1: null, E2: 'single' },
    });
    for (const { code, noScore, score, colour } of bands)
      expect([code, score === null, colour === null]).toEqual([code, noScore !== null, noScore !== null]);
    // 业务应用体系 is one rate of the IRS, which has its own score and gives the cell none.
    expect(measured['H4']?.leaves).toEqual(['DAT-2-02']);
    expect(leaves.find((leaf) => leaf.node === 'DAT-2-02')?.score).toBeGreaterThan(0);
  });
});

describe('every figure of a scene', () => {
  it.each(['/wall/overview', '/wall/archives', '/wall/platform'])('%s has a value or a reason', async (path) => {
    for (const figure of figuresIn(await read<unknown>(path))) {
      expect(figure.value === null, figure.node).toBe(figure.missing !== null);
      if (figure.value !== null) expect(figure.provenance, figure.node).not.toBeNull();
      expect(figure.name.zh, figure.node).not.toBe(figure.node);
    }
  });
});

interface FoundFigure {
  node: string;
  name: { zh: string };
  value: number | null;
  missing: string | null;
  provenance: string | null;
}

function figuresIn(part: unknown): FoundFigure[] {
  if (Array.isArray(part)) return part.flatMap(figuresIn);
  if (typeof part !== 'object' || part === null) return [];
  return 'node' in part && 'value' in part ? [part as FoundFigure] : Object.values(part).flatMap(figuresIn);
}
