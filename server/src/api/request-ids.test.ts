import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPublishedCounty } from '../../testing/published-county.ts';
import type { TestService } from '../../testing/service.ts';

let county: TestService;
beforeAll(async () => {
  county = await startPublishedCounty(undefined, { LOG_LEVEL: 'info' });
});
afterAll(() => county.close());

const ask = async (url: string, id?: string, payload?: object) => {
  const headers = { ...county.operator, ...(id !== undefined && { 'x-request-id': id }) };
  return county.app.inject({ method: payload ? 'POST' : 'GET', url, headers, ...(payload && { payload }) });
};

interface Line {
  readonly reqId?: string;
  readonly msg: string;
  readonly requests?: readonly string[];
}

const lines = (): Line[] => county.log.map((line) => JSON.parse(line) as Line);
const linesOf = (id: string): Line[] => lines().filter(({ reqId }) => reqId === id);

describe('the number of a call', () => {
  it('is the caller’s own where it is well formed, in the answer and in every line of the log', async () => {
    for (const [url, status] of [
      ['/api/v1/units', 200],
      ['/api/v1/units/none/score?period=2022-12', 404],
      ['/nowhere', 404],
    ] as const) {
      const id = `proxy-4711.${status}${url.length}`;
      const answer = await ask(url, id);
      expect([answer.statusCode, answer.headers['x-request-id']]).toEqual([status, id]);
      expect(linesOf(id).length).toBeGreaterThanOrEqual(2);
    }
  });

  it.each([
    'short',
    'with a space in it',
    'a'.repeat(65),
    '<script>alert(1)</script>',
    '-begins-with-a-dash',
    '号码号码号码',
  ])('%j is not taken: it gets one of ours', async (given) => {
    const { headers } = await ask('/healthz', given);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('is another for each call without one', async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => (await ask('/healthz')).headers['x-request-id']),
    );
    expect(new Set(ids).size).toBe(5);
  });

  it('is told by what the call started: a scoring that was asked for by reports names each', async () => {
    const report = (value: string, id: string) =>
      ask('/api/v1/observations', id, {
        standing: 'reported',
        rows: [{ unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value, reason: '复核' }],
      });
    expect((await report('21', 'report-number-1')).statusCode).toBe(200);
    expect((await report('22', 'report-number-2')).statusCode).toBe(200);
    await county.runtime.scorer.idle();
    const scored = lines().flatMap(({ msg, requests = [] }) => (msg === 'scored' ? requests : []));
    expect(scored).toEqual(['report-number-1', 'report-number-2']);
  });
});
