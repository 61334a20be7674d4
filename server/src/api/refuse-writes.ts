import type { FastifyInstance } from 'fastify';
import type { Meters } from '../base/meters.ts';
import type { WriteGate } from '../base/write-gate.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Taken also while nothing new is stored. */
    isAlwaysTaken?: true;
  }
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what would store something while nothing may be stored, before its body is read: of the routes registered
 * after it, every one that changes anything. Who may not call a route at all is told that first.
 */
export function refuseWrites(
  api: FastifyInstance,
  gate: WriteGate,
  { refusedWrites }: Pick<Meters, 'refusedWrites'>,
): void {
  api.addHook('onRequest', (request, _reply, done) => {
    if (READS.has(request.method) || request.routeOptions.config.isAlwaysTaken === true) return done();
    gate.refusal().then(
      (refusal) => {
        if (refusal !== null) refusedWrites.inc({ reason: refusal.code });
        done(refusal ?? undefined);
      },
      (error: unknown) => done(error as Error),
    );
  });
}
