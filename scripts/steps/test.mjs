import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildWeb } from './build-web.mjs';
import { readPlaywrightCounts, readVitestCounts } from './counts.mjs';
import { install } from './install.mjs';
import { findNode24 } from './node24.mjs';
import { ensureChromium, ensurePostgres } from './programs.mjs';
import { runPnpm, StepError } from './run.mjs';
import { root } from './workspace.mjs';

const reports = mkdtempSync(join(tmpdir(), 'dangzhi-reports-'));
const total = { passed: 0, failed: 0 };
/** Hundreds of processes read the same sources: what Node makes of them is kept, under a hash of each. */
const kept = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node') };
let chromium = '';

/** @type {[title: string, work: () => Promise<unknown>][]} */
const steps = [
  ['packages', () => install(() => undefined)],
  ['Chromium', async () => console.log((chromium = await ensureChromium(findNode24().program)))],
  ['PostgreSQL', async () => console.log(await ensurePostgres(findNode24().program))],
  // Side by side: linting takes as long as the others together, on one core.
  [
    'lint, format, types, unused code and import cycles',
    () => Promise.all([checks('lint'), checks('format:check', 'typecheck', 'deadcode')]),
  ],
  ['unit tests, and integration on embedded stores', () => vitest('unit')],
  ['integration on served stores', () => vitest('unit:served')],
  ['web pages', () => buildWeb(() => undefined)],
  ['browser tests', () => playwright('browser')],
];
if (process.argv.includes('--long')) steps.push(['long tests', () => vitest('unit:long')]);

/** @param {string} script of the root package.json, as in the next two */
async function check(script) {
  if ((await runPnpm(['run', script], kept)) !== 0) throw new StepError(`"${script}" failed; the reason is above.`);
}

/** @param {string[]} scripts one after the other */
async function checks(...scripts) {
  for (const script of scripts) await check(script);
}

/** @param {string} script */
async function vitest(script) {
  const report = join(reports, `${script.replace(':', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await runPnpm(['run', script, ...reporters], kept);
  add(existsSync(report) ? readVitestCounts(report) : undefined, exitCode);
}

/** @param {string} script */
async function playwright(script) {
  const report = join(reports, `${script}.json`);
  const exitCode = await runPnpm(['run', script], {
    ...kept,
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  add(existsSync(report) ? readPlaywrightCounts(report) : undefined, exitCode);
}

/**
 * @param {import('./counts.mjs').Counts | undefined} counts undefined when the run died before it could report
 * @param {number} exitCode of the run
 */
function add(counts = { passed: 0, failed: 0 }, exitCode) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  if (exitCode !== 0 || counts.failed > 0) throw new StepError('Tests failed; the reason is above.');
  if (counts.passed === 0) throw new StepError('No test was run.');
}

const startedAt = Date.now();
try {
  for (const [index, [title, work]] of steps.entries()) {
    console.log(`\n== [${index + 1}/${steps.length}] ${title}`);
    await work();
  }
} catch (error) {
  console.error(error instanceof StepError ? error.message : error);
  // A failed check, or a run that died, is no test; it still must not read "0 failed".
  total.failed ||= 1;
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${Math.round((Date.now() - startedAt) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
