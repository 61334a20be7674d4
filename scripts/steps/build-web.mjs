import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { runPnpm, StepError } from './run.mjs';
import { hashFiles, unlessStamped } from './stamp.mjs';
import { root } from './workspace.mjs';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'e2e', 'screenshots', 'test-results']);

/**
 * @param {() => void} announce called when the pages have to be built
 * @returns {Promise<boolean>} whether they had to
 */
export function buildWeb(announce) {
  return unlessStamped('web/dist/.built', computeState, async () => {
    announce();
    // Whatever the shell says: with Vue's warnings in it a wall loads a fifth more.
    const env = { NODE_ENV: 'production' };
    const exitCode = await runPnpm(['--filter', '@dangzhi/web', 'run', 'build', '--logLevel=warn'], env);
    if (exitCode !== 0) throw new StepError('The web pages could not be built; the reason is above.');
  });
}

function computeState() {
  return hashFiles(['pnpm-lock.yaml', ...listSources('metrics'), ...listSources('web')]);
}

/**
 * @param {string} folder relative to the root
 * @returns {string[]}
 */
function listSources(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name) && !name.endsWith('.test.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listSources(path) : [path];
  });
}
