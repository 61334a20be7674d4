import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const DEPLOY = path.resolve(import.meta.dirname, '../../deploy');

export type Environment = Readonly<Record<string, string>>;

/** What these tests read of a service. */
export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Environment;
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly restart: string;
  readonly stop_signal: NodeJS.Signals;
  /** As Compose writes spans: `20s`, `2m`. */
  readonly stop_grace_period: string;
  readonly healthcheck: { readonly test: readonly [kind: 'CMD', program: string, ...args: string[]] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
}

/**
 * deploy/compose.yaml with the variables of an environment put in, as Compose does it.
 *
 * @throws Error with the file's own words where a variable it insists on is not set or empty
 */
export function readCompose(env: Environment): Compose {
  const text = readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8');
  return fillIn(parse(text, { merge: true }), env) as Compose;
}

function fillIn(value: unknown, env: Environment): unknown {
  if (typeof value === 'string') return fillInText(value, env);
  if (Array.isArray(value)) return value.map((one) => fillIn(one, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fillIn(one, env)]));
}

/** `${NAME}`, `${NAME:-otherwise}` and `${NAME:?why it has to be set}`; `$$` is a dollar. */
const PLACE = /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g;

const fillInText = (text: string, env: Environment): string =>
  text.replace(PLACE, (_all, name: string | undefined, kind: string | undefined, words: string | undefined) => {
    if (name === undefined) return '$';
    const value = env[name] ?? '';
    if (value !== '' || kind === undefined) return value;
    if (kind === '-') return words ?? '';
    throw new Error(`${name}: ${words ?? ''}`);
  });

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** @throws Error for anything but a whole number of seconds, minutes or hours */
export function secondsOf(span: string): number {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(span) ?? [];
  if (amount === undefined || unit === undefined) throw new Error(`${span} is no span`);
  return Number(amount) * (SECONDS[unit] ?? NaN);
}
