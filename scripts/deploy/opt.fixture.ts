import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Lays out what stands in /opt/dangzhi as far as a start needs it: the command of the package, Node beside it, and the
 * sources of this checkout.
 *
 * @returns the command
 */
export function layOutProgram(folder: string): string {
  mkdirSync(path.join(folder, 'node/bin'), { recursive: true });
  symlinkSync(process.execPath, path.join(folder, 'node/bin/node'));
  for (const name of ['server', 'seed', 'metrics', 'web', 'node_modules', 'package.json'])
    symlinkSync(path.join(ROOT, name), path.join(folder, name));
  const command = path.join(folder, 'dangzhi');
  copyFileSync(path.join(ROOT, 'scripts/package/front/dangzhi'), command);
  chmodSync(command, 0o755);
  return command;
}
