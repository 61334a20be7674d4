import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findFreePort, startServerProcess, type TestServer } from './server-process.ts';

const clickhouseProcess = fileURLToPath(new URL('./clickhouse-process.ts', import.meta.url));

/** A real ClickHouse over HTTP on loopback, empty, without a password. For tests and development only. */
export async function startClickHouse(): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'dangzhi-clickhouse-'));
  const port = String(await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const server = await startServerProcess({
    name: 'ClickHouse',
    command: [process.execPath, '--disable-warning=ExperimentalWarning', clickhouseProcess, directory, port],
    directory,
    // The engine's call never returns to JavaScript, so no gentler signal would be heard.
    stopSignal: 'SIGKILL',
    isReady: async () => {
      const answer = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(2_000) });
      if (!answer.ok) throw new Error(`ping answered ${String(answer.status)}`);
    },
  });
  return { url, directory, ...server };
}
