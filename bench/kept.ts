import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import autocannon from 'autocannon';
import { wallAskers } from './askers.ts';
import { median, rounded, type Figure } from './figure.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 20;

/** Answers that are kept, by the figure that says how many there are a second. */
const KEPT = {
  'api.overview-vs-static': 'wall/overview',
  'api.meta-vs-static': 'meta',
  'api.unit-score-vs-static': 'units/XC-D29/score?period=2022-12',
} as const;

/**
 * Requests a second of an answer that is kept, over those of a bare Fastify route with the same bytes, in a process of
 * its own, turn by turn so that a drift of the machine meets both. The overview is asked for by two accounts and a
 * display in turn, any other by the accounts.
 *
 * @param when added to the name of the figure
 */
export async function benchKept(address: string, name: keyof typeof KEPT, when = ''): Promise<Figure> {
  const url = `${address}/api/v1/${KEPT[name]}`;
  const askers = await wallAskers(address);
  const cookies = name === 'api.overview-vs-static' ? askers : askers.slice(0, 2);
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
    name: `${name}${when}`,
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
