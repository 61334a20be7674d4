import type { SourceDeclaration } from '@dangzhi/metrics';
import { simulatedSources } from '@dangzhi/seed';
import { buildUpstream } from '@dangzhi/seed/upstream';
import type { Stores } from '../src/stores/index.ts';
import { createMayCall } from '../src/intake/sources/allowed-address.ts';
import { createReader, type ReaderTiming, type SourceReader } from '../src/intake/sources/reader.ts';
import { declareSources } from '../src/intake/sources/queries.ts';

/** Where the systems of the tests listen. */
export const onLoopback = createMayCall(({ hostname }) => hostname === '127.0.0.1');

/** The platform's token: none of its letters may be found in anything that is kept. */
export const PLATFORM_TOKEN = 'geheim-Token-4711';

const [erms] = simulatedSources('http://127.0.0.1');
export const TOKEN_NAME = erms?.auth.tokenName ?? '';
/** The fields of a platform record that become observations. */
const VALUE_FIELDS = erms?.mapping.values.kind === 'wide' ? erms.mapping.values.fields.map(({ field }) => field) : [];

/** A record of the 电子文件统一管理平台; the figures named are those the tests look at. */
export interface PlatformRecord {
  readonly [field: string]: string | number | null;
  readonly jlid: string;
  readonly dwmc: string;
  readonly tjyf: string;
  readonly gxsj: string;
  readonly yjgds: number | null;
  readonly zsgds: number | null;
  readonly yjs: number | null;
  readonly sjs: number | null;
}

/** The simulated platform, listening on loopback, with its switches. */
export interface TestPlatform {
  readonly address: string;
  /** Query of every list call so far, oldest first. */
  readonly calls: Readonly<Record<string, string>>[];
  /** The platform's clock; a changed record is changed now. */
  now: Date;
  /** Awaited before a list call is answered; a test may hold or look. */
  onCall: () => Promise<void> | void;
  setFaults(faults: object): Promise<void>;
  /** Changes one record, named by unit and month. */
  change(record: Partial<PlatformRecord>): Promise<void>;
  /** Every record, straight from the platform. */
  records(): Promise<PlatformRecord[]>;
  close(): Promise<void>;
}

const headers = { authorization: `Bearer ${PLATFORM_TOKEN}` };

/** @param until last month with records; the first is 2021-01 */
export async function startPlatform(until: string, now = new Date('2023-03-20T09:00:00+08:00')): Promise<TestPlatform> {
  const platform = { now };
  const app = buildUpstream({ until, token: () => PLATFORM_TOKEN, now: () => platform.now });
  const control = async (method: 'PUT' | 'POST', url: string, payload: object): Promise<void> => {
    const answer = await app.inject({ method, url, payload, headers });
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
  };
  const test: TestPlatform = Object.assign(platform, {
    address: '',
    calls: [],
    onCall: () => undefined,
    setFaults: (faults: object) => control('PUT', '/_control/faults', faults),
    change: (record: Partial<PlatformRecord>) => control('POST', '/_control/records', record),
    records: async () => {
      const answer = await app.inject({ url: '/api/v1/gdtj?myts=5000', headers });
      return answer.json<{ jl: PlatformRecord[] }>().jl;
    },
    close: () => app.close(),
  });
  app.addHook('preHandler', async ({ raw: { socket }, query, url }) => {
    // Injected calls are the test's own and come over no socket.
    if (!url.startsWith('/api/') || socket.localPort === undefined) return;
    test.calls.push(query as Record<string, string>);
    await test.onCall();
  });
  return Object.assign(test, { address: await app.listen({ port: 0, host: '127.0.0.1' }) });
}

/** Values of some records that become observations: every field that is not `null`. */
export const countValues = (records: readonly PlatformRecord[]): number =>
  records.reduce((sum, record) => sum + VALUE_FIELDS.filter((field) => record[field] !== null).length, 0);

/** Our code of a unit the source writes so; `undefined` for one it does not name. */
export const codeOf = ({ mapping: { unit } }: SourceDeclaration, name: string): string | undefined =>
  'codes' in unit ? unit.codes[name] : unit.fixed;

/** The platform declared as a source of its own code, so that a test sees only its own observations. */
export async function declareAt(
  stores: Stores,
  { address }: { readonly address: string },
  changes: Partial<SourceDeclaration> & { readonly code: string; readonly pageSize?: number },
): Promise<SourceDeclaration> {
  const [simulated] = simulatedSources(address);
  if (simulated === undefined) throw new Error('the seed declares no simulated source');
  const { pageSize = 100, ...rest } = changes;
  const paging = simulated.paging.kind === 'none' ? simulated.paging : { ...simulated.paging, size: pageSize };
  const declaration = { ...simulated, paging, ...rest };
  await declareSources(stores.postgres, [declaration]);
  return declaration;
}

/** Waits that a test can afford. */
const IMPATIENT: ReaderTiming = { firstDelayMs: 1, maxDelayMs: 5, restMs: 60_000 };

export const readerOf = (
  declaration: SourceDeclaration,
  timing: Partial<ReaderTiming> = {},
  token: string | undefined = PLATFORM_TOKEN,
): SourceReader =>
  createReader(
    declaration,
    { token: (name) => (name === TOKEN_NAME ? token : undefined), mayCall: onLoopback },
    { ...IMPATIENT, ...timing },
  );
