import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import autocannon from 'autocannon';
import { wallAskers } from './askers.ts';
import { median, rounded, type Figure } from './figure.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 20;

/**
 * Requests a second of the wall's overview, asked by two accounts and a display in turn, over those of a bare Fastify route with the same bytes, in
 * a process of its own, turn by turn so that a drift of the machine meets both.
 */
export async function benchOverview(address: string): Promise<Figure> {
  const url = `${address}/api/v1/wall/overview`;
  const cookies = await wallAskers(address);
  const body = await (await fetch(url, { headers: { cookie: cookies[0] ?? '' } })).text();
  const bare = fork(path.join(import.meta.dirname, 'bare-route.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  bare.send(body);
  const [bareUrl] = (await once(bare, 'message')) as [string];
  const [ours, theirs]: [number[], number[]] = [[], []];
  await Promise.all([load(url, 1, cookies), load(bareUrl, 1)]);
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await load(url, SECONDS, cookies));
    theirs.push(await load(bareUrl, SECONDS));
  }
  bare.kill();
  const [value, against] = [median(ours), median(theirs)];
  return {
    name: 'api.overview-vs-static',
    value: rounded(value),
    unit: 'requests/s',
    against: rounded(against),
    ratio: rounded(value / against),
  };
}

/** @param cookies of those who ask in turn; none for anybody */
async function load(url: string, duration: number, cookies: readonly string[] = []): Promise<number> {
  const requests = cookies.map((cookie) => ({ headers: { cookie } }));
  const result = await autocannon({
    url,
    duration,
    connections: CONNECTIONS,
    ...(requests.length > 0 && { requests }),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`);
  return result.requests.average;
}
