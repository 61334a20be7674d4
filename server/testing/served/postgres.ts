import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';

import { findPostgres } from './find-postgres.ts';
import { findFreePort, startServerProcess, type ServerProcessOptions, type TestServer } from './server-process.ts';

const run = promisify(execFile);

type Account = NonNullable<ServerProcessOptions['account']>;

/** How one is made that is to be as in production; without it nothing it holds survives a crash, and it trusts everybody. */
export interface PostgresOptions {
  /** Of its one role, which owns the database of the same name, and has a password. */
  readonly role: { readonly name: string; readonly password: string };
  /** For `initdb`. */
  readonly cluster: readonly string[];
  /** For `postgres`, as `-c name=value`. */
  readonly settings: readonly string[];
}

/** A real PostgreSQL on loopback, empty. For tests and development only. */
export async function startPostgres(options?: PostgresOptions): Promise<TestServer> {
  const programs = findPostgres();
  if (programs === undefined)
    throw new Error('no PostgreSQL server is installed; on Debian: apt-get install postgresql');
  const account = await findUnprivilegedAccount();
  const directory = await createCluster(join(programs, 'initdb'), account, options);
  const port = String(await findFreePort());
  const { name, password } = options?.role ?? { name: 'postgres', password: '' };
  const url = `postgresql://${name}${password && `:${password}`}@127.0.0.1:${port}/postgres`;
  const server = await startServerProcess({
    name: 'PostgreSQL',
    command: [
      join(programs, 'postgres'),
      ...['-D', directory, '-h', '127.0.0.1', '-p', port],
      // No socket outside the directory.
      ...settings({ unix_socket_directories: directory }),
      ...(options?.settings ?? CARELESS),
    ],
    directory,
    // "Fast shutdown": ends open sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    isReady: () => selectOne(url),
    ...(account && { account }),
  });
  if (options !== undefined) await createDatabase(url, name);
  return { url: options === undefined ? url : atDatabase(url, name), directory, ...server };
}

/** Nothing here has to survive a crash; room for a pool per test file. */
const CARELESS = settings({
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
});

async function createCluster(
  initdb: string,
  account: Account | undefined,
  options: PostgresOptions | undefined,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dangzhi-postgres-'));
  const passwordFile = `${directory}.password`;
  try {
    if (account) await chown(directory, account.uid, account.gid);
    const cluster = ['-D', directory, '--no-sync'];
    if (options === undefined) cluster.push('-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C');
    else {
      const { name, password } = options.role;
      await writeFile(passwordFile, password, { mode: 0o600 });
      if (account) await chown(passwordFile, account.uid, account.gid);
      cluster.push('-U', name, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...options.cluster);
    }
    await run(initdb, cluster, { ...account, cwd: directory });
    return directory;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function settings(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  await client.end();
}

const atDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

async function selectOne(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** PostgreSQL refuses to run as root. Its own account if the package made one, else the account of nobody. */
async function findUnprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL does not run as root, and neither "postgres" nor "nobody" is an account here');
}
