import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { benchAck } from './ack.ts';
import type { Figure } from './figure.ts';
import { benchBackup } from './backup.ts';
import { catchingUpFigure, forgetLastMonths, pageTimes } from './catching-up.ts';
import { benchCommits } from './commits.ts';
import { benchDoubt } from './doubt.ts';
import { benchGrowth } from './growth.ts';
import { benchWholeCounty } from './county.ts';
import { benchIdleMemory } from './memory.ts';
import { benchCounty, benchLargeIndex } from './kernel.ts';
import { benchKept } from './kept.ts';
import { benchPassword, benchRights } from './people.ts';
import { benchPull } from './pull.ts';
import { startService } from './service.ts';
import { benchWarmStart } from './start.ts';
import { benchUnderLoad } from './under-load.ts';
import { benchWallBytes } from './wall-bytes.ts';
import { benchGoalSeek, benchWhatIf } from './what-if.ts';

const isJson = process.argv.includes('--json');

function print({ name, value, unit, against, ratio }: Figure): void {
  const figure = {
    name,
    value,
    unit,
    ...(against !== undefined && { against }),
    ...(ratio !== undefined && { ratio }),
  };
  const text = `${name.padEnd(28)} ${String(value).padStart(10)} ${unit}${against === undefined ? '' : `  against ${against}, ratio ${ratio}`}`;
  process.stdout.write(`${isJson ? JSON.stringify(figure) : text}\n`);
}

/** What needs no service: the engine alone. `--kernel` prints these and nothing else. */
const kernelFigures = (): Figure[] => [
  benchCounty(),
  ...benchLargeIndex(),
  ...benchDoubt(),
  benchWhatIf(),
  benchGoalSeek(),
];

if (process.argv.includes('--kernel')) {
  for (const figure of kernelFigures()) print(figure);
  process.exit(0);
}

const SERVE = ['npm', 'start', '--silent'] as const;
const loadAt = process.argv.indexOf('--load');

/** `--load` prints this and nothing else; a number after it is minutes, ten without. */
async function underLoad(dataDir: string): Promise<void> {
  const service = await startService(SERVE, dataDir);
  const minutes = Number(process.argv[loadAt + 1] ?? 10);
  for (const figure of await benchUnderLoad({ ...service, dataDir }, minutes)) print(figure);
  await service.stop();
}

async function everything(dataDir: string): Promise<void> {
  // The first start fills the stores (and installs and builds, if need be); the second is the warm one.
  const first = await startService(SERVE, dataDir);
  print({ name: 'start.cold-s', value: Number((first.readyAfterMs / 1000).toFixed(2)), unit: 's' });
  print(await benchKept(first.address, 'api.overview-vs-static', '-just-filled'));
  await first.stop();
  const service = await startService(SERVE, dataDir);
  print(await benchIdleMemory(service.pid));
  for (const figure of await benchWallBytes(service.address)) print(figure);
  print(await benchKept(service.address, 'api.overview-vs-static'));
  print(await benchKept(service.address, 'api.meta-vs-static'));
  print(await benchKept(service.address, 'api.unit-score-vs-static'));
  const quietMs = await pageTimes(service.address);
  print(await benchPassword());
  print(benchRights());
  await service.stop();
  print(await benchWarmStart(service.readyAfterMs, dataDir));
  for (const figure of await benchBackup(dataDir)) print(figure);
  await forgetLastMonths(dataDir);
  const late = await startService(SERVE, dataDir);
  print(catchingUpFigure(await pageTimes(late.address), quietMs));
  await late.stop();
  for (const figure of kernelFigures()) print(figure);
  for (const figure of await benchWholeCounty()) print(figure);
  print(await benchPull());
  print(await benchCommits());
  print(await benchAck());
  for (const figure of await benchGrowth()) print(figure);
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
try {
  await (loadAt === -1 ? everything : underLoad)(dataDir);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
