import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LONGEST_STOP_MS } from '../../server/src/commands/longest-stop.ts';
import { findPostgres } from '../../server/testing/served/find-postgres.ts';
import { DEPLOY, readCompose, secondsOf, type ComposeService } from './compose.fixture.ts';
import { findUnread } from './known-variables.fixture.ts';
import { readUnit } from './unit.fixture.ts';

// What can be said of the files of deploy/ by reading them; `start.test.ts` starts what they set.
const ROOT = path.resolve(DEPLOY, '..');
const PASSWORDS = { POSTGRES_PASSWORD: 'aaa', CLICKHOUSE_PASSWORD: 'bbb' };
const READMES = ['README.md', 'README.zh-CN.md'].map((file) => readFileSync(path.join(ROOT, file), 'utf8'));

describe('deploy/compose.yaml', () => {
  const compose = readCompose(PASSWORDS);
  const { postgres, clickhouse, ...apis } = compose.services as Readonly<
    Record<'postgres' | 'clickhouse' | 'dangzhi-1' | 'dangzhi-2', ComposeService>
  >;
  const [one, two] = [apis['dangzhi-1'], apis['dangzhi-2']];

  it.each(Object.keys(PASSWORDS))('starts nothing without %s', (name) => {
    expect(() => readCompose({ ...PASSWORDS, [name]: '' })).toThrow(name);
  });

  it('holds no password of its own', () => {
    const text = readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8');
    const secrets = text.split('\n').filter((line) => /^ *\w*(PASSWORD|_URL): /.test(line));
    expect(secrets.map((line) => line.trim().split(':')[0])).toEqual([
      ...['DATABASE_URL', 'CLICKHOUSE_URL', 'POSTGRES_PASSWORD', 'CLICKHOUSE_PASSWORD'],
    ]);
    expect(secrets.filter((line) => !/\$\{\w+_PASSWORD:\?/.test(line))).toEqual([]);
  });

  it('runs two processes on one pair of stores, alike but for their own folder and port', () => {
    expect(Object.keys(apis)).toEqual(['dangzhi-1', 'dangzhi-2']);
    expect(two.environment).toEqual(one.environment);
    const alike = (service: ComposeService) => ({ ...service, ports: [], volumes: [], depends_on: {} });
    expect(alike(two)).toEqual(alike(one));
    expect(new Set([...(one.ports ?? []), ...(two.ports ?? [])]).size).toBe(2);
    const volumeOf = (name: string, { volumes, environment }: ComposeService) =>
      volumes.find((volume) => volume.endsWith(`:${environment[name] ?? ''}`));
    expect(volumeOf('DATA_DIR', one)).toBeDefined();
    expect(volumeOf('DATA_DIR', one)).not.toBe(volumeOf('DATA_DIR', two));
    expect(volumeOf('EVIDENCE_FOLDER', one)).toBeDefined();
    expect(volumeOf('EVIDENCE_FOLDER', one)).toBe(volumeOf('EVIDENCE_FOLDER', two));
  });

  it('sets nothing that the program does not know, and nothing that the README does not name', () => {
    expect(findUnread(one.environment)).toEqual([]);
    expect(one.environment['DEMO']).toBe('off');
    for (const readme of READMES)
      expect(Object.keys(one.environment).filter((name) => name !== 'TZ' && !readme.includes(`\`${name}\``))).toEqual(
        [],
      );
  });

  it('leads to the stores by the names, ports, databases and users they have', () => {
    const partsOf = (address: string | undefined): string[] => {
      const { hostname, port, username, password, pathname } = new URL(address ?? '');
      return [hostname, port, username, password, pathname];
    };
    expect(partsOf(one.environment['DATABASE_URL'])).toEqual([
      'postgres',
      portOf(postgres),
      postgres.environment['POSTGRES_USER'],
      postgres.environment['POSTGRES_PASSWORD'],
      `/${postgres.environment['POSTGRES_DB'] ?? ''}`,
    ]);
    expect(partsOf(one.environment['CLICKHOUSE_URL'])).toEqual([
      'clickhouse',
      portOf(clickhouse),
      clickhouse.environment['CLICKHOUSE_USER'],
      clickhouse.environment['CLICKHOUSE_PASSWORD'],
      `/${clickhouse.environment['CLICKHOUSE_DB'] ?? ''}`,
    ]);
  });

  /** Where its health check asks. */
  const portOf = ({ healthcheck }: ComposeService): string | undefined =>
    /(?:--port=|127\.0\.0\.1:)(\d+)/.exec(healthcheck.test.join(' '))?.[1];

  it('lets this machine alone reach the processes, and nobody else the stores', () => {
    for (const { ports, environment, healthcheck } of [one, two]) {
      expect(ports).toHaveLength(1);
      expect(ports?.[0]).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+:${environment['PORT'] ?? ''}$`));
      expect(healthcheck.test.join(' ')).toContain(`http://127.0.0.1:${environment['PORT'] ?? ''}/healthz`);
    }
    for (const store of [postgres, clickhouse]) {
      expect(store.ports).toBeUndefined();
      expect(store.networks.map((name) => compose.networks[name])).toEqual([{ internal: true }]);
    }
  });

  it('keeps what is stored in volumes with names, and starts again what ended', () => {
    for (const { volumes, restart } of Object.values(compose.services)) {
      expect(restart).toBe('unless-stopped');
      const sources = volumes.map((volume) => volume.split(':')[0] ?? '');
      for (const source of sources)
        expect(source.startsWith('./') ? existsSync(path.join(DEPLOY, source)) : source in compose.volumes).toBe(true);
    }
  });

  it('waits for stores that answer, and lets one process make and migrate them', () => {
    expect(one.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      clickhouse: { condition: 'service_healthy' },
    });
    expect(two.depends_on).toEqual({ 'dangzhi-1': { condition: 'service_healthy' } });
  });

  it('gives a process longer to end than it takes at most', () => {
    expect(one.stop_signal).toBe('SIGTERM');
    expect(secondsOf(one.stop_grace_period) * 1000).toBeGreaterThan(LONGEST_STOP_MS);
    // Docker's own ten seconds are short for a store that writes what it holds.
    for (const { stop_grace_period: span } of [postgres, clickhouse])
      expect(secondsOf(span)).toBeGreaterThanOrEqual(secondsOf(one.stop_grace_period));
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])('has PostgreSQL wait for the disk: %s', (name) => {
    expect(postgres.command?.filter((word) => word.startsWith(`${name}=`))).toEqual([`${name}=on`]);
  });

  it('has room in PostgreSQL for the pools of both', () => {
    const [, most] = /max_connections=(\d+)/.exec(postgres.command?.join(' ') ?? '') ?? [];
    expect(Number(most)).toBeGreaterThanOrEqual(2 * 20);
  });

  it('names the versions that the tests run on, as the README does', () => {
    const [, major = ''] = /^postgres:(\d+)-/.exec(postgres.image) ?? [];
    const [, version = ''] = /^clickhouse\/clickhouse-server:(\d+\.\d+)$/.exec(clickhouse.image) ?? [];
    const named = [`PostgreSQL ${major}`, `ClickHouse ${version}`];
    expect(READMES.map((readme) => named.filter((name) => !readme.includes(name)))).toEqual([[], []]);
    const folder = findPostgres();
    if (folder === undefined) return told('No PostgreSQL is installed: the version of its image was not compared.');
    const { stdout } = spawnSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    const [, installed] = /(\d+)/.exec(stdout) ?? [];
    if (installed !== major)
      told(`PostgreSQL ${String(installed)} is installed here and not ${major}, as in its image.`);
  });

  it('runs the package as this version, and not as root', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(one.image).toBe(`dangzhi:${version}`);
    expect(one.build).toEqual({ context: '..', dockerfile: 'deploy/Dockerfile' });
    const lines = readFileSync(path.join(DEPLOY, 'Dockerfile'), 'utf8').split('\n');
    const said = (word: string) =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    expect(said('USER')).toEqual(['dangzhi']);
    expect(said('EXPOSE')).toEqual([one.environment['PORT']]);
    expect(said('STOPSIGNAL')).toEqual([one.stop_signal]);
    expect(said('ENV')).toEqual([`DATA_DIR=${one.environment['DATA_DIR'] ?? ''}`]);
    expect(said('COPY')).toEqual(['. /opt/dangzhi']);
    expect(said('ENTRYPOINT')).toEqual(['["/opt/dangzhi/dangzhi"]']);
    for (const volume of one.volumes) expect(lines.join('\n')).toContain(volume.split(':')[1]);
  });
});

