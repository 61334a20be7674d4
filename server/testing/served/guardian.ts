// Runs one program, and ends it and removes its directory when whoever started this guardian is gone, even by
// SIGKILL: the starter holds the other end of stdin, and the kernel closes that for it.
//
//   node guardian.ts <order as JSON>
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

import type { GuardianOrder, GuardianWish } from './server-process.ts';

const order = JSON.parse(process.argv[2] ?? '') as GuardianOrder;
const [program, ...args] = order.command;

// Somebody halted it, and may want it again: its end is not ours.
let isHalting = false;
let child: ChildProcess | null = start();

function start(): ChildProcess {
  // The account changes here and not one process earlier: the guardian must be able to read its own source, which
  // may lie in root's home.
  const started = spawn(program, args, {
    cwd: order.directory,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...order.account,
  });
  started.on('error', (error) => {
    process.stderr.write(`${program}: ${error.message}\n`);
    process.exitCode = 127;
  });
  started.on('close', () => {
    child = null;
    if (isHalting) process.send?.('halted');
    else leave();
  });
  return started;
}

function leave(): void {
  rmSync(order.directory, { recursive: true, force: true });
  process.exit();
}

const end = (): void => {
  isHalting = false;
  if (child === null) return leave();
  child.kill(order.stopSignal);
  // A program that ignores its signal must not outlive the tests.
  setTimeout(() => child?.kill('SIGKILL'), 10_000).unref();
};
process.stdin.resume().on('end', end).on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

process.on('message', (wish: GuardianWish) => {
  isHalting = wish === 'halt';
  if (wish === 'halt') child?.kill(order.stopSignal);
  else {
    child ??= start();
    process.send?.('resumed');
  }
});
