import { join } from 'node:path';

import { buildWeb } from './build-web.mjs';
import { install } from './install.mjs';
import { findNode24 } from './node24.mjs';
import { run, StepError } from './run.mjs';
import { root } from './workspace.mjs';

const say = (/** @type {number} */ step, /** @type {string} */ text) => console.log(`[${step}/3] ${text}`);

async function makePackage() {
  const installed = await install(() => say(1, 'Packages: installing, half a minute to a few minutes …'));
  say(1, installed ? 'Packages: installed' : 'Packages: installed already');

  const built = await buildWeb(() => say(2, 'Web pages: building, a few seconds …'));
  say(2, built ? 'Web pages: built' : 'Web pages: built already');

  say(3, 'Archive: half a minute …');
  const flags = ['--disable-warning=ExperimentalWarning'];
  return run(findNode24().program, [...flags, join(root, 'scripts/package/index.ts'), ...process.argv.slice(2)]);
}

try {
  process.exitCode = await makePackage();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
