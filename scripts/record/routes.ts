import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Caller } from './county.ts';
import { headersOf, normalise, normaliseText } from './normalise.ts';

const OWN = 'XC-D29';
const OTHER = 'XC-D30';
const COUNTY = '330624';
const TOWNSHIP = '330624104';
const UNITS = [OWN, OTHER, 'XC-D83', COUNTY, TOWNSHIP, 'nowhere'];
/** None chosen, the articles' month, the last finished, one long ago, one to come, nonsense. */
const PERIODS = ['', '2022-12', '2026-10', '2019-01', '2031-01', '2022-13'];
const SCHEMES = ['XC-COUNTY', 'XC-DEPARTMENT', 'XC-TOWNSHIP', 'nothing'];

/** A GET of the API: what the file is called, and where to ask. Some are asked by the operator alone, to save time. */
interface Sample {
  readonly name: string;
  readonly url: string;
  readonly operatorOnly?: boolean;
}

/** Codes and ids of the filled county that samples need. */
interface Known {
  readonly leaves: Readonly<Record<string, readonly string[]>>;
  readonly account: string;
  readonly evidence: string;
  readonly batch: string;
  readonly reportBatch: string;
}

const query = (given: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString();
  return text === '' ? '' : `?${text}`;
};
const plain = (...urls: string[]): Sample[] => urls.map((url) => ({ name: url, url }));
/** An id differs from time to time and is not for a file's name. */
const named = (name: string, url: string): Sample => ({ name, url });

/**
 * Samples of every GET route, by its path in the API's own description. A route that is not here stops the recording; one
 * that the described API has no more is answered all the same, and so is on record.
 */
