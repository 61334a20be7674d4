import type { SourceAccess } from '../src/intake/sources/reader.ts';
import { onLoopback } from './platform.ts';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { simulatedSources } from '@dangzhi/seed';
import { buildUpstream, systems, type SimulatedSystem } from '@dangzhi/seed/upstream';
import type { Stores } from '../src/stores/index.ts';
import { declareSources } from '../src/intake/sources/queries.ts';

const TOKEN = 'ein-Token-fuer-alle';
const tokenOfAll = (): string => TOKEN;
/** How the systems of the tests are called. */
export const accessOfAll: SourceAccess = { token: tokenOfAll, mayCall: onLoopback };

/** The simulated systems with a few units each, listening on loopback. */
export interface TestSystems {
  readonly address: string;
  /** Moves a second with every reading. */
  readonly now: () => Date;
  /** Figures of a system as `measure unit period value-or-reason`, the last told of each. */
  figures(code: string): string[];
  setFaults(code: string, faults: object): Promise<void>;
  /** Changes a record, named and changed by the system's own fields. */
  change(code: string, record: object): Promise<{ readonly status: number; readonly record: Record<string, unknown> }>;
  /** Awaited before a list is answered; a test may hold or look. */
  onCall: () => Promise<void> | void;
  close(): Promise<void>;
}

const UNTIL = '2023-03';
const BEGAN = Date.parse('2023-06-20T09:00:00+08:00');

/** @param keep which units' figures the systems have */
export async function startSystems(keep: (unit: string) => boolean): Promise<TestSystems> {
  const told = new Map(
    systems.map((system) => [
      system.declaration.code,
      system.figures(UNTIL, new Date(BEGAN)).filter(({ unit, filedAt }) => keep(unit) && Date.parse(filedAt) <= BEGAN),
    ]),
  );
  const kept = systems.map((system): SimulatedSystem => ({
    ...system,
    figures: () => told.get(system.declaration.code) ?? [],
  }));
  let clock = BEGAN;
  const now = (): Date => new Date((clock += 1000));
  const app = buildUpstream({ until: UNTIL, token: tokenOfAll, now, systems: kept });
  const control = async (code: string, method: 'PUT' | 'POST', path: string, payload: object) => {
    const system = kept.find(({ declaration }) => declaration.code === code);
    if (system === undefined) throw new Error(`there is no system ${code}`);
    const { prefix } = system;
    const { auth } = system.declaration;
    const headers = auth.kind === 'bearer' ? { authorization: `Bearer ${TOKEN}` } : { [auth.header]: TOKEN };
    return app.inject({ method, url: `${prefix}/_control/${path}`, payload, headers });
  };
  const test: TestSystems = {
    address: '',
    now,
    figures: (code) => {
      const last = new Map<string, string>();
      const inOrder = [...(told.get(code) ?? [])].sort((a, b) => (a.filedAt < b.filedAt ? -1 : 1));
      for (const { measure, unit, period, value, missing } of inOrder) {
        last.set(`${measure} ${unit} ${period}`, value === null ? (missing ?? '') : String(Number(value)));
      }
      return [...last].map((entry) => entry.join(' ')).sort();
    },
    setFaults: async (code, faults) => {
      const { statusCode, body } = await control(code, 'PUT', 'faults', faults);
      if (statusCode !== 200) throw new Error(`${code} answered ${statusCode}: ${body}`);
    },
    change: async (code, record) => {
      const answer = await control(code, 'POST', 'records', record);
      return { status: answer.statusCode, record: answer.json() };
    },
    onCall: () => undefined,
    close: () => app.close(),
  };
  app.addHook('preHandler', async ({ raw: { socket }, url }) => {
    // Injected calls are the test's own and come over no socket.
    if (!url.includes('/_control/') && socket.localPort !== undefined) await test.onCall();
  });
  return Object.assign(test, { address: await app.listen({ port: 0, host: '127.0.0.1' }) });
}

/** A system declared as a source of its own code, in pages of so many records. */
export async function declareSystem(
  stores: Stores,
  { address }: TestSystems,
  { system, code, pageSize }: { system: string; code: string; pageSize: number },
): Promise<SourceDeclaration> {
  const simulated = simulatedSources(address).find((source) => source.code === system);
  if (simulated === undefined) throw new Error(`there is no system ${system}`);
  const paging = simulated.paging.kind === 'none' ? simulated.paging : { ...simulated.paging, size: pageSize };
  const declaration = { ...simulated, paging, code, attempts: 2 };
  await declareSources(stores.postgres, [declaration]);
  return declaration;
}
