import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { requireMonth } from '../demo/time/calendar.ts';
import { NO_FAULTS } from './faults.ts';
import { openLedger, type Ledger } from './ledger.ts';
import type { RunningSystem } from './running-system.ts';
import { systemRoutes } from './system-routes.ts';
import { figuresOf } from './figures.ts';
import type { SimulatedSystem } from './systems/system.ts';
import { systems as allSystems } from './systems/index.ts';

export interface UpstreamOptions {
  /** Last month with whole records, `YYYY-MM`; when the month after it is running, its days so far are there too. */
  readonly until: string;
  /** The token each system asks for, by its name in the environment. */
  readonly token: (name: string) => string;
  /** The systems' clock: a figure is there once its filing time has passed. */
  readonly now?: () => Date;
  /** All of them by default. */
  readonly systems?: readonly SimulatedSystem[];
}

/**
 * The simulated systems, each below paths of its own. Building is not listening; see the package's README for
 * their shapes and the fault switches.
 *
 * @throws RangeError if `until` is not a month
 */
export function buildUpstream({
  until,
  token,
  now = () => new Date(),
  systems = allSystems,
}: UpstreamOptions): FastifyInstance {
  requireMonth(until, 'buildUpstream');
  const closing = new AbortController();
  const wait = async (ms: number): Promise<void> => {
    await sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);
  };
  const app = Fastify({
    forceCloseConnections: true,
    // A `null` in a body must stay one: coercion would make it 0.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  app.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ dm: 404, xx: '无此接口' }));
  for (const system of systems) {
    let ledger: Ledger | null = null;
    const running: RunningSystem = {
      system,
      ledger: () => (ledger ??= openLedger(system, figuresOf(system, until, now()))),
      now,
      faults: NO_FAULTS,
      wait,
    };
    void app.register(systemRoutes(running, token(system.declaration.auth.tokenName)));
  }
  return app;
}
