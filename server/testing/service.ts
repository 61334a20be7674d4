import { buildApp, type App } from '../src/api/app.ts';
import { readSettings } from '../src/runtime/settings.ts';
import { composeRuntime, createGate, type Runtime } from '../src/runtime/runtime.ts';
import { createMayCall } from '../src/intake/sources/allowed-address.ts';
import type { StorePlace } from './store-template.ts';
import { openBeside, openTestStores, type TestStores } from './stores.ts';

const OPERATOR_TOKEN = 'operator-of-the-test';

/** A service on fresh stores, with a clock that stands where the test puts it. */
export interface TestService {
  readonly test: TestStores;
  readonly runtime: Runtime;
  readonly app: App;
  /** Lines of its log, and what it said of work that failed while nobody waited. */
  readonly log: readonly string[];
  readonly failures: readonly string[];
  /** Headers of a call in the operator's name. */
  readonly operator: { readonly authorization: string };
  /** What the service takes for now; moves a second with every reading. */
  setNow(instant: string): void;
  /** Answer to the operator of a GET below `/api/v1`, whatever its status. */
  get<Body>(path: string): Promise<{ status: number; body: Body }>;
  /** The same for a call that writes, with the operator's token unless told otherwise. */
  call<Body>(
    method: 'POST' | 'DELETE',
    path: string,
    payload?: object,
    token?: string,
  ): Promise<{ status: number; body: Body }>;
  /** A POST that stores figures, waited for until they are scored: a report, a decision. */
  scored<Body>(path: string, payload: object, token?: string): Promise<{ status: number; body: Body }>;
  close(): Promise<void>;
  /** Closes and leaves the stores where they lie. */
  closeKeeping(): Promise<void>;
}

/**
 * @param secrets tokens of sources by name
 * @param template closed stores to begin as a copy of; `null` for what lies at the place
 * @param place where its stores lie; a place of its own by default
 * @param env settings that are not the usual ones
 */
export async function startTestService(
  instant: string,
  secrets: Record<string, string> = {},
  template?: StorePlace | null,
  place?: StorePlace,
  env: Readonly<Record<string, string>> = {},
): Promise<TestService> {
  return serveOn(await openTestStores(place, template), instant, secrets, env);
}

/** Another process's service on the same served stores. */
export const startBeside = async (
  other: TestService,
  instant: string,
  env: Readonly<Record<string, string>> = {},
): Promise<TestService> => serveOn(await openBeside(other.test), instant, {}, env);

async function serveOn(
  test: TestStores,
  instant: string,
  secrets: Record<string, string>,
  env: Readonly<Record<string, string>>,
): Promise<TestService> {
  const { stores, dataDir } = test;
  let clock = Date.parse(instant);
  const log: string[] = [];
  const failures: string[] = [];
  const config = readSettings({
    DATA_DIR: dataDir,
    API_CALLS_PER_MINUTE: '0',
    SIGN_INS_PER_MINUTE: '0',
    // However full the disk of the tests is.
    KEEP_FREE_MIB: '0',
    ...env,
  });
  const onFailure = (message: string): void => void failures.push(message);
  const composed = await composeRuntime({
    config,
    stores,
    gate: createGate(config, onFailure),
    now: () => new Date((clock += 1000)),
    access: {
      token: (name) => secrets[name],
      mayCall: createMayCall(({ hostname }) => hostname === '127.0.0.1'),
    },
    log: { write: (line) => void log.push(line) },
    onFailure,
  });
  const runtime: Runtime = { ...composed, operatorToken: OPERATOR_TOKEN, setUpToken: null };
  const app = await buildApp(runtime);
  const operator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  const end = async (): Promise<void> => {
    await app.close();
    await runtime.close();
  };
  const call: TestService['call'] = async <Body>(
    method: 'POST' | 'DELETE',
    path: string,
    payload?: object,
    token = OPERATOR_TOKEN,
  ) => {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
    return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as Body };
  };
  return {
    test,
    runtime,
    app,
    log,
    failures,
    operator,
    setNow: (next) => {
      clock = Date.parse(next);
    },
    get: async <Body>(path: string) => {
      const answer = await app.inject({ url: `/api/v1${path}`, headers: operator });
      return { status: answer.statusCode, body: answer.json<Body>() };
    },
    call,
    scored: async <Body>(path: string, payload: object, token?: string) => {
      const answer = await call<Body>('POST', path, payload, token);
      await runtime.scorer.idle();
      return answer;
    },
    close: async () => {
      await end();
      await test.drop();
    },
    closeKeeping: end,
  };
}
