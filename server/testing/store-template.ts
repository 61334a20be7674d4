import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

/** Where stores lie: a directory, and on servers a database of this name. */
export interface StorePlace {
  readonly dataDir: string;
  readonly database: string;
}

/** Longer than the slowest template takes on a busy machine. */
const BUILD_MS = 540_000;

/**
 * Closed stores to copy: copying a county of two years takes a second, pulling and scoring it twenty. They are built by
 * the first test file that asks for them, embedded ones once for as long as nothing changes that fills them, and those
 * on servers, which live as long as the run, once a run.
 *
 * @param build fills stores at the place and closes them
 * @throws Error when the build failed, in whichever file it ran
 */
export async function storeTemplate(name: string, build: (place: StorePlace) => Promise<void>): Promise<StorePlace> {
  const kept = process.env['CLICKHOUSE_URL'] ? null : path.join(inject('templateCache'), name);
  if (kept !== null && existsSync(kept)) return { dataDir: kept, database: '' };
  const dataDir = path.join(inject('runDirectory'), name);
  const place = { dataDir, database: `template_${name}` };
  if (isFirst(`${dataDir}.lock`)) {
    try {
      await build(place);
      if (kept !== null) keep(dataDir, kept);
      writeFileSync(`${dataDir}.done`, '');
    } catch (error) {
      writeFileSync(`${dataDir}.failed`, '');
      throw error;
    }
  }
  for (const began = Date.now(); !existsSync(`${dataDir}.done`); await sleep(100)) {
    if (existsSync(`${dataDir}.failed`)) throw new Error(`the template ${name} failed in another test file`);
    if (Date.now() - began > BUILD_MS) throw new Error(`the template ${name} is not there after ${BUILD_MS} ms`);
  }
  return place;
}

/** Appears whole or not at all, whoever else keeps the same at this moment. */
function keep(dataDir: string, kept: string): void {
  const under = `${kept}.${process.pid}`;
  mkdirSync(under, { mode: 0o700 });
  cpSync(dataDir, under, { recursive: true, verbatimSymlinks: true });
  if (!existsSync(kept)) renameSync(under, kept);
}

/** A directory can be made once: whoever makes it builds. */
function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
