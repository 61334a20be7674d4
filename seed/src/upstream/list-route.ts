import { readInstant } from '@dangzhi/metrics';
import type { FastifyInstance } from 'fastify';
import { toShanghaiIso } from '../demo/time/calendar.ts';
import { writeAnswer } from './answer.ts';
import { writeRecords } from './faults.ts';
import { slicePage } from './paging.ts';
import type { RunningSystem } from './running-system.ts';
import type { Json } from './systems/system.ts';

/** The list of records: paging, `since`, and every fault that concerns an answer. */
export function listRoute(app: FastifyInstance, running: RunningSystem): void {
  const { system } = running;
  const { path, query: fixed = {}, paging } = system.declaration;
  app.get<{ Querystring: Json }>(path, async ({ query }, reply) => {
    const faults = running.faults;
    if (faults.slowMs > 0) await running.wait(faults.slowMs);
    const fail = (status: number, message: string) => {
      const failure = system.failure(status, message);
      return reply.code(failure.status).send(failure.body);
    };
    if (faults.failNext > 0) {
      running.faults = { ...faults, failNext: faults.failNext - 1 };
      return fail(faults.failStatus, '服务暂不可用');
    }
    const unsaid = Object.keys(fixed).find((name) => query[name] !== fixed[name]);
    if (unsaid !== undefined) return fail(400, `参数 ${unsaid} 无效`);
    const since = sinceOf(running, query);
    if (since === null) return fail(400, '更新起始时间无效');
    const list = running.ledger().list({ since, now: toShanghaiIso(running.now()) });
    const slice = slicePage(paging, list, query, faults.repeat);
    if (slice === null) return fail(400, '游标无效');
    const records = writeRecords(
      system,
      slice.records.map(({ record }) => record),
      faults,
      slice.isFirst,
    );
    const body = writeAnswer(system, { records, total: list.length, next: slice.next, isShort: faults.shortPage });
    if (!faults.truncate) return reply.send(body);
    const text = JSON.stringify(body);
    return reply.type('application/json; charset=utf-8').send(text.slice(0, Math.floor(text.length / 2)));
  });
}

/** ISO with `+08:00`; from the beginning where nothing is asked, `null` where it is no instant. */
function sinceOf({ system: { declaration } }: RunningSystem, query: Json): string | null {
  const { sinceParam, mapping } = declaration;
  const said = sinceParam === undefined ? undefined : query[sinceParam];
  if (said === undefined) return toShanghaiIso(new Date(0));
  return typeof said === 'string' ? readInstant(said, mapping.changedAt?.format ?? 'iso') : null;
}
