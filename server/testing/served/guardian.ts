// Runs one program, and ends it and removes its directory when whoever started this guardian is gone, even by
// SIGKILL: the starter holds the other end of stdin, and the kernel closes that for it.
//
//   node guardian.ts <order as JSON>
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

import type { GuardianOrder } from './server-process.ts';

const order = JSON.parse(process.argv[2] ?? '') as GuardianOrder;
const [program, ...args] = order.command;

// The account changes here and not one process earlier: the guardian must be able to read its own source, which
// may lie in root's home.
const child = spawn(program, args, {
  cwd: order.directory,
  stdio: ['ignore', 'inherit', 'inherit'],
  ...order.account,
});

const end = (): void => {
  child.kill(order.stopSignal);
  // A program that ignores its signal must not outlive the tests.
  setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
};
process.stdin.resume().on('end', end).on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

child.on('error', (error) => {
  process.stderr.write(`${program}: ${error.message}\n`);
  process.exitCode = 127;
});
child.on('close', () => {
  rmSync(order.directory, { recursive: true, force: true });
  process.exit();
});
