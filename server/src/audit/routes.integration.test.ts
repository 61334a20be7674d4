import type { AuditEntry, AuditVerification } from '@dangzhi/metrics/contract';
import { rightsOfPerson, type AccountRole } from '@dangzhi/metrics/rights';
import { parse } from 'csv-parse/sync';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerError } from '../api/answer-to-error.ts';
import type { Caller } from '../rights/caller.ts';
import { enforceRights } from '../rights/enforce.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { auditRoutes } from './routes.ts';
import { ADMIN, append, empty, meddle, plainEvents } from '../../testing/trail.ts';
import { recordAlone } from './trail.ts';

let test: TestStores;
let app: FastifyInstance;
let caller: Caller | null;
const NOW = new Date('2026-11-28T09:10:11.120Z');

const holding = (role: AccountRole): Caller => ({
  kind: 'account',
  id: 'a9',
  name: '审计员',
  rights: rightsOfPerson({ unit: null, grants: [{ role, unit: null, index: null }] }, []),
  session: 's',
  mustChangePassword: false,
  ended: new AbortController().signal,
});

beforeAll(async () => {
  test = await openTestStores();
  app = Fastify();
  app.setErrorHandler(answerError);
  enforceRights(app, () => caller);
  await app.register(auditRoutes({ stores: test.stores, config: { dataDir: test.dataDir }, now: () => NOW }));
});
afterAll(async () => {
  await app.close();
  await test.drop();
});
beforeEach(async () => {
  caller = holding('auditor');
  await empty(test.stores.postgres);
});

const ask = (url: string, query: Record<string, string> = {}) => app.inject({ url, query });

async function list(query: Record<string, string> = {}) {
  const answer = await ask('/audit', query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ items: AuditEntry[]; total: number; page: number; pageSize: number }>();
}
const sequences = async (query: Record<string, string>) => (await list(query)).items.map(({ sequence }) => sequence);

it.each(['/audit', '/audit/export', '/audit/verification'])('%s is for admins and auditors', async (url) => {
  for (const [somebody, status] of [
    [null, 401],
    [holding('leader'), 403],
    [holding('approver'), 403],
    [holding('admin'), 200],
    [holding('auditor'), 200],
  ] as const) {
    caller = somebody;
    expect((await ask(url)).statusCode).toBe(status);
  }
});

describe('reading', () => {
  beforeEach(async () => {
    const { postgres } = test.stores;
    await append(postgres, [
      { action: 'account.make', target: 'account:a2', before: null, after: { name: '王“老”五' }, reason: '新到任' },
      { action: 'session.start', target: 'account:a2', outcome: 'refused', reason: 'a "quoted" word, 100% of a_b' },
      { action: 'account.change', target: 'account:a3', reason: 'axb and 100 \\ percent' },
    ]);
    await recordAlone(postgres, { ...ADMIN, id: 'd1', name: '大屏' }, NOW, { action: 'display.bind', target: '' });
  });

  it('is newest first, in pages, as the lines were kept', async () => {
    const { items, ...rest } = await list({ page: '2', pageSize: '3' });
    expect(rest).toEqual({ total: 4, page: 2, pageSize: 3 });
    expect(items).toEqual([
      {
        sequence: 1,
        at: '2026-11-28T08:00:00.250Z',
        actor: 'a1',
        actorName: '管理员甲',
        address: '10.0.0.7',
        agent: 'Firefox',
        action: 'account.make',
        outcome: 'done',
        target: 'account:a2',
        before: null,
        after: { name: '王“老”五' },
        reason: '新到任',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      },
    ]);
    expect(await sequences({})).toEqual([4, 3, 2, 1]);
  });

  it.each<[query: Record<string, string>, found: number[]]>([
    [{ actor: 'd1' }, [4]],
    [{ actor: 'd' }, []],
    [{ action: 'account.make' }, [1]],
    [{ outcome: 'refused' }, [2]],
    [{ target: 'account:a2' }, [2, 1]],
    [{ target: 'account:a2', outcome: 'done' }, [1]],
    [{ from: '2026-11-28T08:00:01.250Z', to: '2026-11-28T08:00:02.250Z' }, [2]],
    [{ from: '2026-11-28T17:10:11+08:00' }, [4]],
    [{ from: '0000-01-01T00:00:00+23:00', to: '9999-12-31T23:59:59-23:00' }, [4, 3, 2, 1]],
    [{ q: '老' }, [1]],
    [{ q: '大屏' }, [4]],
    [{ q: 'FIREFOX' }, [4, 3, 2, 1]],
    [{ q: '100%' }, [2]],
    [{ q: 'a_b' }, [2]],
    [{ q: '"quoted"' }, [2]],
    [{ q: '100 \\' }, [3]],
    [{ q: "'; --" }, []],
  ])('%j finds %j', async (query, found) => expect(await sequences(query)).toEqual(found));

  it.each<[query: Record<string, string>]>([
    [{ from: 'yesterday' }],
    [{ to: '2026-12-31T23:59:60Z' }],
    [{ outcome: 'both' }],
    [{ page: '0' }],
  ])('%j is refused', async (query) => expect((await ask('/audit', query)).statusCode).toBe(400));

  it('shows a line that somebody broke as it is', async () => {
    await meddle(test.stores.postgres, "UPDATE audit_entry SET line = '{broken' WHERE sequence = 3");
    const { items } = await list({ target: 'account:a3' });
    expect(items).toMatchObject([{ sequence: 3, actor: 'a1', action: 'account.change', after: '{broken' }]);
  });
});

