import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const packages = ['metrics', 'seed', 'server', 'web'];

/** The one pin, "pnpm@12.21.0", is in package.json. */
export const pnpm = String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager);

const programs = join(root, 'node_modules', '.bin');
const machinePath = (process.env['PATH'] ?? '').split(delimiter).filter((place) => place !== programs);

/** For npx and apt: under `npm start` npm has put our own programs first, but its npx was made for its own Node. */
export const machineEnvironment = { ...process.env, PATH: machinePath.join(delimiter) };

/** For what we run ourselves: the project's own Node comes first. */
export const environment = { ...process.env, PATH: [programs, ...machinePath].join(delimiter) };
