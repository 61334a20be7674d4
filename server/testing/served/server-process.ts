import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const guardian = fileURLToPath(new URL('./guardian.ts', import.meta.url));
const KEPT_OUTPUT_CHARS = 4_000;

export interface TestServer {
  url: string;
  directory: string;
  /** Resolves when the port is free and the directory is gone. */
  stop: () => Promise<void>;
}

export interface GuardianOrder {
  command: readonly [program: string, ...args: string[]];
  /** Where the program works; removed when it has ended. */
  directory: string;
  stopSignal: NodeJS.Signals;
  /** Whom the program runs as, if not as we do. */
  account?: { uid: number; gid: number };
}

export interface ServerProcessOptions extends GuardianOrder {
  /** Stands in error messages. */
  name: string;
  /** Asked again and again until it resolves; a rejection means "not yet". */
  isReady: () => Promise<unknown>;
  readyWithinMs?: number;
}

/**
 * Starts a server under a guardian, so that it ends with this process however this process ends.
 * @returns its `stop`
 * @throws Error with the server's last output when it ends or stays silent before it is ready
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<() => Promise<void>> {
  const { name, isReady, readyWithinMs = 60_000, ...order } = options;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', guardian, JSON.stringify(order)]);

  let output = '';
  const keep = (chunk: string): void => {
    output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);

  let hasEnded = false;
  const end = once(child, 'close').then(() => {
    hasEnded = true;
  });
  const stop = async (): Promise<void> => {
    child.stdin.destroy();
    await end;
  };

  const deadline = Date.now() + readyWithinMs;
  let lastRefusal: unknown;
  while (!hasEnded && Date.now() < deadline) {
    try {
      await isReady();
      return stop;
    } catch (error) {
      lastRefusal = error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const what = hasEnded ? 'ended before it was ready' : `was not ready within ${String(readyWithinMs / 1000)} s`;
  await stop();
  throw new Error(`${name} ${what}; its last output:\n${output.trim() || '(none)'}`, { cause: lastRefusal });
}

/** A port nothing listens on. Somebody else may take it before it is used; the kernel makes that improbable. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP socket has no port');
  return address.port;
}
