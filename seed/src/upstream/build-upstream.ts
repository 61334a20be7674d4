import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { monthOfInstant } from '@dangzhi/metrics';
import { monthsFromTo, requireMonth } from '../demo/calendar.ts';
import { filingRecords, runningRecords, type FilingRecord } from '../demo/filing-records.ts';
import { controlRoutes } from './control-routes.ts';
import { NO_FAULTS } from './faults.ts';
import { openLedger } from './ledger.ts';
import { listRoute } from './list-route.ts';
import type { Platform } from './platform.ts';
import { toPlatformRecords } from './platform-records.ts';

export interface UpstreamOptions {
  /** Last month with whole records, `YYYY-MM`; when the month after it is running, its days so far are there too. */
  readonly until: string;
  /** The bearer token every call must carry. */
  readonly token: string;
  /** The platform's clock: a record is there once its filing time has passed. */
  readonly now?: () => Date;
}

/**
 * The simulated 电子文件统一管理平台. Building is not listening; see the package's README for the
 * fields, the paging and the fault switches.
 *
 * @throws RangeError if `until` is not a month
 */
export function buildUpstream({ until, token, now = () => new Date() }: UpstreamOptions): FastifyInstance {
  requireMonth(until, 'buildUpstream');
  const closing = new AbortController();
  const platform: Platform = {
    ledger: openLedger(toPlatformRecords([...filingRecords(until), ...runningAfter(until, now())])),
    now,
    faults: NO_FAULTS,
    wait: async (ms) => {
      await sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);
    },
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
  app.addHook('onRequest', async (request, reply) => {
    if (!isSameText(request.headers.authorization ?? '', `Bearer ${token}`)) {
      await reply.code(401).send({ dm: 401, xx: '令牌无效' });
    }
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ dm: status, xx: error.message });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ dm: 404, xx: '无此接口' }));
  listRoute(app, platform);
  controlRoutes(app, platform);
  return app;
}

/** A platform that is up to date counts the running month as well; one that ends in the past does not. */
function runningAfter(until: string, now: Date): FilingRecord[] {
  return monthsFromTo(until, monthOfInstant(now)) === 1 ? runningRecords(now) : [];
}

/** Compared by digest, so that neither length nor a common beginning shows in the time it takes. */
function isSameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
