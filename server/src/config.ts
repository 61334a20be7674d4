import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const ConfigSchema = Type.Object({
  host: Type.String({ minLength: 1, default: '127.0.0.1' }),
  port: Type.Integer({ minimum: 0, maximum: 65_535, default: 3000 }),
  dataDir: Type.String({ minLength: 1, default: 'data' }),
  clickhouseUrl: Type.Optional(Type.String({ pattern: '^https?://' })),
  databaseUrl: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  demo: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on' }),
  trustProxy: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'off' }),
  logLevel: Type.Enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], { default: 'warn' }),
});

export interface Config extends Omit<Static<typeof ConfigSchema>, 'demo' | 'trustProxy'> {
  /** Demo data, the simulated upstream and demo accounts. */
  readonly demo: boolean;
  readonly trustProxy: boolean;
}

const VARIABLES = {
  host: 'HOST',
  port: 'PORT',
  dataDir: 'DATA_DIR',
  clickhouseUrl: 'CLICKHOUSE_URL',
  databaseUrl: 'DATABASE_URL',
  demo: 'DEMO',
  trustProxy: 'TRUST_PROXY',
  logLevel: 'LOG_LEVEL',
} as const;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Configuration from the environment, parsed once. An empty variable counts as not set.
 *
 * @throws ConfigError naming every variable that does not fit, and what would
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([key, variable]) => {
      const text = env[variable];
      return text === undefined || text === '' ? [] : [[key, text]];
    }),
  );
  const candidate = Value.Default(ConfigSchema, Value.Convert(ConfigSchema, given));
  if (!Value.Check(ConfigSchema, candidate)) {
    const faults = Value.Errors(ConfigSchema, candidate).map(({ instancePath, message }) => {
      const key = instancePath.slice(1) as keyof typeof VARIABLES;
      return `${VARIABLES[key] ?? instancePath}=${String(env[VARIABLES[key]] ?? '')} ${message}`;
    });
    throw new ConfigError([...new Set(faults)].join('; '));
  }
  return {
    ...candidate,
    dataDir: path.resolve(candidate.dataDir),
    demo: candidate.demo === 'on',
    trustProxy: candidate.trustProxy === 'on',
  };
}
