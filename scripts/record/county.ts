import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FILLED_AT, serveTree } from './server.ts';

/** Who was made while the county was filled, and is signed in later; kept beside the stores. */
interface Made {
  readonly displayCookie: string;
  readonly newcomer: { readonly login: string; readonly password: string };
}

/** Somebody who asks: the headers that say so, nothing for nobody. */
export interface Caller {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const ROLES = ['leader', 'head', 'reporter', 'steward', 'evaluator', 'approver', 'admin', 'auditor'] as const;
const MADE = 'made-for-the-record.json';
const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';

/**
 * Fills a data directory with the demo county, as the first start of a tree does, and with what people do in it: an account
 * that must change its password and one that is disabled, three displays, a file, a report, an inspection, a pull, refusals.
 */
export async function fillCounty(tree: string, dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const server = await serveTree(tree, dataDir, FILLED_AT);
  try {
    const made = await act(server.address, dataDir);
    await untilScored(server.address, dataDir);
    writeFileSync(path.join(dataDir, MADE), JSON.stringify(made));
  } finally {
    await server.stop();
  }
}

/** A copy of a filled data directory that may be written to. */
export function copyCounty(dataDir: string): string {
  const copy = path.join(mkdtempSync(path.join(os.tmpdir(), 'dangzhi-record-')), 'data');
  cpSync(dataDir, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  chmodSync(copy, 0o700);
  return copy;
}

/** Everybody who asks of the record: nobody, each role, who must change the password, a display, the operator. */
export async function callersOf(address: string, dataDir: string): Promise<Caller[]> {
  const { displayCookie, newcomer } = JSON.parse(readFileSync(path.join(dataDir, MADE), 'utf8')) as Made;
  const callers: Caller[] = [{ name: 'nobody', headers: {} }];
  const password = await demoPassword(address);
  for (const role of ROLES) callers.push({ name: role, headers: { cookie: await signIn(address, role, password) } });
  callers.push(
    { name: 'newcomer', headers: { cookie: await signIn(address, newcomer.login, newcomer.password) } },
    { name: 'display', headers: { cookie: displayCookie } },
    { name: 'operator', headers: operator(dataDir) },
  );
  return callers;
}

/** Resolves when nothing is being scored. */
export async function untilScored(address: string, dataDir: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/api/v1/scoring`, { headers: operator(dataDir) });
    if (!answer.ok) break;
    const { underWay, batches } = (await answer.json()) as { underWay: boolean; batches: number };
    if (!underWay && batches === 0) return;
    await sleep(200);
  }
  // A tree that does not say so: its reports were answered when they were scored, also one of what counts already.
  await send(address, '/observations', operator(dataDir), INSPECTION);
}

const INSPECTION = {
  standing: 'inspected',
  rows: [{ unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value: '5200', reason: '现场核查补录' }],
};

const operator = (dataDir: string) => ({
  authorization: `Bearer ${readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim()}`,
});

async function act(address: string, dataDir: string): Promise<Made> {
  const password = await demoPassword(address);
  const as = async (role: string) => ({ cookie: await signIn(address, role, password), origin: address });
  const [admin, steward, reporter] = [await as('admin'), await as('steward'), await as('reporter')];

  const account = (login: string, name: string, role: string, unit: string | null) => ({
    login,
    name,
    unit,
    grants: [{ role, unit, index: null }],
    reason: '到任',
  });
  const head = account('d30.head', '王芳', 'head', 'XC-D30');
  const first = await send<{ password: string }>(address, '/accounts', admin, head);
  const gone = account('old.leader', '李娜', 'leader', null);
  const { account: left } = await send<{ account: { id: string } }>(address, '/accounts', admin, gone);
  await send(address, `/accounts/${left.id}`, admin, { disabled: true, reason: '离任' }, 'PATCH');

  const display = (name: string, screens: string[]) => ({ name, screens, reason: '新装' });
  const issue = (name: string, screens: string[]) =>
    send<{ token: string; display: { id: string } }>(address, '/displays', admin, display(name, screens));
  const hall = await issue('一楼大厅', ['overview', 'platform']);
  await issue('会议室', ['archives']);
  const broken = await issue('走廊', ['overview']);
  await send(address, `/displays/${broken.display.id}/revocation`, admin, { reason: '屏幕已换' });
  const claimed = await post(address, '/display-session', { origin: address }, { token: hall.token });

  const evidence = await upload(address, reporter, 'XC-D29', '核查单.pdf');
  const reported = { unit: 'XC-D29', measure: 'formal-items', period: '2022-11', value: '410', reason: '漏统 10 件' };
  await send(address, '/observations', reporter, {
    standing: 'reported',
    rows: [{ ...reported, evidence: [evidence] }],
  });
  await send(address, '/observations', operator(dataDir), INSPECTION);
  await send(address, '/sources/erms/runs', steward, undefined);
  // Refused, which the trail keeps too.
  await post(address, '/session', { origin: address }, { login: 'leader', password: 'not-the-password' });
  const foreign = { standing: 'reported', rows: [{ ...reported, unit: 'XC-D30' }] };
  await post(address, '/observations', reporter, foreign);
  return { displayCookie: cookiesOf(claimed), newcomer: { login: head.login, password: first.password } };
}

async function demoPassword(address: string): Promise<string> {
  const answer = await fetch(`${address}/api/v1/session`);
  return ((await answer.json()) as { demoPassword: string }).demoPassword;
}

async function signIn(address: string, login: string, password: string): Promise<string> {
  const answer = await post(address, '/session', { origin: address }, { login, password });
  if (!answer.ok) throw new Error(`signing in as ${login}: ${answer.status} ${await answer.text()}`);
  return cookiesOf(answer);
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

type Headers = Readonly<Record<string, string>>;

const post = (address: string, where: string, headers: Headers, body: object | undefined, method = 'POST') =>
  fetch(`${address}/api/v1${where}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

/** @throws Error when it is not answered as wished */
async function send<Body>(
  address: string,
  where: string,
  headers: Headers,
  body: object | undefined,
  method = 'POST',
): Promise<Body> {
  const answer = await post(address, where, headers, body, method);
  if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

async function upload(address: string, headers: Headers, unit: string, name: string): Promise<string> {
  const body = new FormData();
  body.set('file', new File([PDF], name, { type: 'application/pdf' }));
  const answer = await fetch(`${address}/api/v1/evidence?unit=${unit}`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`a file of ${unit}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
