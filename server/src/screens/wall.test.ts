import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent, Meta, News, Overview } from '@dangzhi/metrics/contract';
import { buildApp } from '../api/app.ts';
import { runCli } from '../../testing/cli.ts';
import { openEventStream, type EventStream } from '../../testing/event-stream.ts';
import { PUBLISHED_MONTH, startDemoCounty, type DemoCounty } from '../../testing/demo-county.ts';

let county: DemoCounty;
let address: string;
beforeAll(async () => {
  county = await startDemoCounty();
  address = await county.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => county.close());

const overview = async (etag?: string) => {
  const answer = await county.app.inject({
    url: `/api/v1/wall/overview?period=${PUBLISHED_MONTH}`,
    headers: { ...county.operator, ...(etag !== undefined && { 'if-none-match': etag }) },
  });
  return { status: answer.statusCode, etag: String(answer.headers.etag), answer };
};

/** A department is not the county's figure: its own score is on the wall too. */
const inspect = () =>
  county.scored('/observations', {
    standing: 'inspected',
    rows: [{ unit: 'XC-D29', measure: 'formal-items', period: PUBLISHED_MONTH, value: '5001', reason: '现场核查' }],
  });

it('the month shown when nobody chose one is that of the published figures', async () => {
  const { body } = await county.get<Meta>('/meta');
  expect(body.period).toBe(PUBLISHED_MONTH);
  expect(body.periods.at(-1)).toBe('2023-02');
  expect(body.countyCode).toBe('330624');
});

describe('the wall’s answer', () => {
  it.each(['overview', 'archives', 'platform'])('of %s is made once and kept as bytes', async (scene) => {
    const url = `/api/v1/wall/${scene}?period=${PUBLISHED_MONTH}`;
    const first = await county.app.inject({ url, headers: county.operator });
    const etag = String(first.headers.etag);
    expect((await county.app.inject({ url, headers: { ...county.operator, 'if-none-match': etag } })).statusCode).toBe(
      304,
    );
    const packed = await county.app.inject({
      url,
      headers: { ...county.operator, 'accept-encoding': 'gzip, deflate' },
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(first.body);
    // Asked without a month it is the same answer.
    expect((await county.app.inject({ url: `/api/v1/wall/${scene}`, headers: county.operator })).headers.etag).toBe(
      etag,
    );
    expect(
      (await county.app.inject({ url: `/api/v1/wall/${scene}?period=1999-01`, headers: county.operator })).statusCode,
    ).toBe(404);
  });

  it('is not sent again while it is the same', async () => {
    const first = await overview();
    expect(first.status).toBe(200);
    expect(first.answer.headers['cache-control']).toBe('private, no-cache');
    const second = await overview(first.etag);
    expect(second.status).toBe(304);
    expect(second.answer.body).toBe('');
    expect((await overview('"another"')).status).toBe(200);
  });
});

describe('what cannot be, or hardly can', () => {
  const said = (measure: string, value: string, period = PUBLISHED_MONTH, unit = 'XC-D29') => ({
    standing: 'reported',
    rows: [{ unit, measure, period, value, reason: '月报' }],
  });
  const scenes = () =>
    Promise.all(
      ['overview', 'archives', 'platform'].map(
        async (scene) => (await county.app.inject({ url: `/api/v1/wall/${scene}`, headers: county.operator })).body,
      ),
    );

  it.each([
    ['500 trained of a dozen', said('archivists-trained', '500', '2022'), 400, 'part-exceeds-whole'],
    ['five fewer than none', said('formal-items', '-5'), 400, 'value-negative'],
    ['half an item', said('formal-items', '12.5'), 400, 'value-not-whole'],
    ['a month to come', said('formal-items', '5', '2030-02'), 400, 'period-not-begun'],
    ['a figure of another size, which waits', said('formal-items', '5200'), 200, undefined],
  ])('%s leaves the wall as it is', async (_title, body, status, fault) => {
    const before = await scenes();
    const answer = await county.scored<{ pending?: number; params?: { faults: { fault: string }[] } }>(
      '/observations',
      body,
    );
    expect([answer.status, answer.body.params?.faults[0]?.fault]).toEqual([status, fault]);
    if (status === 200) expect(answer.body.pending).toBe(1);
    expect(await scenes()).toEqual(before);
  });
});

const openStream = async (origin = address): Promise<EventStream> => {
  const stream = await openEventStream(origin, county.operator);
  expect(stream.type).toContain('text/event-stream');
  return stream;
};

describe('after a department was inspected', () => {
  let before: Awaited<ReturnType<typeof overview>>;
  let streams: EventStream[];
  beforeAll(async () => {
    streams = await Promise.all([openStream(), openStream()]);
    for (const { next } of streams) expect((await next()).event).toBe('hello');
    before = await overview();
    await inspect();
  });
  afterAll(() => {
    for (const { close } of streams) close();
  });

  it('every client is told that something was scored, after it can be read', async () => {
    for (const { next } of streams) {
      const { event, data } = await next();
      expect(event).toBe('scored');
      const scored = data as Extract<LiveEvent, { type: 'scored' }>;
      expect(scored.type).toBe('scored');
      expect(scored.periods).toContain(PUBLISHED_MONTH);
      expect(scored.schemes).toContain('XC-DEPARTMENT');
      expect((await overview(before.etag)).status).toBe(200);
    }
  });

  it('the wall’s answer is another', async () => {
    const after = await overview(before.etag);
    expect(after.status).toBe(200);
    expect(after.etag).not.toBe(before.etag);
    const [was, is] = [before, after].map(({ answer }) =>
      answer.json<Overview>().departments.find(({ unit }) => unit.code === 'XC-D29'),
    );
    expect(is!.printed).not.toBe(was!.printed);
  });

  it('a published figure and its roll-up are shown as a conflict: they differ by more than half a per cent', async () => {
    // 29,893 × 0.5 % is about 150 items; a department corrected by hundreds of items goes beyond.
    const { body } = await county.get<{ conflicts: { indicator: string; own: number; rolledUp: number }[] }>(
      `/units/330624/score?period=${PUBLISHED_MONTH}`,
    );
    expect(body.conflicts).toHaveLength(1);
    // A percentage is scored as it is stated.
    expect(body.conflicts[0]!.own).toBe(14.43);
    expect(body.conflicts[0]!.rolledUp).toBeGreaterThan(body.conflicts[0]!.own);
  });

  it('a pull is told of, and nothing when a report changes nothing', async () => {
    const { next, close } = await openStream();
    await next();
    expect(await inspect()).toMatchObject({ body: { stored: 0, repeated: true } });
    await county.call('POST', '/sources/erms/runs');
    expect(await next()).toMatchObject({ event: 'pulled', data: { source: 'erms', state: 'succeeded' } });
    close();
  });
});

describe('the correction that README shows', () => {
  const commandOf = (file: string) => {
    const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    return /^npx -y \S+ dangzhi (report .*)$/m.exec(text)?.[1];
  };

  it('moves what the first scene prints, and is told with what it did to the county', async () => {
    const command = commandOf('README.md')!;
    expect(commandOf('README.zh-CN.md')).toBe(command);
    const dataDir = path.join(county.test.dataDir, 'of-the-command');
    mkdirSync(dataDir);
    const token = county.operator.authorization.replace('Bearer ', '');
    writeFileSync(path.join(dataDir, 'operator.token'), `${token}\n`);
    const before = (await overview()).answer.json<Overview>();
    const stream = await openStream();
    await stream.next();

    const { code, stdout, stderr } = await runCli(command.split(' '), {
      ...{ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: new URL(address).port },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Stored in batch \w+ and scored\.$/m);

    const after = (await overview()).answer.json<Overview>();
    expect(after.score.printed).not.toBe(before.score.printed);
    expect(after.next.lost[0]).toEqual(before.next.lost[0]);
    // It was third of what the panel shows.
    expect(before.next.lost.slice(0, 3).map(({ code: leaf }) => leaf)).toContain('USE-1-01');
    expect(after.next.lost.slice(0, 3).map(({ code: leaf }) => leaf)).not.toContain('USE-1-01');

    const heard = await stream.until('news');
    stream.close();
    expect(heard[0]!.event).toBe('scored');
    expect(heard.at(-1)!.data as News).toMatchObject({
      count: 1,
      values: [
        {
          unit: { code: '330624', name: { zh: '新昌县' } },
          measure: { code: 'reviewed-25y' },
          unitOfMeasure: '卷件',
          period: '2022Q4',
          from: '103712',
          to: '123712',
          standing: 'inspected',
        },
      ],
      county: {
        month: PUBLISHED_MONTH,
        score: { from: before.score.printed, to: after.score.printed, provenance: 'demo' },
        leaf: { code: 'USE-1-01', unitOfMeasure: '%' },
      },
    });
  });
});

it('the event stream ends with the service, which does not wait for walls to go away', async () => {
  const app = await buildApp(county.runtime);
  const { next } = await openStream(await app.listen({ port: 0, host: '127.0.0.1' }));
  expect((await next()).event).toBe('hello');
  await app.close();
  await expect(next()).rejects.toThrow('the stream ended');
});
