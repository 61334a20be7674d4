import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { get } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoCounty, type DemoCounty } from '../../../testing/demo-county.ts';
import { loadDemoAccounts } from '../../accounts/demo-accounts.ts';
import { buildApp } from '../../api/app.ts';
import { refuse } from '../../base/errors.ts';
import { SESSION_COOKIE } from '../../rights/cookies.ts';

let county: DemoCounty;
beforeAll(async () => {
  county = await startDemoCounty();
  await loadDemoAccounts(county.test.stores.postgres, county.runtime.now());
});
afterAll(() => county.close());

const scrape = async (): Promise<string> =>
  (await county.app.inject({ url: '/metrics', headers: county.operator })).body;

/** Value of a series, by its name and labels as they are written; `undefined` where it is not told. */
async function valueOf(series: string): Promise<number | undefined> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe('who may read the figures', () => {
  it('the operator by the token, and who has the right; nobody else', async () => {
    const { sessions } = county.runtime;
    const statusAs = async (role: string) => {
      const token = await sessions.start(`demo-${role}`, { address: '127.0.0.1', agent: 'test' });
      const headers = { cookie: `${SESSION_COOKIE}=${token}` };
      return (await county.app.inject({ url: '/metrics', headers })).statusCode;
    };
    const answer = await county.app.inject({ url: '/metrics', headers: county.operator });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect([await statusAs('admin'), await statusAs('auditor'), await statusAs('steward')]).toEqual([200, 200, 403]);
    expect((await county.app.inject({ url: '/metrics' })).statusCode).toBe(401);
  });

  it('with METRICS=loopback every program of this machine, and neither a browser nor what comes through a proxy', async () => {
    const app = await buildApp({ ...county.runtime, config: { ...county.runtime.config, metrics: 'loopback' } });
    const statusOf = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
      (await app.inject({ url: '/metrics', headers, remoteAddress })).statusCode;
    expect(await statusOf({})).toBe(200);
    expect(await statusOf({}, '::ffff:127.0.0.1')).toBe(200);
    expect(await statusOf({}, '10.1.2.3')).toBe(401);
    expect(await statusOf(county.operator, '10.1.2.3')).toBe(200);
    expect(await statusOf({ 'x-forwarded-for': '10.1.2.3' })).toBe(401);
    expect(await statusOf({ 'sec-fetch-site': 'cross-site' })).toBe(401);
    await app.close();
  });
});

describe('the figures', () => {
  it('are all described where an operator looks', async () => {
    const names = [...(await scrape()).matchAll(/^# TYPE (dangzhi_\w+) /gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(15);
    const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/operations.md'), 'utf8');
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    const described = [...page.matchAll(/`(dangzhi_\w+)`/g)].map(([, name]) => name!);
    expect(described.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('count calls by the route as it is declared', async () => {
    const series =
      'dangzhi_http_request_duration_seconds_count{method="GET",route="/api/v1/units/:code/score",status="404"}';
    const before = (await valueOf(series)) ?? 0;
    for (const code of ['NOBODY', '%3Cscript%3E']) await county.get(`/units/${code}/score?period=2022-12`);
    expect(await valueOf(series)).toBe(before + 2);
    await county.app.inject({ url: '/api/v1/made-up/by/a/caller' });
    const text = await scrape();
    expect(text).toContain('route="none",status="404"');
    for (const secret of ['made-up', 'NOBODY', '<', '%3C', 'operator-of-the-test']) expect(text).not.toContain(secret);
  });

  it('tell reports, scorings, commits, kept answers and values that wait', async () => {
    const row = { unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value: '1', reason: '复核' };
    const scorings = 'dangzhi_scoring_duration_seconds_count{outcome="done"}';
    const [scored, committed] = [
      (await valueOf(scorings)) ?? 0,
      (await valueOf('dangzhi_commit_duration_seconds_count'))!,
    ];
    expect((await county.scored('/observations', { standing: 'inspected', rows: [row] })).status).toBe(200);
    expect(await valueOf(scorings)).toBe(scored + 1);
    expect(await valueOf('dangzhi_commit_duration_seconds_count')).toBeGreaterThan(committed);
    expect(await valueOf('dangzhi_unscored_batches')).toBe(0);
    expect(await valueOf('dangzhi_unstored_batches')).toBe(0);
    expect(await valueOf('dangzhi_pending_values')).toBeGreaterThanOrEqual(0);
    await county.get('/meta');
    const [hits, misses] = [
      (await valueOf('dangzhi_kept_answers_total{outcome="hit"}'))!,
      (await valueOf('dangzhi_kept_answers_total{outcome="miss"}'))!,
    ];
    await county.get('/meta');
    expect(await valueOf('dangzhi_kept_answers_total{outcome="hit"}')).toBe(hits + 1);
    expect(await valueOf('dangzhi_kept_answers_total{outcome="miss"}')).toBe(misses);
  });

  it('tell pulls by source and outcome, and how long ago one was whole', async () => {
    await county.platform.setFaults({});
    await county.runtime.puller.pull(county.erms);
    await county.runtime.scorer.idle();
    expect(await valueOf('dangzhi_pulls_total{source="erms",outcome="succeeded"}')).toBe(1);
    expect(await valueOf('dangzhi_pull_success_age_seconds{source="erms"}')).toBeLessThan(3600);
  });

  it('tell room, floor, and what was refused for want of it', async () => {
    expect(await valueOf('dangzhi_disk_free_bytes{place="DATA_DIR"}')).toBeGreaterThan(0);
    expect(await valueOf('dangzhi_disk_floor_bytes{place="DATA_DIR"}')).toBe(0);
    expect(await valueOf('dangzhi_writable')).toBe(1);
    let isFull = true;
    const full = refuse('disk.full', { place: 'DATA_DIR', freeMib: 1, neededMib: 2 });
    county.runtime.gate.add(() => (isFull ? full : null));
    await county.call('POST', '/observations', {});
    expect(await valueOf('dangzhi_writable')).toBe(0);
    isFull = false;
    expect(await valueOf('dangzhi_writes_refused_total{reason="disk.full"}')).toBe(1);
    expect(await valueOf('dangzhi_writable')).toBe(1);
  });

  it('tell open streams, and what runs', async () => {
    await county.app.listen({ host: '127.0.0.1', port: 0 });
    const stream = get(`${county.app.listeningOrigin}/api/v1/events`, {
      headers: { ...county.operator, accept: 'text/event-stream' },
    });
    stream.on('error', () => undefined);
    const [answer] = (await once(stream, 'response')) as [NodeJS.ReadableStream];
    await once(answer, 'data');
    expect(await valueOf('dangzhi_event_streams')).toBe(1);
    stream.destroy();
    while ((await valueOf('dangzhi_event_streams')) !== 0) await new Promise((resolve) => setImmediate(resolve));
    const text = await scrape();
    expect(text).toMatch(/^dangzhi_info\{version="\d+\.\d+\.\d+",commit="[^"]*",node="[\d.]+",engine="[^"]+"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it('that cannot be had are left out, and the others told', async () => {
    const { postgres } = county.test.stores;
    const down = { ...postgres, db: null as never, ping: async () => false };
    const app = await buildApp({ ...county.runtime, stores: { ...county.test.stores, postgres: down } }).catch(
      () => null,
    );
    expect(app).not.toBeNull();
    const { body, statusCode } = await app!.inject({ url: '/metrics', headers: county.operator });
    expect(statusCode).toBe(200);
    expect(body).toContain('dangzhi_store_up{store="postgres"} 0');
    expect(body).not.toMatch(/^dangzhi_pending_values \d/m);
    await app!.close();
  });
});
