// `dangzhi serve` on a demo county of its own, which goes when the server ends. The county is a copy of one that a
// first start filled: migrated, loaded, pulled and scored by the very sources that are here. PORT and DATA_DIR are set
// by whoever starts this.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lastFinishedMonth } from '@dangzhi/metrics';
import { openTemplateCache } from './template-cache.ts';

const CLI = path.join(import.meta.dirname, '../src/cli.ts');
const dataDir = process.env['DATA_DIR'] ?? '';
// The demo reaches to the month that is over, so a new month wants another.
const filled = path.join(openTemplateCache(), `first-start-${lastFinishedMonth(new Date())}`);

function serve(env: Readonly<Record<string, string>>, stdout: 'inherit' | 'pipe'): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'serve'], {
    stdio: ['ignore', stdout, 'inherit'],
    // Tests sign in more often than people do, and two of them side by side, as one person, ask for more.
    env: { ...process.env, HOST: '127.0.0.1', SIGN_INS_PER_MINUTE: '0', API_CALLS_PER_MINUTE: '0', ...env },
  });
}

/** Starts once on nothing, and ends it when it waits for calls. */
async function fill(): Promise<void> {
  const under = `${filled}.${process.pid}`;
  const server = serve({ DATA_DIR: under, PORT: '0' }, 'pipe');
  let printed = '';
  server.stdout?.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    const wasReady = printed.includes('Ctrl-C');
    printed += text;
    // Printed last of what it says when it is ready. A second signal, at what it says afterwards, would not let it end.
    if (!wasReady && printed.includes('Ctrl-C')) server.kill('SIGTERM');
  });
  const [code] = (await once(server, 'close')) as [number | null];
  if (code !== 0 || !printed.includes('Ctrl-C')) throw new Error(`the first start ended with ${String(code)}`);
  renameSync(under, filled);
}

// Playwright signals the whole process group, so the server has been told.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
if (!existsSync(filled)) await fill();
mkdirSync(dataDir, { mode: 0o700 });
cpSync(filled, dataDir, { recursive: true, verbatimSymlinks: true });
const [code] = (await once(serve({}, 'inherit'), 'close')) as [number | null];
rmSync(dataDir, { recursive: true, force: true });
process.exitCode = code ?? 1;
