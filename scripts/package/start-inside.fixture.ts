// Runs where there is no network: starts an unpacked package with an empty environment, asks it over loopback, has
// its doctor look, stops it, and prints what it saw as one line of JSON.
//
//   node start-inside.fixture.ts <order as JSON>
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** What is to be started, and how it is called. */
export interface Order {
  /** Where the package was unpacked. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** An address outside, and a port of it. */
  readonly outside: { readonly host: string; readonly port: number };
}

export interface Seen {
  readonly interfaces: readonly string[];
  /** Why there was no connection to the outside; `null` when there was one. */
  readonly outside: string | null;
  readonly secondsToReady: number;
  readonly answers: Readonly<Record<string, { readonly status: number; readonly type: string; readonly text: string }>>;
  readonly doctor: { readonly code: number | null; readonly stdout: string; readonly stderr: string };
  readonly server: { readonly code: number | null; readonly stdout: string; readonly stderr: string };
}

const ASKED = ['/healthz', '/readyz', '/api/v1/meta', '/wall', '/api/v1/wall/overview?period=2022-12'];
const READY_WITHIN_MS = 10 * 60_000;

const order = JSON.parse(process.argv[2] ?? '') as Order;
const origin = `http://127.0.0.1:${order.port}`;

function start(args: readonly string[]) {
  const child = spawn(path.join(order.folder, 'dangzhi'), args, {
    cwd: '/',
    env: { ...order.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { child, ended };
}

async function untilReady(ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!isOver && Date.now() < deadline) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The session of a demo account, as its login page tells: the package must be able to prove a password. */
async function signIn(): Promise<string> {
  const said = await fetch(`${origin}/api/v1/session`).catch(() => null);
  if (said === null) return '';
  const { demoPassword } = (await said.json()) as { demoPassword: string };
  const answer = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ login: 'approver', password: demoPassword }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function ask(pathname: string): Promise<Seen['answers'][string]> {
  const answer = await fetch(`${origin}${pathname}`, { headers: { cookie } }).catch(() => null);
  if (answer === null) return { status: 0, type: '', text: '' };
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

async function reachOutside(): Promise<string | null> {
  const socket = connect({ ...order.outside, timeout: 3000 });
  try {
    await Promise.race([
      once(socket, 'connect'),
      once(socket, 'timeout').then(() => Promise.reject(new Error('silent'))),
    ]);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
  }
}

const outside = await reachOutside();
const began = performance.now();
const server = start([]);
await untilReady(server.ended);
const secondsToReady = (performance.now() - began) / 1000;
const cookie = await signIn();
const page = await ask('/wall');
const scripts = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = '']) => file);
const answers: Record<string, Seen['answers'][string]> = {};
for (const pathname of [...ASKED, ...scripts]) answers[pathname] = await ask(pathname);
const doctor = await start(['doctor', '--json']).ended;
server.child.kill('SIGTERM');
const seen: Seen = {
  interfaces: Object.keys(os.networkInterfaces()),
  outside,
  secondsToReady,
  answers,
  doctor,
  server: await server.ended,
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
