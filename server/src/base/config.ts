import { isIPv4 } from 'node:net';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const ConfigSchema = Type.Object({
  host: Type.String({ minLength: 1, default: '127.0.0.1' }),
  port: Type.Integer({ minimum: 0, maximum: 65_535, default: 3000 }),
  dataDir: Type.String({ minLength: 1, default: 'data' }),
  evidenceFolder: Type.Optional(Type.String({ minLength: 1 })),
  clickhouseUrl: Type.Optional(Type.String({ pattern: '^https?://' })),
  databaseUrl: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  demo: Type.Enum(['on', 'off'], { default: 'on' }),
  demoPublic: Type.Enum(['on', 'off'], { default: 'off' }),
  trustProxy: Type.Enum(['on', 'off'], { default: 'off' }),
  allowedHosts: Type.String({ pattern: '^([A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*(,|$))*$', default: '' }),
  apiCallsPerMinute: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 1200 }),
  signInsPerMinute: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 10 }),
  // What a person hands in over years is a few hundred MiB; a county of 300 keeps well below the sum.
  evidenceMibPerPerson: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 2048 }),
  evidenceMib: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 51_200 }),
  // An evidence file of 50 MB in two minutes is a line of 3.5 Mbit/s.
  requestSeconds: Type.Integer({ minimum: 1, maximum: 3600, default: 120 }),
  // A thousand walls and pages that listen for events, and as many again.
  maxConnections: Type.Integer({ minimum: 1, maximum: 100_000, default: 2000 }),
  // Without it the floor follows from the size of the disk (base/free-space.ts).
  keepFreeMib: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  metrics: Type.Enum(['token', 'loopback'], { default: 'token' }),
  logLevel: Type.Enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], { default: 'warn' }),
});

export interface Config extends Omit<
  Static<typeof ConfigSchema>,
  'demo' | 'demoPublic' | 'trustProxy' | 'allowedHosts'
> {
  /** Demo data, the simulated upstream and demo accounts. */
  readonly demo: boolean;
  readonly trustProxy: boolean;
  /** Names it answers to beside those that nobody elsewhere can own. */
  readonly allowedHosts: readonly string[];
}

/** The environment's name of each setting, and what it must be, in words for the message. */
const VARIABLES = {
  host: { name: 'HOST', mustBe: 'an address of this machine' },
  port: { name: 'PORT', mustBe: 'a whole number from 0 to 65535' },
  dataDir: { name: 'DATA_DIR', mustBe: 'a folder' },
  evidenceFolder: { name: 'EVIDENCE_FOLDER', mustBe: 'a folder' },
  clickhouseUrl: { name: 'CLICKHOUSE_URL', mustBe: 'an address that begins with http:// or https://' },
  databaseUrl: { name: 'DATABASE_URL', mustBe: 'an address that begins with postgres:// or postgresql://' },
  demo: { name: 'DEMO', mustBe: 'on or off' },
  demoPublic: { name: 'DEMO_PUBLIC', mustBe: 'on or off' },
  trustProxy: { name: 'TRUST_PROXY', mustBe: 'on or off' },
  allowedHosts: { name: 'ALLOWED_HOSTS', mustBe: 'names without ports, e.g. dangzhi.xinchang.gov.cn,archive.example' },
  apiCallsPerMinute: { name: 'API_CALLS_PER_MINUTE', mustBe: 'a whole number, 0 for no limit' },
  signInsPerMinute: { name: 'SIGN_INS_PER_MINUTE', mustBe: 'a whole number, 0 for no limit' },
  evidenceMibPerPerson: { name: 'EVIDENCE_MIB_PER_PERSON', mustBe: 'a whole number, 0 for no limit' },
  evidenceMib: { name: 'EVIDENCE_MIB', mustBe: 'a whole number, 0 for no limit' },
  requestSeconds: { name: 'REQUEST_SECONDS', mustBe: 'a whole number from 1 to 3600' },
  maxConnections: { name: 'MAX_CONNECTIONS', mustBe: 'a whole number from 1 to 100000' },
  keepFreeMib: { name: 'KEEP_FREE_MIB', mustBe: 'a whole number, 0 for no floor' },
  metrics: { name: 'METRICS', mustBe: 'token or loopback' },
  logLevel: { name: 'LOG_LEVEL', mustBe: 'silent, fatal, error, warn, info, debug or trace' },
} as const;

const WHOLE_NUMBERS: ReadonlySet<string> = new Set([
  'port',
  'apiCallsPerMinute',
  'signInsPerMinute',
  'evidenceMibPerPerson',
  'evidenceMib',
  'requestSeconds',
  'maxConnections',
  'keepFreeMib',
]);

/** Whether only programs of this machine reach a server there, or call from there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')) || host.startsWith('::ffff:127.');

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * What the whole server shares, from the environment; `readSettings` (runtime/settings.ts) adds what single parts of it
 * read for themselves. An empty variable counts as not set.
 *
 * @throws ConfigError naming every variable that does not fit, and what would
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([key, { name }]) => {
      const text = env[name];
      if (text === undefined || text === '') return [];
      // Only digits are a number; a general conversion would cut 80.5 down to 80.
      return [[key, WHOLE_NUMBERS.has(key) && /^\d+$/.test(text) ? Number(text) : text]];
    }),
  );
  const candidate = Value.Default(ConfigSchema, given);
  if (!Value.Check(ConfigSchema, candidate)) {
    const keys = Value.Errors(ConfigSchema, candidate).map(({ instancePath }) => instancePath.slice(1));
    const faults = Object.entries(VARIABLES).flatMap(([key, { name, mustBe }]) =>
      // An address may hold a password: it is not repeated.
      keys.includes(key) ? [`${name}${name.endsWith('_URL') ? '' : `=${env[name] ?? ''}`} must be ${mustBe}`] : [],
    );
    throw new ConfigError(`${faults.join('; ')}.`);
  }
  const { demoPublic, ...config } = candidate;
  const demo = candidate.demo === 'on';
  if (demo && demoPublic === 'off' && !isLoopback(candidate.host))
    throw new ConfigError(
      `HOST=${candidate.host} would let other machines sign in to the demo, whose admin has a printed password; ` +
        'set DEMO=off, or DEMO_PUBLIC=on to show the demo to them all the same.',
    );
  return {
    ...config,
    dataDir: path.resolve(candidate.dataDir),
    ...(candidate.evidenceFolder !== undefined && { evidenceFolder: path.resolve(candidate.evidenceFolder) }),
    demo,
    trustProxy: candidate.trustProxy === 'on',
    allowedHosts: candidate.allowedHosts.split(',').filter((host) => host !== ''),
  };
}
