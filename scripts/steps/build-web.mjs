import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { findNode24 } from './node24.mjs';
import { run, runPnpm, StepError } from './run.mjs';
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
    const flags = ['--disable-warning=ExperimentalWarning'];
    // Where a binary is another than the package's, its notices may lack; only what is packed needs them.
    const noticed = await run(findNode24().program, [...flags, join(root, 'scripts/notices/index.ts')]);
    if (noticed !== 0) console.warn('Without notices: the page about the product lists no licences.');
  });
}

// Of seed the names are read, whose characters the pages' own faces have.
function computeState() {
  const folders = ['metrics', 'seed', 'web', 'scripts/notices', 'server/src/ops/about'];
  return hashFiles(['pnpm-lock.yaml', 'notices/sbom.cdx.json', ...folders.flatMap(listSources)]);
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