describe('docs/operations.md', () => {
  it('adds to the compose file what the program knows, in a place that is kept', () => {
    const document = readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8');
    const [, block = ''] = /^```yaml\n(services:\n[^]*?)^```$/m.exec(document) ?? [];
    const { services } = parse(block) as { services: Readonly<Record<string, Partial<ComposeService>>> };
    const compose = readCompose(PASSWORDS);
    for (const [name, { environment = {}, volumes = [] }] of Object.entries(services)) {
      expect(findUnread({ ...compose.services[name]?.environment, ...environment })).toEqual([]);
      expect(volumes.map((volume) => volume.split(':')[1])).toEqual([environment['BACKUP_FOLDER']]);
    }
  });
});

describe('deploy/clickhouse', () => {
  it('takes away logs of the engine, and nothing else', () => {
    const settings = parse(readFileSync(path.join(DEPLOY, 'clickhouse/server.yaml'), 'utf8')) as Record<
      string,
      unknown
    >;
    const removed = Object.entries(settings).filter(([, value]) => typeof value === 'object');
    expect(removed.filter(([name, value]) => !name.endsWith('_log') || !isRemoval(value))).toEqual([]);
  });

  const isRemoval = (value: unknown): boolean => JSON.stringify(value) === '{"@remove":"remove"}';
});

