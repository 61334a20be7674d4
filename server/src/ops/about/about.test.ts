import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '@dangzhi/metrics';
import type { About, ApiErrorBody, Notice, PartList } from '@dangzhi/metrics/contract';
import { answerError } from '../../api/answer-to-error.ts';
import { runCli } from '../../../testing/cli.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { NOTICES_FILE, NOTICES_FOLDER, printNotices, printSbom, SBOM_FILE, type Notices } from './notices.ts';
import { aboutRoutes } from './routes.ts';

const PART = { name: 'openssl', version: null, licence: 'Apache-2.0', texts: [2] };
const NOTICES: Notices = {
  components: [
    { name: 'ClickHouse', version: '26.7', licence: 'Apache-2.0', texts: [1], kind: 'engine', parts: [PART] },
    { name: 'vue', version: '3.5.45', licence: 'MIT', texts: [2], kind: 'page', parts: [] },
  ],
  texts: new Map([
    [1, 'Apache License\n\nVersion 2.0'],
    [2, 'of two'],
  ]),
};

let root: string;
let test: TestStores;
let app: FastifyInstance;
const get = async <Body>(url: string, service = app): Promise<{ status: number; body: Body }> => {
  const answer = await service.inject({ url });
  return { status: answer.statusCode, body: answer.json<Body>() };
};
const serve = async (folder: string, config: Parameters<typeof aboutRoutes>[0]['config']): Promise<FastifyInstance> => {
  const service = Fastify({ ajv: { customOptions: { allErrors: true, removeAdditional: false } } });
  service.setErrorHandler(answerError);
  await service.register(aboutRoutes({ stores: test.stores, config }, folder));
  return service;
};

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-about-'));
  mkdirSync(path.join(root, NOTICES_FOLDER));
  const own = { name: 'dangzhi', version: '0.1.0' };
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ ...own, commit: 'abc+', license: 'UNLICENSED' }));
  writeFileSync(path.join(root, NOTICES_FOLDER, NOTICES_FILE), printNotices('dangzhi', NOTICES));
  writeFileSync(
    path.join(root, NOTICES_FOLDER, SBOM_FILE),
    printSbom(own, NOTICES, () => true),
  );
  test = await openTestStores();
  app = await serve(root, {});
});
afterAll(async () => {
  await app.close();
  await test.drop();
  rmSync(root, { recursive: true });
});

it('says what runs, and every component with its licence', async () => {
  const { status, body } = await get<About>('/about');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    version: '0.1.0',
    commit: 'abc+',
    licence: 'UNLICENSED',
    engineVersion: ENGINE_VERSION,
    node: process.versions.node,
    clickhouse: { isServed: false },
    components: [
      { name: 'ClickHouse', version: '26.7', licence: 'Apache-2.0', texts: [1], kind: 'engine', parts: 1 },
      { name: 'vue', version: '3.5.45', licence: 'MIT', texts: [2], kind: 'page', parts: 0 },
    ],
  });
  // The stores are asked themselves.
  for (const { version } of [body.clickhouse, body.postgres]) expect(version).toMatch(/^\d+\.\d+/);
});

it('what is inside a component, and each text with whose it is', async () => {
  expect((await get<PartList>('/about/parts/ClickHouse')).body).toEqual({ of: 'ClickHouse', items: [PART] });
  expect((await get<Notice>('/about/notices/2')).body).toEqual({ number: 2, of: ['openssl', 'vue'], text: 'of two' });
  expect((await get<Notice>('/about/notices/1')).body.text).toBe('Apache License\n\nVersion 2.0');
});

it.each([
  ['/about/parts/MySQL', 'component.unknown'],
  ['/about/notices/3', 'notice.unknown'],
])('%s is not there: %s', async (url, code) => {
  expect(await get<ApiErrorBody>(url)).toMatchObject({ status: 404, body: { code } });
});

it('where no notices were made the versions are told all the same', async () => {
  const folder = mkdtempSync(path.join(root, 'bare-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "version": "0.1.0" }');
  const bare = await serve(folder, { clickhouseUrl: 'http://127.0.0.1:8123' });
  expect((await get<About>('/about', bare)).body).toMatchObject({
    commit: null,
    licence: 'UNLICENSED',
    clickhouse: { isServed: true },
    components: null,
  });
  expect((await get<ApiErrorBody>('/about/notices/1', bare)).status).toBe(404);
  await bare.close();
});

describe('dangzhi --version', () => {
  it('says the same at the command line, in lines and as JSON', async () => {
    const { code, stdout } = await runCli(['--version']);
    expect(code).toBe(0);
    expect(stdout).toContain('product     档治 Dangzhi 0.1.0');
    expect(stdout).toContain(`engine      ${ENGINE_VERSION}\n`);
    expect(stdout).toContain(`node        ${process.versions.node}\n`);
    expect(stdout).toMatch(/^licence +UNLICENSED/m);
    expect(stdout).toMatch(/^notices +\S/m);
    const json = JSON.parse(
      (await runCli(['--version', '--json'], { DATABASE_URL: 'postgres://x/y' })).stdout,
    ) as object;
    expect(json).toMatchObject({
      version: '0.1.0',
      node: process.versions.node,
      postgres: { version: null, isServed: true },
    });
  });
});
