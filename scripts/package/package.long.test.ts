import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../server/src/ops/doctor/check.ts';
import { findFreePort } from '../../server/testing/served/server-process.ts';
import { findConfinement } from './no-network.fixture.ts';
import type { Order, Seen } from './start-inside.fixture.ts';

// The archive, made as `pnpm package` makes it, and unpacked into an empty folder.
const ROOT = path.resolve(import.meta.dirname, '../..');
const INSIDE = fileURLToPath(new URL('./start-inside.fixture.ts', import.meta.url));
let folder: string;
let unpacked: string;

// Where the binaries of Linux x64 are installed, and nowhere else.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the package', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-package-'));
    const made = await run(process.execPath, [path.join(ROOT, 'scripts/package.mjs'), folder]);
    expect(made.code, made.stdout + made.stderr).toBe(0);
    console.log(made.stdout);
    const began = performance.now();
    expect(await run('tar', ['-xzf', archive(), '-C', folder])).toMatchObject({ code: 0, stderr: '' });
    console.log(`unpacked in ${seconds(performance.now() - began)} s`);
    unpacked = path.join(folder, path.basename(archive(), '.tar.gz'));
  }, 15 * 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const archive = (): string => path.join(folder, readdirSync(folder).find((name) => name.endsWith('.tar.gz')) ?? '');

  async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  describe('the archive', () => {
    it('matches its own sum', () => {
      const name = path.basename(archive());
      expect(spawnSync('sha256sum', ['--check', `${name}.sha256`], { cwd: folder, encoding: 'utf8' }).stdout).toBe(
        `${name}: OK\n`,
      );
    });

    // This run says NODE_ENV=test, as somebody's shell may say development.
    it('holds pages as they are served, without the warnings of a development build', () => {
      const assets = path.join(unpacked, 'web/dist/assets');
      const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
      expect(scripts.length).toBeGreaterThan(10);
      expect(scripts.filter((file) => readFileSync(path.join(assets, file), 'utf8').includes('[Vue warn]'))).toEqual(
        [],
      );
    });

    it('holds the notices of what it is made of, and says where', async () => {
      const { code, stdout } = await run(path.join(unpacked, 'dangzhi'), ['--version', '--json']);
      const { commit, notices } = JSON.parse(stdout) as { commit: string; notices: Record<string, string> };
      expect([code, notices['components']]).toEqual([0, expect.any(Number)]);
      expect(commit).toMatch(/^[0-9a-f]{40}\+?$/);
      const texts = readFileSync(path.join(unpacked, 'notices/THIRD-PARTY-NOTICES.txt'), 'utf8');
      for (const words of [
        'SIL OPEN FONT LICENSE',
        'The Apache Software Foundation',
        'PostgreSQL Global Development Group',
      ])
        expect(texts).toContain(words);
    });

    it('holds nothing of the developer’s, and no other platform’s binaries', () => {
      const { stdout } = spawnSync('tar', ['-tzf', archive()], { encoding: 'utf8', maxBuffer: 2 ** 26 });
      const files = stdout.split('\n').map((file) => file.slice(file.indexOf('/') + 1));
      const own = files.filter((file) => !file.startsWith('node_modules/'));
      expect(
        own.filter((file) => /\.test\.|\.fixture\.|fixtures|testing|\.git|\.built|^data|tsconfig/.test(file)),
      ).toEqual([]);
      const binaries = files.filter((file) => /\.(node|so|wasm)$|bin\/node$/.test(file));
      expect(binaries.map((file) => path.basename(file)).sort()).toEqual([
        `argon2.linux-${process.arch}-gnu.node`,
        'chdb_node.node',
        'initdb.wasm',
        'libchdb.so',
        'node',
        'pglite.wasm',
      ]);
    });
  });

  /** A listener on an address of this machine that is not loopback; where there is none, an address nobody has. */
  async function listenOutside(): Promise<{ host: string; port: number; isThere: boolean; close(): void }> {
    const own = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    if (own === undefined) return { host: '192.0.2.1', port: 80, isThere: false, close: () => undefined };
    const listener = createServer().listen(0, own.address);
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    return { host: own.address, port, isThere: true, close: () => listener.close() };
  }

  it('starts without a network, in an empty environment, and its doctor finds no fault', async () => {
    const confinement = findConfinement();
    const outside = await listenOutside();
    // What is refused inside is there outside.
    if (outside.isThere) await once(connect(outside), 'connect');
    mkdirSync(path.join(folder, 'empty'));
    const port = await findFreePort();
    const order: Order = {
      folder: unpacked,
      // No program is found: neither a Node nor anything else of this machine.
      env: { PATH: path.join(folder, 'empty'), DEMO: 'on', PORT: String(port), ...confinement.env },
      port,
      outside: { host: outside.host, port: outside.port },
    };
    const [program = '', ...args] = [...confinement.before, process.execPath, INSIDE, JSON.stringify(order)];
    const { stdout, stderr } = await run(program, args, { ...process.env, ...confinement.env });
    outside.close();
    expect(stdout, stderr).not.toBe('');
    const seen = JSON.parse(stdout) as Seen;
    console.log(`${confinement.name}: ready in ${seen.secondsToReady.toFixed(1)} s`);

    expect(seen.outside).toBe('ENETUNREACH');
    if (confinement.before.length > 0) expect(seen.interfaces).toEqual(['lo']);
    const statuses = Object.entries(seen.answers).map(([pathname, { status }]) => `${pathname} ${status}`);
    expect(
      statuses.filter((line) => !line.endsWith(' 200')),
      seen.server.stdout + seen.server.stderr,
    ).toEqual([]);
    expect(statuses.length).toBeGreaterThan(6);
    expect(JSON.parse(seen.answers['/healthz']!.text)).toEqual({ status: 'ok' });
    expect(JSON.parse(seen.answers['/readyz']!.text)).toEqual({ clickhouse: 'ok', postgres: 'ok' });
    expect(JSON.parse(seen.answers['/api/v1/meta']!.text)).toMatchObject({ demo: true, period: '2022-12' });
    expect(seen.answers['/wall']).toMatchObject({ type: expect.stringContaining('text/html') as unknown });

    const { ok, checks } = JSON.parse(seen.doctor.stdout) as { ok: boolean; checks: Check[] };
    expect([seen.doctor.code, ok, checks.filter(({ state }) => state === 'fault')]).toEqual([0, true, []]);
    const found = Object.fromEntries(checks.map(({ name, state }) => [name, state]));
    expect(found).toMatchObject({
      package: 'ok',
      lock: 'ok',
      port: 'ok',
      pages: 'ok',
      fonts: 'ok',
      demo: 'ok',
      audit: 'ok',
    });
    expect([seen.server.code, seen.server.stderr]).toEqual([0, '']);
  });

  /** Another byte in the middle of a file. */
  function flip(file: string): void {
    const place = path.join(unpacked, file);
    const handle = openSync(place, 'r+');
    const middle = Math.floor(statSync(place).size / 2);
    const byte = Buffer.alloc(1);
    readSync(handle, byte, 0, 1, middle);
    writeSync(handle, Buffer.from([byte.readUInt8() ^ 0x20]), 0, 1, middle);
    closeSync(handle);
  }

  const font = (): string => {
    const name = readdirSync(path.join(unpacked, 'web/dist/assets')).find((file) => file.endsWith('.woff2'));
    return `web/dist/assets/${name}`;
  };

  describe('a damaged package', () => {
    /** Everything the doctor prints, on a machine that has `sha256sum`. */
    async function examine(): Promise<{ code: number | null; said: string }> {
      const env = { PATH: '/usr/bin:/bin', PORT: String(await findFreePort()) } as NodeJS.ProcessEnv;
      const { code, stdout, stderr } = await run(path.join(unpacked, 'dangzhi'), ['doctor'], env);
      return { code, said: stdout + stderr };
    }

    it('is whole before it is damaged', async () => {
      const { code, said } = await examine();
      expect([code, said]).toEqual([0, expect.stringContaining('each as it was packed')]);
    });

    it.each<[string, () => string]>([
      ['a page’s font', font],
      ['a library', () => 'node_modules/fastify/fastify.js'],
      ['the words', () => 'README.zh-CN.md'],
      ['ClickHouse', () => 'node_modules/@chdb/lib-linux-x64-gnu/libchdb.so'],
      ['what the server runs', () => 'server/src/runtime/runtime.ts'],
      ['the doctor', () => 'server/src/ops/doctor/machine.ts'],
      ['the command line', () => 'server/src/cli.ts'],
      ['Node', () => 'node/bin/node'],
    ])('is told by its doctor when a byte is another in %s', async (_title, choose) => {
      const file = choose();
      flip(file);
      const { code, said } = await examine();
      flip(file);
      expect([code, said]).toEqual([1, expect.stringContaining(file)]);
    });

    it.each<[string, () => string]>([
      ['a page’s font', font],
      ['a library the server loads', () => 'node_modules/kysely/package.json'],
      ['a migration', () => 'server/src/stores/migrations/postgres/0001_county.sql'],
      ['the doctor itself', () => 'server/src/ops/doctor/check.ts'],
      ['a link', () => 'node_modules/@dangzhi/metrics'],
      ['what the command line stands on', () => 'node_modules/citty/package.json'],
    ])('is told by its doctor when there is no %s', async (_title, choose) => {
      const file = choose();
      const [place, aside] = [path.join(unpacked, file), path.join(folder, 'aside')];
      renameSync(place, aside);
      const { code, said } = await examine();
      renameSync(aside, place);
      expect([code, said]).toEqual([1, expect.stringContaining(file)]);
    });

    it('is whole again', async () => {
      expect((await examine()).code).toBe(0);
    });
  });
});
