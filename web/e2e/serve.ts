// The real server on stores of its own, which go when it ends. Playwright starts this with PORT and DATA_DIR set.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const dataDir = process.env['DATA_DIR'] ?? '';
mkdirSync(dataDir);
const cli = join(import.meta.dirname, '../../server/src/cli.ts');
const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'serve'], {
  stdio: 'inherit',
  // Tests sign in more often than people do.
  env: { ...process.env, HOST: '127.0.0.1', SIGN_INS_PER_MINUTE: '0' },
});
// Playwright signals the whole process group, so the server has been told.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
server.on('close', (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
