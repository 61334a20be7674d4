import { buildWeb } from './build-web.mjs';
import { install } from './install.mjs';
import { findNode24 } from './node24.mjs';
import { run, StepError } from './run.mjs';

const say = (/** @type {number} */ step, /** @type {string} */ text) => console.log(`[${step}/4] ${text}`);

async function start() {
  say(1, `Machine: ${process.platform} ${process.arch}, its Node is new enough`);

  const installed = await install(() => say(2, 'Packages: installing, half a minute to a few minutes …'));
  say(2, installed ? 'Packages: installed' : 'Packages: installed already');

  const built = await buildWeb(() => say(3, 'Web pages: building, a few seconds …'));
  say(3, built ? 'Web pages: built' : 'Web pages: built already');

  const node = findNode24();
  say(4, `Server: on Node ${node.version.slice(1)}`);
  // Node 24 runs TypeScript as it is; it only still says that this is experimental.
  const flags = ['--disable-warning=ExperimentalWarning'];
  return run(node.program, [...flags, 'server/src/cli.ts', 'serve', ...process.argv.slice(2)]);
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
