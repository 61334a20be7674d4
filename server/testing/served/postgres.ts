import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';

import { findPostgres } from './find-postgres.ts';
import { findFreePort, startServerProcess, type ServerProcessOptions, type TestServer } from './server-process.ts';

const run = promisify(execFile);

type Account = NonNullable<ServerProcessOptions['account']>;

/** A real PostgreSQL on loopback, empty, trusting everybody. For tests and development only. */
export async function startPostgres(): Promise<TestServer> {
  const programs = findPostgres();
  if (programs === undefined)
    throw new Error('no PostgreSQL server is installed; on Debian: apt-get install postgresql');
  const account = await findUnprivilegedAccount();
  const directory = await createCluster(join(programs, 'initdb'), account);
  const port = String(await findFreePort());
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const stop = await startServerProcess({
    name: 'PostgreSQL',
    command: [
      join(programs, 'postgres'),
      ...['-D', directory, '-h', '127.0.0.1', '-p', port],
      // Nothing here has to survive a crash.
      ...settings({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
      // No socket outside the directory; room for a pool per test file.
      ...settings({ unix_socket_directories: directory, max_connections: '200' }),
    ],
    directory,
    // "Fast shutdown": ends open sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    isReady: () => selectOne(url),
    ...(account && { account }),
  });
  return { url, directory, stop };
}

async function createCluster(initdb: string, account: Account | undefined): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dangzhi-postgres-'));
  try {
    if (account) await chown(directory, account.uid, account.gid);
    const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(initdb, ['-D', directory, ...options], { ...account, cwd: directory });
    return directory;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

function settings(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

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
