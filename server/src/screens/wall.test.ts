import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent, Meta, Overview } from '@dangzhi/metrics/contract';
import { buildApp } from '../api/app.ts';
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
  county.call('POST', '/observations', {
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

/** Events of a stream as they come. */
async function openStream(
  origin = address,
): Promise<{ next: () => Promise<{ event: string; data: unknown }>; close: () => void }> {
  const asked = request(`${origin}/api/v1/events`, { headers: { accept: 'text/event-stream', ...county.operator } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject).end();
  });
  expect(response.headers['content-type']).toContain('text/event-stream');
  const lines = createInterface(response)[Symbol.asyncIterator]();
  const next = async (): Promise<{ event: string; data: unknown }> => {
    let event = '';
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('the stream ended');
      if (value.startsWith('event: ')) event = value.slice('event: '.length);
      if (value.startsWith('data: ')) return { event, data: JSON.parse(value.slice('data: '.length)) as unknown };
    }
  };
  return { next, close: () => asked.destroy() };
}

describe('after a department was inspected', () => {
  let before: Awaited<ReturnType<typeof overview>>;
  let streams: Awaited<ReturnType<typeof openStream>>[];
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

it('the event stream ends with the service, which does not wait for walls to go away', async () => {
  const app = await buildApp(county.runtime);
  const { next } = await openStream(await app.listen({ port: 0, host: '127.0.0.1' }));
  expect((await next()).event).toBe('hello');
  await app.close();
  await expect(next()).rejects.toThrow('the stream ended');
});
