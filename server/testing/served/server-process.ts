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
  /** Ends the process as its administrator does, and keeps its files; resolves when it has ended. */
  halt: () => Promise<void>;
  /** Starts what was halted, on the same files and the same port; resolves when it is ready. */
  resume: () => Promise<void>;
}

export type ServerProcess = Pick<TestServer, 'stop' | 'halt' | 'resume'>;

/** What a guardian is told; it answers with `halted` or `resumed` when it is done. */
export type GuardianWish = 'halt' | 'resume';

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
 *
 * @throws Error with the server's last output when it ends or stays silent before it is ready
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { name, isReady, readyWithinMs = 60_000, ...order } = options;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', guardian, JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });

  let output = '';
  const keep = (chunk: string): void => {
    output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
  };
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);

  let hasEnded = false;
  const end = once(child, 'close').then(() => {
    hasEnded = true;
  });
  const stop = async (): Promise<void> => {
    child.stdin?.destroy();
    await end;
  };
  const wish = async (wanted: GuardianWish): Promise<void> => {
    const done = once(child, 'message');
    child.send(wanted);
    await done;
  };

  const untilReady = async (): Promise<void> => {
    const deadline = Date.now() + readyWithinMs;
    let lastRefusal: unknown;
    while (!hasEnded && Date.now() < deadline) {
      try {
        await isReady();
        return;
      } catch (error) {
        lastRefusal = error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    const what = hasEnded ? 'ended before it was ready' : `was not ready within ${String(readyWithinMs / 1000)} s`;
    await stop();
    throw new Error(`${name} ${what}; its last output:\n${output.trim() || '(none)'}`, { cause: lastRefusal });
  };
  await untilReady();
  return {
    stop,
    halt: () => wish('halt'),
    resume: async () => {
      await wish('resume');
      await untilReady();
    },
  };
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