const SAMPLES: Readonly<Record<string, (known: Known) => Sample[]>> = {
  '/session': () => plain('/session'),
  '/account/sessions': () => plain('/account/sessions'),
  '/sign-in/{provider}': () => plain('/sign-in/none', '/sign-in/none?returnTo=/ranking'),
  '/sign-in/{provider}/callback': () => plain('/sign-in/none/callback'),
  '/meta': () => plain('/meta'),
  '/events': () => [],
  '/units': () => plain('/units'),
  '/catalogue': () => plain('/catalogue'),
  '/schemes': () => plain('/schemes'),
  '/schemes/{code}': () => SCHEMES.flatMap((code) => plain(`/schemes/${code}`)),
  '/facts': () =>
    plain(
      '/facts',
      '/facts?page=2&pageSize=20',
      '/facts?article=A&kind=count',
      '/facts?ruling=any&pageSize=200',
      '/facts?q=档案',
      '/facts?use=none',
      '/facts?page=0',
      '/facts?what=1',
    ),
  '/facts/{id}': () => plain('/facts/A025', '/facts/C001', '/facts/NONE'),
  '/records': () => plain('/records', '/records?status=planned', '/records?q=档案&pageSize=5', '/records?status=none'),
  '/records/{code}': () => plain('/records/TGT-01', '/records/NONE'),
  '/about': () => plain('/about'),
  '/about/parts/{of}': () => plain('/about/parts/ClickHouse', '/about/parts/none'),
  '/about/notices/{number}': () => plain('/about/notices/1', '/about/notices/100000', '/about/notices/none'),
  '/wall/overview': () => PERIODS.flatMap((period) => plain(`/wall/overview${query({ period })}`)),
  '/wall/archives': () => PERIODS.flatMap((period) => plain(`/wall/archives${query({ period })}`)),
  '/wall/platform': () => PERIODS.flatMap((period) => plain(`/wall/platform${query({ period })}`)),
  '/rankings': () => [
    ...SCHEMES.flatMap((scheme) => PERIODS.flatMap((period) => plain(`/rankings${query({ scheme, period })}`))),
    ...plain('/rankings'),
  ],
  '/units/{code}/score': () => aboutUnits('score'),
  '/units/{code}/forecasts': () => aboutUnits('forecasts'),
  '/units/{code}/next-steps': () => aboutUnits('next-steps'),
  '/explanations': ({ leaves }) => [
    ...UNITS.flatMap((unit) => plain(`/explanations${query({ unit, node: 'INDEX', period: '2022-12' })}`)),
    ...[OWN, OTHER].flatMap((unit) => plain(`/explanations${query({ unit, node: 'GOV-1-01' })}`)),
    ...plain('/explanations', `/explanations?unit=${OWN}`, `/explanations?unit=${OWN}&node=nothing`),
    ...Object.entries(leaves).flatMap(([unit, codes]) =>
      ['2022-12', '2026-10'].flatMap((period) =>
        codes.map((node) => forOperator(`/explanations${query({ unit, node, period })}`)),
      ),
    ),
  ],
  '/derivations': ({ leaves }) => [
    ...UNITS.flatMap((unit) => plain(`/derivations${query({ unit, period: '2022-12' })}`)),
    ...PERIODS.flatMap((period) => plain(`/derivations${query({ unit: OWN, period })}`)),
    ...plain(`/derivations?unit=${OWN}&node=nothing`),
    ...(leaves[OWN] ?? []).map((node) => forOperator(`/derivations${query({ unit: OWN, node, period: '2026-10' })}`)),
  ],
  '/scoring': () => plain('/scoring'),
  '/observations': () =>
    plain(
      '/observations?pageSize=20',
      `/observations?unit=${OWN}&period=2022-12&pageSize=100`,
      `/observations?unit=${OTHER}&period=2022-12&pageSize=100`,
      `/observations?unit=${OWN}&measure=formal-items&pageSize=100`,
      `/observations?unit=${OWN}&measure=formal-items&period=2022-12&asOf=2023-01-10T00:00:00Z`,
      `/observations?unit=${OWN}&period=2022`,
      `/observations?unit=${OWN}&period=2022-W99`,
      `/observations?unit=nowhere`,
      `/observations?unit=${OWN}&asOf=never`,
    ),
  '/batches/{id}': ({ batch, reportBatch }) => [
    named('/batches/other', `/batches/${batch}`),
    named('/batches/reported', `/batches/${reportBatch}`),
    ...plain('/batches/none'),
  ],
  '/batches/{id}/records/{record}': ({ batch, reportBatch }) => [
    named('/batches/other/records/0', `/batches/${batch}/records/0`),
    named('/batches/reported/records/0', `/batches/${reportBatch}/records/0`),
    named('/batches/reported/records/999', `/batches/${reportBatch}/records/999`),
    ...plain('/batches/none/records/0', '/batches/none/records/x'),
  ],
  '/evidence': () => plain(`/evidence?unit=${OWN}`, `/evidence?unit=${OTHER}`, '/evidence'),
  '/evidence/{id}': ({ evidence }) => [named('/evidence/one', `/evidence/${evidence}`), ...plain('/evidence/none')],
  '/sources': () => plain('/sources'),
  '/sources/{code}/runs': () => plain('/sources/erms/runs', '/sources/irs/runs?pageSize=2', '/sources/none/runs'),
  '/sources/{code}/quarantine': () =>
    plain('/sources/erms/quarantine', '/sources/irs/quarantine', '/sources/none/quarantine'),
  '/accounts': () =>
    plain('/accounts', '/accounts?state=disabled', '/accounts?role=head', '/accounts?q=王', '/accounts?role=king'),
  '/accounts/{id}': ({ account }) => [
    ...plain('/accounts/demo-head', '/accounts/none'),
    named('/accounts/newcomer', `/accounts/${account}`),
  ],
  '/accounts/{id}/grants': ({ account }) => [
    ...plain('/accounts/demo-head/grants', '/accounts/none/grants'),
    named('/accounts/newcomer/grants', `/accounts/${account}/grants`),
  ],
  '/access': () =>
    plain(`/access?unit=${OWN}`, `/access?unit=${OTHER}&at=2026-01-01T00:00:00Z`, '/access?unit=nowhere', '/access'),
  '/displays': () => plain('/displays'),
  '/audit': () =>
    plain(
      '/audit',
      '/audit?pageSize=5&page=2',
      '/audit?outcome=refused',
      '/audit?action=account.create',
      '/audit?from=never',
    ),
  '/audit/verification': () => plain('/audit/verification'),
  '/backups': () => plain('/backups'),
  '/integrity': () => plain('/integrity'),
  '/clock': () => plain('/clock'),
  // Last, since each leaves a line in the trail.
  '/audit/export': () => plain('/audit/export?to=2026-11-26T23:00:00Z', '/audit/export?from=never'),
};

/** Beside the API, and what is not there. */
const OTHERS = [
  '/healthz',
  '/readyz',
  '/',
  '/ranking',
  '/favicon.svg',
  '/nothing.txt',
  '/api/v1/nothing',
  '/api/v1/docs/json',
];

const forOperator = (url: string): Sample => ({ name: url, url, operatorOnly: true });
const aboutUnits = (what: string): Sample[] => [
  ...UNITS.flatMap((unit) => plain(`/units/${unit}/${what}?period=2022-12`)),
  ...PERIODS.flatMap((period) => plain(`/units/${OWN}/${what}${query({ period })}`)),
];

/**
 * Asks every GET route as everybody, and writes a file a question: who was answered what, with status and headers.
 *
 * @throws Error when the API describes a GET route that has no samples here
 */
