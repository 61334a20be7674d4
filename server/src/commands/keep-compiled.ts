import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { readSettings } from '../runtime/settings.ts';
import { findOpenness, makeDataDir } from '../stores/data-dir.ts';

/**
 * Keeps the sources as the engine has compiled them, from one start to the next: half of what reading them costs. They
 * lie with the data, where nobody else can put others in their place; processes begun by this one use them too. What is
 * wrong with the settings or the place is left for the command to say.
 */
export function keepCompiled(env: NodeJS.ProcessEnv): void {
  if (env.NODE_COMPILE_CACHE !== undefined) return;
  try {
    const { dataDir } = readSettings(env);
    makeDataDir(dataDir);
    if (findOpenness(dataDir) !== null) return;
    env.NODE_COMPILE_CACHE = path.join(dataDir, 'compiled');
    enableCompileCache(env.NODE_COMPILE_CACHE);
  } catch {
    // Said where the same is needed to go on.
  }
}
