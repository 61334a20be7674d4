import { MetaSchema, ReadinessSchema, SourceListSchema, type Meta } from '@dangzhi/metrics/contract';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { checkAddress, originOf } from '../listen-address.ts';
import { fault, ok, type Check } from './check.ts';
import type { Holder } from './place.ts';

const ReadySchema = Type.Object({ clickhouse: ReadinessSchema, postgres: ReadinessSchema });

/** What a server says of itself; a part is `null` when it does not answer it, or not in our words. */
export interface RunningServer {
  readonly ready: Static<typeof ReadySchema>;
  readonly meta: Meta | null;
  readonly sources: Static<typeof SourceListSchema> | null;
}

/** A server that scores answers late; one that is not there says so at once. */
const PATIENCE_MS = 15_000;

/** Asks the server at HOST and PORT. @returns `null` when no 档治 answers there */
export async function askServer(config: Pick<Config, 'host' | 'port'>): Promise<RunningServer | null> {
  const origin = originOf(config);
  const ready = await ask(`${origin}/readyz`, ReadySchema);
  if (ready === null) return null;
  const [meta, sources] = await Promise.all([
    ask(`${origin}/api/v1/meta`, MetaSchema),
    ask(`${origin}/api/v1/sources`, SourceListSchema),
  ]);
  return { ready, meta, sources };
}

async function ask<T extends TSchema>(url: string, schema: T): Promise<Static<T> | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const body: unknown = await response.json();
    return Value.Check(schema, body) ? body : null;
  } catch {
    return null;
  }
}

/** Whether the port is free, or ours: the data directory is held and a 档治 answers. */
export async function checkPort(config: Config, holder: Holder, server: RunningServer | null): Promise<Check> {
  const origin = originOf(config);
  if (server !== null && holder.held) return ok('port', `${origin}, by the running server`);
  if (server !== null)
    return fault(
      'port',
      `at ${origin} a server runs on another DATA_DIR`,
      'Set PORT to a free one, or DATA_DIR to that server’s.',
    );
  try {
    await checkAddress(config);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return fault('port', error.message, 'ss -ltnp names the program that has it.');
  }
  return ok('port', config.port === 0 ? 'any free one' : `${config.port} on ${config.host}, free`);
}

/** Whether somebody has the data directory, and whether that is a server that answers. */
export function checkLock(config: Config, holder: Holder, server: RunningServer | null): Check {
  if (!holder.held) return ok('lock', 'free: no server runs on this DATA_DIR');
  const who = `held by process ${holder.pid ?? 'unknown'}`;
  if (server !== null) return ok('lock', `${who}, the running server`);
  return fault(
    'lock',
    `${who}, which does not answer at ${originOf(config)}`,
    'It may still be starting: try again in a minute. Else set HOST and PORT as it has them, or stop it.',
  );
}
