import { join } from 'node:path';

import { ask, StepError } from './run.mjs';
import { root } from './workspace.mjs';

const NEEDED = 24;

/**
 * The Node that runs the project: the one npm brought, else the machine's own if that is new enough.
 * @returns {{ program: string, version: string }}
 */
export function findNode24() {
  const bundled = join(root, 'node_modules', '.bin', 'node');
  for (const program of [bundled, process.execPath]) {
    // Asked and not looked up: a glibc binary lies there on a musl system too.
    const version = ask(program, ['--version']);
    if (version !== undefined && Number(/^v(\d+)/.exec(version)?.[1]) >= NEEDED) return { program, version };
  }
  throw new StepError(
    `npm has no Node ${NEEDED} for ${process.platform} ${process.arch} and this machine has Node ` +
      `${process.versions.node}; install Node ${NEEDED} or newer, then try again.`,
  );
}
