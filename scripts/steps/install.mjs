import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { runPnpm, StepError } from './run.mjs';
import { hashFiles, unlessStamped } from './stamp.mjs';
import { packages, root } from './workspace.mjs';

/**
 * @param {() => void} announce called when there is something to install
 * @returns {Promise<boolean>} whether there was
 */
export function install(announce) {
  return unlessStamped('node_modules/.dangzhi-installed', computeState, async () => {
    announce();
    const exitCode = await runPnpm([
      'install',
      '--frozen-lockfile',
      // The build and the tests need development packages, whatever NODE_ENV says.
      '--prod=false',
      // Nobody may be there to answer.
      '--config.confirmModulesPurge=false',
    ]);
    if (exitCode === 0) return;
    throw new StepError(
      'The packages could not be installed; the reason is above. Check that the npm registry is reachable: npm ping',
    );
  });
}

/** The wanted state, the state pnpm left behind, and where: a checkout copied to another machine installs again. */
function computeState() {
  const folders = packages.filter((name) => existsSync(join(root, name, 'node_modules')));
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'node_modules/.pnpm/lock.yaml'];
  return [process.platform, process.arch, folders.join('+'), hashFiles(files)].join(' ');
}
