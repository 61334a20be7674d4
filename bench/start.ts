import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { rounded, type Figure } from './figure.ts';

/** Seconds of a warm start, over those in which Node and both engines come up on the same data. */
export async function benchWarmStart(readyAfterMs: number, dataDir: string): Promise<Figure> {
  const began = performance.now();
  const bare = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'bare-stores.ts'), dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(bare.stdout, 'data');
  const bareMs = performance.now() - began;
  await once(bare, 'exit');
  return {
    name: 'start.warm-s',
    value: rounded(readyAfterMs / 1000),
    unit: 's',
    against: rounded(bareMs / 1000),
    ratio: rounded(readyAfterMs / bareMs),
  };
}
