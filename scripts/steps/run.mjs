import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

import { environment, machineEnvironment, pnpm, root } from './workspace.mjs';

/** A step that did not succeed, in words for the person at the terminal. */
export class StepError extends Error {}

/**
 * Runs a program in the foreground; a signal to us goes on to it.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<number>} its exit code, or 128 + the number of the signal that ended it
 */
export function run(program, args, env = environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      // A terminal sends Ctrl-C to everything in the foreground: the child has it already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const own of signals) process.off(own, passOn);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function runPnpm(args, env) {
  // `-y`: npx must not ask; a machine's npm may be set to answer no.
  return run('npx', ['-y', pnpm, ...args], { ...machineEnvironment, ...env });
}

/**
 * What a quick program prints, or undefined when that is nothing, or it fails, or it is not there.
 * @param {string} program
 * @param {string[]} args
 */
export function ask(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, env: environment, encoding: 'utf8' });
  return (status === 0 && stdout.trim()) || undefined;
}
