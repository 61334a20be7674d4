import { buildApp, type App } from '../src/api/app.ts';
import { createSessions } from '../src/accounts/sessions.ts';
import { createDevices } from '../src/displays/devices.ts';
import { readSettings } from '../src/runtime/settings.ts';
import { createLiveEvents } from '../src/base/live-events.ts';
import { OPERATOR_SOURCE } from '../src/intake/entry/report.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import { createScorer } from '../src/scores/runs/scorer.ts';
import { createMayCall } from '../src/intake/sources/allowed-address.ts';
import { createPuller } from '../src/intake/sources/puller.ts';
import { nameSource } from '../src/intake/sources/queries.ts';
import type { StorePlace } from './store-template.ts';
import { openTestStores, type TestStores } from './stores.ts';

const OPERATOR_TOKEN = 'operator-of-the-test';

/** A service on fresh stores, with a clock that stands where the test puts it. */
export interface TestService {
  readonly test: TestStores;
  readonly runtime: Runtime;
  readonly app: App;
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
  close(): Promise<void>;
  /** Closes and leaves the stores where they lie. */
  closeKeeping(): Promise<void>;
}

/**
 * @param secrets tokens of sources by name
 * @param template closed stores to begin as a copy of
 * @param place where its stores lie; a place of its own by default
 */
export async function startTestService(
  instant: string,
  secrets: Record<string, string> = {},
  template?: StorePlace,
  place?: StorePlace,
): Promise<TestService> {
  const test = await openTestStores(place, template);
  const { stores, dataDir } = test;
  let clock = Date.parse(instant);
  const now = (): Date => new Date((clock += 1000));
  const events = createLiveEvents();
  const scorer = createScorer(
    stores,
    ({ changed }) => {
      const [latest] = changed.toReversed();
      events.publish({
        type: 'scored',
        schemes: [...new Set(changed.map(({ scheme }) => scheme))],
        periods: [...new Set(changed.map(({ period }) => period))],
        run: latest?.run ?? 0,
      });
    },
    now,
  );
  const failures: string[] = [];
  const puller = createPuller({
    stores,
    scorer,
    events,
    now,
    access: {
      token: (name) => secrets[name],
      mayCall: createMayCall(({ hostname }) => hostname === '127.0.0.1'),
    },
    onFailure: (message) => void failures.push(message),
  });
  const config = readSettings({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    API_CALLS_PER_MINUTE: '0',
    SIGN_INS_PER_MINUTE: '0',
  });
  const sessions = createSessions(stores.postgres, now);
  const devices = createDevices({ postgres: stores.postgres, now });
  const close = async (): Promise<void> => {
    await puller.stop();
    await Promise.all([sessions.idle(), devices.idle()]);
  };
  const runtime: Runtime = {
    config,
    stores,
    scorer,
    puller,
    events,
    now,
    operatorToken: OPERATOR_TOKEN,
    sessions,
    devices,
    setUpToken: null,
    close,
  };
  await nameSource(stores.postgres, OPERATOR_SOURCE, { zh: '人工填报', en: 'Reported by hand' });
  const app = await buildApp(runtime);
  const operator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  const end = async (): Promise<void> => {
    await app.close();
    await runtime.close();
    await scorer.idle();
  };
  return {
    test,
    runtime,
    app,
    operator,
    setNow: (next) => {
      clock = Date.parse(next);
    },
    get: async <Body>(path: string) => {
      const answer = await app.inject({ url: `/api/v1${path}`, headers: operator });
      return { status: answer.statusCode, body: answer.json<Body>() };
    },
    call: async <Body>(method: 'POST' | 'DELETE', path: string, payload?: object, token = OPERATOR_TOKEN) => {
      const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
      const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
      return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as Body };
    },
    close: async () => {
      await end();
      await test.drop();
    },
    closeKeeping: async () => {
      await end();
      await stores.close();
    },
  };
}
