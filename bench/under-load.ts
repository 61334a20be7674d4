import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastFinishedMonth } from '@dangzhi/metrics';
import { openEventStream } from '../server/testing/event-stream.ts';
import { signIn } from './askers.ts';
import { rounded, type Figure } from './figure.ts';
import { memoryMb } from './memory.ts';

/** A page somebody opens, by the calls it makes. */
interface Page {
  readonly name: string;
  /** Login of the demo account that opens it. */
  readonly as: string;
  /** Below `/api/v1/`. */
  readonly calls: readonly string[];
}

// What the pages ask in a browser, as it was written down once.
const PAGES = JSON.parse(readFileSync(path.join(import.meta.dirname, 'calls.json'), 'utf8')) as readonly Page[];

const STREAMS = 200;
const PEOPLE = 50;
const CALL_EVERY_MS = 2000;
const REPORT_EVERY_MS = 5000;
const PULL_EVERY_MS = 30_000;
const HEALTH_EVERY_MS = 250;
/** Everything is compiled and read once by then; memory is compared with what it is at the end. */
const WARM_SHARE = 0.2;

interface Served {
  readonly address: string;
  readonly pid: number;
  readonly dataDir: string;
}

/**
 * 200 event streams and 50 people who make a call every two seconds, while figures are reported and pulled.
 *
 * @returns 95th percentiles as ratios to that of `/healthz` asked under the same load, memory at the end over that of the
 *   beginning, and how long after the first stream the last one hears of a scoring
 * @throws Error naming the first calls that failed, if any did
 */
export async function benchUnderLoad(served: Served, minutes: number): Promise<Figure[]> {
  const until = performance.now() + minutes * 60_000;
  const warm = performance.now() + minutes * 60_000 * WARM_SHARE;
  const cookies = new Map<string, string>();
  for (const { as } of PAGES) if (!cookies.has(as)) cookies.set(as, await signIn(served.address, as));
  const load = { ...served, until, cookies, times: new Map<string, number[]>(), failures: [] as string[] };
  const streams = await openStreams(load);
  let firstMb = 0;
  await Promise.all([
    ...Array.from({ length: PEOPLE }, (_, person) => usePages(load, person)),
    every(HEALTH_EVERY_MS, until, () => timed(load, 'healthz', `${served.address}/healthz`, {})),
    every(REPORT_EVERY_MS, until, (turn) => report(load, turn)),
    every(PULL_EVERY_MS, until, (turn) => pull(load, turn)),
    sleep(warm - performance.now()).then(() => (firstMb = memoryMb(served.pid))),
  ]);
  const lastMb = memoryMb(served.pid);
  const fanOut = streams.close();
  if (load.failures.length > 0)
    throw new Error(`${load.failures.length} calls failed:\n${load.failures.slice(0, 10).join('\n')}`);
  const health = p95(load.times.get('healthz'));
  const ratio = (name: string, times: readonly number[] | undefined): Figure => ({
    name,
    value: rounded(p95(times)),
    unit: 'ms',
    against: rounded(health),
    ratio: rounded(p95(times) / health),
  });
  const all = [...load.times].flatMap(([name, times]) => (name === 'healthz' ? [] : times));
  return [
    { name: 'load.calls', value: all.length, unit: 'calls' },
    ratio('load.all-p95-ms', all),
    ...PAGES.map(({ name }) => ratio(`load.${name}-p95-ms`, load.times.get(name))),
    {
      name: 'load.memory-mb',
      value: rounded(lastMb),
      unit: 'MB',
      against: rounded(firstMb),
      ratio: rounded(lastMb / firstMb),
    },
    { name: 'sse.fanout-200-ms', value: rounded(p95(fanOut)), unit: 'ms' },
  ];
}

interface Load extends Served {
  /** Of the clock `performance.now()`. */
  readonly until: number;
  readonly cookies: ReadonlyMap<string, string>;
  /** Milliseconds of each call, by the page it is of. */
  readonly times: Map<string, number[]>;
  readonly failures: string[];
}

/** Somebody goes from page to page, one call after the other, and begins elsewhere than the one beside them. */
async function usePages(load: Load, person: number): Promise<void> {
  await sleep((CALL_EVERY_MS / PEOPLE) * person);
  const calls = PAGES.flatMap(({ name, as, calls: own }) => own.map((call) => ({ name, as, call })));
  await every(CALL_EVERY_MS, load.until, async (turn) => {
    const asked = calls[(person * 7 + turn) % calls.length];
    if (asked === undefined) throw new Error('calls.json has no calls');
    const { name, as, call } = asked;
    await timed(load, name, `${load.address}/api/v1/${call}`, { headers: { cookie: load.cookies.get(as) ?? '' } });
  });
}

async function timed({ times, failures }: Load, name: string, url: string, init: RequestInit): Promise<void> {
  const began = performance.now();
  try {
    const answer = await fetch(url, init);
    const text = await answer.text();
    if (!answer.ok) failures.push(`${url}: ${answer.status} ${text.slice(0, 200)}`);
  } catch (error) {
    failures.push(`${url}: ${String(error)}`);
  }
  times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
}

/** Reported by the command line's operator, each value another one, of the latest month. */
async function report(load: Load, turn: number): Promise<void> {
  const row = {
    unit: 'XC-D29',
    measure: 'formal-items',
    period: lastFinishedMonth(new Date()),
    value: String(5000 + turn),
    reason: 'bench',
  };
  const body = JSON.stringify({ standing: 'inspected', rows: [row] });
  await asOperator(load, 'report', 'observations', body);
}

async function pull(load: Load, turn: number): Promise<void> {
  const { items } = (await (await fetch(`${load.address}/api/v1/sources`, { headers: operator(load) })).json()) as {
    items: { code: string; declaration: object | null }[];
  };
  const declared = items.filter(({ declaration }) => declaration !== null);
  await asOperator(load, 'pull', `sources/${declared[turn % declared.length]?.code}/runs`);
}

const operator = ({ dataDir }: Load): { authorization: string } => ({
  authorization: `Bearer ${readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim()}`,
});

const asOperator = (load: Load, name: string, route: string, body?: string): Promise<void> =>
  timed(load, name, `${load.address}/api/v1/${route}`, {
    method: 'POST',
    headers: { ...operator(load), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  });

/** @returns `close` tells of each scoring how many milliseconds after the first stream the last heard of it */
async function openStreams(load: Load): Promise<{ close(): number[] }> {
  const heard = new Map<string, number[]>();
  const [cookie = ''] = load.cookies.values();
  let isOver = false;
  const streams = await Promise.all(
    Array.from({ length: STREAMS }, async () => {
      const stream = await openEventStream(load.address, { cookie });
      void (async () => {
        for (;;) {
          const { event, data } = await stream.next();
          if (event !== 'scored') continue;
          const key = JSON.stringify(data);
          heard.set(key, [...(heard.get(key) ?? []), performance.now()]);
        }
      })().catch((error: unknown) => {
        if (!isOver) load.failures.push(`an event stream: ${String(error)}`);
      });
      return stream;
    }),
  );
  return {
    close: () => {
      isOver = true;
      for (const stream of streams) stream.close();
      return [...heard.values()]
        .filter(({ length }) => length === STREAMS)
        .map((at) => Math.max(...at) - Math.min(...at));
    },
  };
}

/** One after the other: what takes longer than the pause is followed at once. */
async function every(ms: number, until: number, work: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; performance.now() < until; turn += 1) {
    const next = performance.now() + ms;
    await work(turn);
    await sleep(Math.max(0, Math.min(next, until) - performance.now()));
  }
}

const p95 = (times: readonly number[] = []): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;
