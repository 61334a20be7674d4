import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { toShanghaiIso } from '../demo/calendar.ts';
import type { Platform } from './platform.ts';
import { readCursor, writeCursor, type Cursor } from './cursor.ts';
import { RECORDS_PATH } from './declaration.ts';
import { writeRecords } from './faults.ts';
import type { Page } from './ledger.ts';

const ListQuerySchema = Type.Object({
  /** 更新起始: only records updated at or after this instant. */
  gxqs: Type.Optional(Type.String()),
  /** 游标 */
  yb: Type.Optional(Type.String()),
  /** 每页条数, 1..5000 */
  myts: Type.Optional(Type.String({ pattern: '^([1-9]\\d{0,2}|[1-4]\\d{3}|5000)$' })),
});

const DEFAULT_SIZE = '200';
const START: Cursor = { after: null, again: false };

/** The list of records: paging by cursor, `since`, and every fault that concerns an answer. */
export function listRoute(app: FastifyInstance, platform: Platform): void {
  app.get<{ Querystring: Static<typeof ListQuerySchema> }>(
    RECORDS_PATH,
    { schema: { querystring: ListQuerySchema } },
    async ({ query }, reply) => {
      const faults = platform.faults;
      if (faults.slowMs > 0) await platform.wait(faults.slowMs);
      if (faults.failNext > 0) {
        platform.faults = { ...platform.faults, failNext: faults.failNext - 1 };
        return reply.code(faults.failStatus).send({ dm: faults.failStatus, xx: '服务暂不可用' });
      }
      const cursor = query.yb === undefined ? START : readCursor(query.yb);
      const since = query.gxqs === undefined ? 0 : Date.parse(query.gxqs);
      if (cursor === null || Number.isNaN(since)) {
        return reply.code(400).send({ dm: 400, xx: cursor === null ? '游标无效' : '更新起始时间无效' });
      }
      const page = platform.ledger.page({
        since: toShanghaiIso(new Date(since)),
        now: toShanghaiIso(platform.now()),
        after: cursor.after,
        size: Number(query.myts ?? DEFAULT_SIZE),
      });
      const records = writeRecords(page.records, faults, cursor.after === null && !cursor.again);
      const body = {
        dm: 0,
        xx: '成功',
        zbs: page.total,
        bybs: records.length,
        jl: faults.shortPage ? records.slice(0, Math.floor(records.length * 0.7)) : records,
        xyyb: nextCursor(page, cursor, faults.repeat),
      };
      if (!faults.truncate) return body;
      const text = JSON.stringify(body);
      return reply.type('application/json; charset=utf-8').send(text.slice(0, Math.floor(text.length / 2)));
    },
  );
}

function nextCursor({ next }: Page, { after, again }: Cursor, repeat: boolean): string | null {
  if (repeat && !again) return writeCursor({ after, again: true });
  return next === null ? null : writeCursor({ after: next, again: false });
}