describe('verifying', () => {
  const verify = async () => (await ask('/audit/verification')).json<AuditVerification>();

  it('says whether the trail is whole, and where it is not', async () => {
    await append(test.stores.postgres, plainEvents(3));
    expect(await verify()).toMatchObject({ entries: 3, intact: true, firstFault: null });
    await meddle(test.stores.postgres, 'DELETE FROM audit_entry WHERE sequence = 2');
    expect(await verify()).toEqual({
      entries: 2,
      intact: false,
      firstFault: 2,
      damage: 'rewritten',
      found: { zh: '缺第 2 条，其后为第 3 条。', en: 'Line 2 is missing; the next one is 3.' },
    });
  });
});

describe('taking it along', () => {
  const TITLES = '序号,时间（UTC）,操作者编号,操作者,来源地址,客户端,操作,结果,对象,变更前,变更后,理由,校验值';

  async function take(query: Record<string, string> = {}): Promise<string[][]> {
    const { body } = await ask('/audit/export', query);
    return parse(body, { bom: true, relax_column_count: false });
  }

  it('is a file of its own name, for a spreadsheet', async () => {
    const { headers, rawPayload, body } = await ask('/audit/export');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="audit-20261128T091011Z.csv"');
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(body.slice(1).split('\r\n')[0]).toBe(TITLES);
    expect(body.endsWith('\r\n')).toBe(true);
  });

  it('stands in the trail itself, with what was chosen', async () => {
    await append(test.stores.postgres, plainEvents(2));
    const [, ...lines] = await take({ from: '2026-11-28T08:00:01+00:00', q: 'account' });
    expect(lines.map(([sequence]) => sequence)).toEqual(['2', '3']);
    const { items } = await list({ action: 'audit.export' });
    expect(items).toMatchObject([
      {
        sequence: 3,
        actor: 'a9',
        actorName: '审计员',
        at: NOW.toISOString(),
        after: { filter: { from: '2026-11-28T08:00:01.000Z', q: 'account' } },
      },
    ]);
    expect((await app.inject({ method: 'HEAD', url: '/audit/export' })).statusCode).toBe(404);
  });

  it('holds every line once, oldest first, whatever is in it', async () => {
    const reason = 'says "a", b\r\nand 中文';
    await append(test.stores.postgres, [{ action: 'x.y', target: 'a:1', before: { a: [1, null] }, after: 0, reason }]);
    const [titles, line, own] = await take();
    expect(titles?.join(',')).toBe(TITLES);
    expect(line?.slice(0, -1)).toEqual([
      ...['1', '2026-11-28T08:00:00.250Z', 'a1', '管理员甲', '10.0.0.7', 'Firefox', 'x.y', '已执行', 'a:1'],
      ...['{"a":[1,null]}', '0', reason],
    ]);
    expect(own?.slice(6, 8)).toEqual(['audit.export', '已执行']);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '=HYPERLINK("http://x","y")'])(
    'begins no formula: %j',
    async (text) => {
      await append(test.stores.postgres, [{ action: 'x.y', target: text, after: -1, reason: text }], {
        ...ADMIN,
        agent: text,
      });
      const [, line = []] = await take();
      expect([line[5], line[8], line[10], line[11]]).toEqual([`'${text}`, `'${text}`, "'-1", `'${text}`]);
    },
  );

  it('goes on over pages of lines', async () => {
    await append(test.stores.postgres, plainEvents(505));
    const [, ...lines] = await take();
    expect(lines.map(([sequence]) => Number(sequence))).toEqual(Array.from({ length: 506 }, (_, i) => i + 1));
    const [, ...none] = await take({ actor: 'nobody' });
    expect(none).toEqual([]);
  });
});
