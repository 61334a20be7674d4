import { join } from 'node:path';

import { ask, run, runPnpm, StepError } from './run.mjs';
import { machineEnvironment, root } from './workspace.mjs';

/**
 * The path of a Chromium for the browser tests, installed if need be.
 * @param {string} node Node 24
 */
export async function ensureChromium(node) {
  const find = () => ask(node, [join(root, 'web', 'e2e', 'find-chromium.ts')]);
  const hasInstalled = async () =>
    (await aptInstall(['chromium-headless-shell', 'fonts-noto-cjk'])) ||
    (await aptInstall(['chromium', 'fonts-noto-cjk']));
  if (find() === undefined && !(await hasInstalled())) {
    await runPnpm(['--filter', '@dangzhi/web', 'exec', 'playwright', 'install', 'chromium']);
  }
  const found = find();
  if (found !== undefined) return found;
  throw new StepError(
    'The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium fonts-noto-cjk; elsewhere ' +
      'install it, and name it in CHROMIUM_PATH if it is not called chromium.',
  );
}

/**
 * The directory of PostgreSQL's server programs, installed if need be.
 * @param {string} node Node 24
 */
export async function ensurePostgres(node) {
  const find = () => ask(node, [join(root, 'server', 'testing', 'served', 'find-postgres.ts')]);
  if (find() === undefined) await aptInstall(['postgresql']);
  const found = find();
  if (found !== undefined) return found;
  throw new StepError(
    'The tests on served stores need a PostgreSQL server. On Debian or Ubuntu: sudo apt-get install postgresql; ' +
      'elsewhere install it so that "postgres" and "initdb" are on the PATH.',
  );
}

/**
 * @param {string[]} names
 * @returns {Promise<boolean>} whether they are installed now
 */
async function aptInstall(names) {
  if (process.getuid?.() !== 0 || ask('apt-get', ['--version']) === undefined) return false;
  const env = { ...machineEnvironment, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], env);
  return (await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], env)) === 0;
}
