import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../base/errors.ts';
import { lockDataDir } from './lock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-lock-'));
});
const holders: ChildProcess[] = [];
afterEach(() => {
  for (const child of holders.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

function runModule(text: string, ...flags: string[]) {
  const args = ['--disable-warning=ExperimentalWarning', ...flags, '--input-type=module', '-e', text];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(child);
  return child;
}

/** A process that takes the directory, says so or why not, and then waits. */
async function holdElsewhere(): Promise<{ child: ChildProcess; said: string }> {
  const work = `
    const { lockDataDir } = await import(${JSON.stringify(new URL('lock.ts', import.meta.url).href)});
    try {
      lockDataDir(${JSON.stringify(directory)});
      console.log('taken');
      setInterval(() => {}, 60_000);
    } catch (error) {
      console.log(error.message);
    }`;
  const child = runModule(work);
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said };
}

describe('the data directory', () => {
  it('belongs to whoever took it first, until they let go', () => {
    const lock = lockDataDir(directory);
    expect(() => lockDataDir(directory)).toThrow(UserError);
    lock.release();
    lockDataDir(directory).release();
  });

  it('taken here is refused to another process, in one sentence that names the holder', async () => {
    const lock = lockDataDir(directory);
    const { child, said } = await holdElsewhere();
    expect(said).toBe(
      `The data directory ${directory} is in use by another process (process ${process.pid}); stop it, or set DATA_DIR to another directory.`,
    );
    if (child.exitCode === null) await once(child, 'exit');
    lock.release();
  });

  it('held by a process that is killed is free at once', async () => {
    const { child, said } = await holdElsewhere();
    expect(said).toBe('taken');
    expect(() => lockDataDir(directory)).toThrow(`(process ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockDataDir(directory).release();
  });

  it('stays taken by a process that forgets its lock, whatever is collected', async () => {
    const work = `
      const { lockDataDir } = await import(${JSON.stringify(new URL('lock.ts', import.meta.url).href)});
      lockDataDir(${JSON.stringify(directory)});
      for (let round = 0; round < 5; round += 1) {
        gc();
        await new Promise((resolve) => setImmediate(resolve));
      }
      console.log('collected');
      setInterval(() => {}, 60_000);`;
    const child = runModule(work, '--expose-gc');
    const [said] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(said).toBe('collected');
    expect(() => lockDataDir(directory)).toThrow(`(process ${child.pid})`);
  });

  it('is made when it is not there', () => {
    lockDataDir(path.join(directory, 'a', 'b')).release();
  });

  it('that cannot be one is refused in words', () => {
    const file = path.join(directory, 'file');
    writeFileSync(file, '');
    for (const place of [file, path.join(file, 'below')]) {
      expect(() => lockDataDir(place)).toThrow(`to the data directory ${place}; set DATA_DIR to one that is writable.`);
    }
  });

  // Root may write anywhere but there.
  it('that is not writable is refused in words', () => {
    expect(() => lockDataDir('/proc/dangzhi/data')).toThrow('No permission to write to the data directory');
  });
});
