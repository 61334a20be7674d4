import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const packages = ['metrics', 'seed', 'server', 'web'];

/** The one pin, "pnpm@12.21.0", is in package.json. */
export const pnpm = String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager);

/** For programs of node_modules and what they start: the project's own Node comes first. */
export const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
};
