import { existsSync } from 'node:fs';
import path from 'node:path';
import { few, fault, ok, warning, type Check } from './check.ts';
import { compareWithSums, SUMS_FILE } from './package-sums.ts';

/** Where the program lies: a package's root, or a checkout's. */
export const PROGRAM_ROOT = path.resolve(import.meta.dirname, '../../../..');

/** Whether the program runs from its source tree, where pages are built and nothing is sealed. */
export const isCheckout = (root: string): boolean => existsSync(path.join(root, 'pnpm-workspace.yaml'));

const UNPACK_AGAIN = 'Copy the archive again, check it against its .sha256, and unpack it into an empty folder.';

/** Whether every file is there as it was packed. Loads nothing but Node, so that a damaged package can still say so. */
export function checkPackage(root: string): Check {
  if (isCheckout(root)) return ok('package', 'a source tree, not a package');
  const difference = compareWithSums(root);
  if (difference === null) return fault('package', `no readable ${SUMS_FILE} in ${root}`, UNPACK_AGAIN);
  const { files, missing, changed, foreign } = difference;
  const parts = [
    ...(missing.length > 0 ? [`missing: ${few(missing)}`] : []),
    ...(changed.length > 0 ? [`changed: ${few(changed)}`] : []),
  ];
  if (parts.length > 0) return fault('package', parts.join('; '), UNPACK_AGAIN);
  if (foreign.length > 0)
    return warning(
      'package',
      `${files} files as packed, and others among them: ${few(foreign)}`,
      'Two versions may lie in one folder: unpack into an empty one and keep DATA_DIR.',
    );
  return ok('package', `${files} files, each as it was packed`);
}
