import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadUnits } from '../../testing/accounts.ts';
import { runCli } from '../../testing/cli.ts';
import { declareAt, PLATFORM_TOKEN, startPlatform, TOKEN_NAME, type TestPlatform } from '../../testing/platform.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { openTestStores } from '../../testing/stores.ts';
import { buildApp, type App } from './app.ts';

// Neither accounts nor batches can be stored: each way in ends in a failed statement whose parameters nobody may read.
let service: TestService;
let platform: TestPlatform;
let app: App;
let brokenDir: string;
beforeAll(async () => {
  // Before the others: one process has one embedded ClickHouse at a time.
  brokenDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-broken-'));
  const broken = await openTestStores({ dataDir: brokenDir, database: 'broken' });
  await sql`ALTER TABLE unit ADD CONSTRAINT broken CHECK (code = 'none') NOT VALID`.execute(broken.stores.postgres.db);
  await broken.stores.close();
  service = await startTestService('2023-03-20T10:00:00+08:00', { [TOKEN_NAME]: PLATFORM_TOKEN });
  const { db } = service.test.stores.postgres;
  await loadUnits(service.test.stores);
  await sql`ALTER TABLE account ADD CONSTRAINT broken CHECK (login = 'nobody') NOT VALID`.execute(db);
  await sql`ALTER TABLE batch ADD CONSTRAINT broken CHECK (id = 'none') NOT VALID`.execute(db);
  app = await buildApp({ ...service.runtime, config: { ...service.runtime.config, logLevel: 'trace' } });
  await app.listen({ host: '127.0.0.1', port: 0 });
  platform = await startPlatform('2021-01');
});
afterAll(async () => {
  await app.close();
  await service.close();
  await platform.close();
  rmSync(brokenDir, { recursive: true, force: true });
});

/** A password's hash, one in clear, and what PostgreSQL says in its detail. */
const VALUES = /\$argon2|hunter2|Failing row/;

const account = { login: 'wang', name: '王芳', unit: null, grants: [{ role: 'leader', unit: null, index: null }] };

it('a call that fails leaves no value in the log, at whatever level, nor in its answer', async () => {
  const from = service.log.length;
  const payload = { ...account, reason: '测试' };
  const answer = await app.inject({ method: 'POST', url: '/api/v1/accounts', headers: service.operator, payload });
  expect([answer.statusCode, answer.json()]).toMatchObject([500, { code: 'server.failed' }]);
  const lines = service.log.slice(from).join('');
  expect(lines).toContain('violates check constraint');
  expect(lines).toContain('insert into');
  // What drivers hang on their errors.
  expect(lines).not.toMatch(/"(params|parameters|detail)":/);
  expect(lines + answer.body).not.toMatch(VALUES);
});

it('a body that cannot be read is not repeated', async () => {
  const from = service.log.length;
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'content-type': 'application/json', origin: 'http://localhost' },
    payload: '{"login":"admin","password":"hunter2',
  });
  expect(answer.statusCode).toBe(400);
  expect(service.log.slice(from).join('') + answer.body).not.toMatch(VALUES);
});

it('the command line prints none', async () => {
  const { port } = new URL(app.listeningOrigin);
  const dataDir = path.join(service.test.dataDir, 'of-the-command');
  mkdirSync(dataDir);
  writeFileSync(path.join(dataDir, 'operator.token'), `${service.runtime.operatorToken}\n`);
  const args = ['user', 'create', 'li', '李', '--role', 'leader', '--reason', '测试'];
  const { code, stdout, stderr } = await runCli(args, { DATA_DIR: dataDir, PORT: port });
  expect([code, stderr]).toEqual([1, expect.stringContaining('server.failed')]);
  expect(stdout + stderr).not.toMatch(VALUES);
});

it('work that fails in the background tells none, to the operator or in the log of the source', async () => {
  const source = await declareAt(service.test.stores, platform, { code: 'erms' });
  await service.runtime.puller.pullAll([source], () => undefined);
  const { body } = await service.get<object>('/sources/erms/runs');
  const told = JSON.stringify([service.failures, body]);
  expect(told).toContain('violates check constraint');
  expect(told).not.toMatch(VALUES);
});

it('a start that fails prints none', async () => {
  const { code, stdout, stderr } = await runCli(['serve'], { DATA_DIR: brokenDir, DEMO: 'off', PORT: '0' });
  expect([code, stderr]).toEqual([1, expect.stringContaining('violates check constraint')]);
  expect(stdout + stderr).not.toMatch(VALUES);
  expect(stderr).not.toMatch(/\p{Script=Han}/u);
});
