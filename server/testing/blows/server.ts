import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCli } from '../cli.ts';
import { findFreePort } from '../served/server-process.ts';
import { ask } from './mixed-load.ts';

/** Where a server keeps everything: its directory, and the two servers beside it where it has such. */
export interface Keeps {
  readonly dataDir: string;
  readonly clickhouseUrl?: string;
  readonly databaseUrl?: string;
}

/** `dangzhi serve` as a process of its own, without a demo: what it holds is what the load reported. */
export interface BlownServer {
  readonly origin: string;
  /** The operator's. */
  readonly token: string;
  /** What it printed so far. */
  printed(): string;
  /** Resolves when everything that was stored is scored. */
  untilScored(): Promise<void>;
  /** Ends it as a person does. */
  stop(): Promise<void>;
  /** Ends it as a power cut or `kill -9` does. */
  kill(): Promise<void>;
}

/**
 * @param options `logFile` is where it prints instead of telling us
 * @throws Error with what it printed when it ends before it serves
 */
export async function startBlownServer(
  { dataDir, clickhouseUrl, databaseUrl }: Keeps,
  env: Readonly<Record<string, string>> = {},
  { logFile }: { readonly logFile?: string } = {},
): Promise<BlownServer> {
  const port = String(await findFreePort());
  const server = startCli(
    ['serve'],
    {
      DATA_DIR: dataDir,
      DEMO: 'off',
      PORT: port,
      LOG_LEVEL: 'error',
      API_CALLS_PER_MINUTE: '0',
      ...(clickhouseUrl && { CLICKHOUSE_URL: clickhouseUrl }),
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      ...env,
    },
    logFile,
  );
  const [, origin = ''] = await server.until(/(http:\/\/\S+)\/wall/);
  await server.until(/Ctrl-C/);
  const token = readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim();
  return {
    origin,
    token,
    printed: () => server.printed(),
    untilScored: async () => {
      for (;;) {
        const { underWay, batches } = await ask<{ underWay: boolean; batches: number }>(
          { origin, token },
          'GET',
          '/scoring',
        );
        if (!underWay && batches === 0) return;
        await sleep(100);
      }
    },
    stop: async () => {
      server.child.kill('SIGTERM');
      const { code, stderr } = await server.ended;
      if (code !== 0) throw new Error(`the server ended with ${String(code)}: ${stderr}`);
    },
    kill: async () => {
      server.child.kill('SIGKILL');
      await server.ended;
    },
  };
}