describe.each([
  ['dangzhi.service', ''],
  ['dangzhi@.service', '3001'],
])('deploy/%s', (file, instance) => {
  const unit = readUnit(file, instance);

  it('sets nothing that the program does not know', () => {
    expect(findUnread(unit.environment)).toEqual([]);
    expect(unit.environment['DEMO']).toBe('off');
    if (instance !== '') expect(unit.environment['PORT']).toBe(instance);
  });

  it('keeps everything in a folder that is its own user’s alone', () => {
    const kept = [unit.environment['DATA_DIR'], unit.environment['EVIDENCE_FOLDER']].flatMap((place) => place ?? []);
    expect(unit.one('StateDirectory')?.split(' ')).toEqual(kept.map((place) => place.replace('/var/lib/', '')));
    expect([unit.one('StateDirectoryMode'), unit.one('UMask')]).toEqual(['0700', '0077']);
    expect([unit.one('User'), unit.one('Group')]).toEqual(['dangzhi', 'dangzhi']);
  });

  it('starts the program itself, and again when it failed', () => {
    expect([unit.one('Type'), unit.one('ExecStart'), unit.one('Restart')]).toEqual([
      ...['exec', '/opt/dangzhi/dangzhi serve', 'on-failure'],
    ]);
  });

  it('gives it longer to end than it takes at most', () => {
    expect(unit.one('KillSignal')).toBe('SIGTERM');
    expect(Number(unit.one('TimeoutStopSec')) * 1000).toBeGreaterThan(LONGEST_STOP_MS);
  });

  it('lets Node compile while it runs', () => {
    expect(unit.one('MemoryDenyWriteExecute')).toBeUndefined();
  });

  it('is understood by systemd in every line', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-unit-'));
    try {
      const place = path.join(folder, file.replace('@', `@${instance}`));
      // Where it is to be installed there is nothing here, which would be the only complaint.
      writeFileSync(place, unit.text.replace('/opt/dangzhi/dangzhi', process.execPath));
      const { error, status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', place], {
        encoding: 'utf8',
      });
      if (error !== undefined) return told('systemd-analyze is not here: no unit was verified.');
      expect([status, stdout + stderr]).toEqual([0, '']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('deploy/dangzhi@.service', () => {
  it('differs from dangzhi.service only in what each process has of its own', () => {
    const linesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const [single, many] = ['dangzhi.service', 'dangzhi@.service'].map((file) => linesOf(readUnit(file, '%i').text));
    expect((many ?? []).filter((line) => !single?.includes(line))).toEqual([
      'Description=档治 Dangzhi, archive-work index, port %i',
      'Environment=DATA_DIR=/var/lib/dangzhi/%i',
      'Environment=PORT=%i',
      'Environment=EVIDENCE_FOLDER=/var/lib/dangzhi/evidence',
      // The addresses of the stores: without them two would each have stores of their own.
      'EnvironmentFile=/etc/dangzhi/dangzhi.env',
      'StateDirectory=dangzhi/%i dangzhi/evidence',
    ]);
    expect(many).toHaveLength((single?.length ?? 0) + 2);
  });
});

const told = (words: string): void => void process.stderr.write(`\n  ! ${words}\n\n`);
