import {
  addressOf,
  ReadySchema,
  ROUTES,
  type AuditVerification,
  type ClockView,
  type IntegrityStatus,
  type Meta,
  type SourceList,
  type StandingBreakList,
} from '@dangzhi/metrics/contract';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Config } from '../../base/config.ts';
import { UserError } from '../../base/errors.ts';
import { checkAddress, originOf } from '../../base/listen-address.ts';
import { readOperatorToken } from '../../rights/operator-token.ts';
import { fault, ok, type Check } from './check.ts';
import type { Holder } from './place.ts';

/** What a server says of itself; a part is `null` when it does not answer it, or not in our words. */
export interface RunningServer {
  readonly ready: Static<typeof ReadySchema>;
  readonly meta: Meta | null;
  readonly sources: SourceList | null;
  readonly audit: AuditVerification | null;
  readonly breaks: StandingBreakList | null;
  readonly integrity: IntegrityStatus | null;
  readonly clock: ClockView | null;
  /** It does not take the operator's token that lies in DATA_DIR, or none can be read there. */
  readonly refuses: boolean;
}

/** A server that scores answers late; one that is not there says so at once. */
const PATIENCE_MS = 15_000;
/** A trail of many years is read line by line. */
const PATIENCE_WITH_TRAIL_MS = 120_000;

/**
 * Asks the server at HOST and PORT, in the operator's name where it may be this data directory's: another is not
 * shown the token.
 *
 * @returns `null` when no 档治 answers there
 */
export async function askServer(
  config: Pick<Config, 'host' | 'port' | 'dataDir'>,
  { held }: Holder,
): Promise<RunningServer | null> {
  const origin = originOf(config);
  const { body: ready } = await ask(`${origin}/readyz`, ReadySchema, {});
  if (ready === null) return null;
  const at = (
    route:
      'GET /integrity' | 'GET /meta' | 'GET /sources' | 'GET /audit/verification' | 'GET /guard-breaks' | 'GET /clock',
  ) => `${origin}${addressOf(route, { query: {} }).url}`;
  const headers = held ? authorizationIn(config.dataDir) : {};
  const [meta, sources, audit, breaks, integrity, clock] = await Promise.all([
    ask(at('GET /meta'), ROUTES['GET /meta'].answers[200], headers),
    ask(at('GET /sources'), ROUTES['GET /sources'].answers[200], headers),
    ask(at('GET /audit/verification'), ROUTES['GET /audit/verification'].answers[200], headers, PATIENCE_WITH_TRAIL_MS),
    ask(at('GET /guard-breaks'), ROUTES['GET /guard-breaks'].answers[200], headers, PATIENCE_WITH_TRAIL_MS),
    ask(at('GET /integrity'), ROUTES['GET /integrity'].answers[200], headers),
    ask(at('GET /clock'), ROUTES['GET /clock'].answers[200], headers),
  ]);
  const refuses = meta.status === UNAUTHORIZED;
  return {
    ready,
    meta: meta.body,
    sources: sources.body,
    audit: audit.body,
    breaks: breaks.body,
    integrity: integrity.body,
    clock: clock.body,
    refuses,
  };
}

/** The operator's token, where there is one that may be read. */
function authorizationIn(dataDir: string): Record<string, string> {
  try {
    return { authorization: `Bearer ${readOperatorToken(dataDir)}` };
  } catch {
    return {};
  }
}

const UNAUTHORIZED = 401;

interface Answered<T extends TSchema> {
  /** `null` when nothing answered. */
  readonly status: number | null;
  readonly body: Static<T> | null;
}

async function ask<T extends TSchema>(
  url: string,
  schema: T,
  headers: Record<string, string>,
  patienceMs = PATIENCE_MS,
): Promise<Answered<T>> {
  let status: number | null = null;
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(patienceMs) });
    status = response.status;
    const body: unknown = await response.json();
    return { status, body: Value.Check(schema, body) ? body : null };
  } catch {
    return { status, body: null };
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