export async function recordRoutes(address: string, callers: readonly Caller[], folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const operator = callers.find(({ name }) => name === 'operator') as Caller;
  const known = await findKnown(address, operator);
  await requireSamples(address, operator);
  let asked = 0;
  const questions = [
    ...OTHERS.map((url) => ({ name: url, url, operatorOnly: false })),
    ...Object.values(SAMPLES)
      .flatMap((samples) => samples(known))
      .map(({ name, url, operatorOnly = false }) => ({ name: `/api/v1${name}`, url: `/api/v1${url}`, operatorOnly })),
  ];
  const ask = async (name: string, url: string, operatorOnly: boolean): Promise<void> => {
    const answers = new Map<string, { as: string[]; status: number; headers: object; body: unknown }>();
    for (const caller of operatorOnly ? [operator] : callers) {
      const answer = await answerTo(address, url, caller);
      asked += 1;
      const key = JSON.stringify(answer);
      const same = answers.get(key);
      if (same === undefined) answers.set(key, { as: [caller.name], ...answer });
      else same.as.push(caller.name);
    }
    const record = { asked: `GET ${name}`, answers: [...answers.values()] };
    writeFileSync(path.join(folder, `${slug(name)}.json`), `${JSON.stringify(record, null, 1)}\n`);
  };
  // Four at once, each asking as everybody in turn; what writes a line goes alone and last.
  const isAlone = ({ url }: { url: string }) => url.includes('/audit/export');
  const queue = questions.filter((question) => !isAlone(question));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await ask(next.name, next.url, next.operatorOnly);
  };
  await Promise.all([work(), work(), work(), work()]);
  await recordStream(address, operator, folder);
  for (const { name, url, operatorOnly } of questions.filter(isAlone)) await ask(name, url, operatorOnly);
  return asked;
}

async function answerTo(address: string, url: string, { headers }: Caller) {
  const answer = await fetch(`${address}${url}`, { headers, redirect: 'manual' });
  const text = await answer.text();
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  const body = isJson && text !== '' ? normalise(JSON.parse(text)) : normaliseText(text).split('\n');
  return { status: answer.status, headers: headersOf(answer), body };
}

/** The stream never ends by itself: its first event is what is on record. */
async function recordStream(address: string, operator: Caller, folder: string): Promise<void> {
  const ended = new AbortController();
  const headers = { ...operator.headers, accept: 'text/event-stream' };
  const answer = await fetch(`${address}/api/v1/events`, { headers, signal: ended.signal });
  const first = await answer.body?.getReader().read();
  const body = Buffer.from(first?.value ?? []).toString('utf8');
  const record = { asked: 'GET /api/v1/events', status: answer.status, headers: headersOf(answer), body };
  ended.abort();
  writeFileSync(path.join(folder, 'api-v1-events.json'), `${JSON.stringify(record, null, 1)}\n`);
}

async function findKnown(address: string, operator: Caller): Promise<Known> {
  const get = async <Body>(url: string): Promise<Body> => {
    const answer = await fetch(`${address}/api/v1${url}`, { headers: operator.headers });
    if (!answer.ok) throw new Error(`GET ${url}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  };
  const nodesOf = async (scheme: string): Promise<string[]> =>
    (await get<{ document: { nodes: { code: string }[] } }>(`/schemes/${scheme}`)).document.nodes.map(
      ({ code }) => code,
    );
  const [accounts, evidence, observations] = await Promise.all([
    get<{ items: { id: string; login: string }[] }>('/accounts?q=d30.head'),
    get<{ items: { id: string }[] }>(`/evidence?unit=${OWN}`),
    get<{ items: { batch: string; standing: string }[] }>(
      `/observations?unit=${OWN}&measure=formal-items&period=2022-12&pageSize=50`,
    ),
  ]);
  const batchOf = (isWanted: (standing: string) => boolean) =>
    observations.items.find(({ standing }) => isWanted(standing))?.batch ?? 'none';
  return {
    leaves: { [OWN]: await nodesOf('XC-DEPARTMENT'), [COUNTY]: await nodesOf('XC-COUNTY') },
    account: accounts.items[0]?.id ?? 'none',
    evidence: evidence.items[0]?.id ?? 'none',
    batch: batchOf((standing) => standing !== 'inspected'),
    reportBatch: batchOf((standing) => standing === 'inspected'),
  };
}

async function requireSamples(address: string, operator: Caller): Promise<void> {
  const answer = await fetch(`${address}/api/v1/openapi.json`, { headers: operator.headers });
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([where, methods]) =>
    'get' in methods ? [where.replace('/api/v1', '')] : [],
  );
  const without = described.filter((where) => !(where in SAMPLES));
  if (without.length > 0) throw new Error(`scripts/record/routes.ts has no samples of ${without.join(', ')}`);
}

const slug = (name: string): string =>
  decodeURIComponent(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase() || 'root';
