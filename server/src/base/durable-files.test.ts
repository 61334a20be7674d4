import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolderDurably, syncTree, writeDurably } from './durable-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-durable-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...names: string[]): string => path.join(folder, ...names);

/** What the descriptors lead to that are synced while something is done, below the folder, in order. */
async function syncedBy(work: () => Promise<void> | void): Promise<string[]> {
  const synced: string[] = [];
  const note = (descriptor: number): void =>
    void synced.push(path.relative(folder, fs.readlinkSync(`/proc/self/fd/${descriptor}`)));
  const file = await fs.promises.open(folder, 'r');
  const handle = Object.getPrototypeOf(file) as { sync: (this: { readonly fd: number }) => Promise<void> };
  await file.close();
  const { sync } = handle;
  vi.spyOn(handle, 'sync').mockImplementation(function (this: { readonly fd: number }) {
    note(this.fd);
    return sync.call(this);
  });
  const { fsyncSync } = fs;
  vi.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
    note(descriptor);
    fsyncSync(descriptor);
  });
  syncBuiltinESMExports();
  await work();
  return synced;
}

describe.runIf(process.platform === 'linux')('what is synced', () => {
  it('a file before it is named, and its name', async () => {
    expect(await syncedBy(() => writeDurably(at('a'), 'text'))).toEqual(['a.new', '']);
    expect(readFileSync(at('a'), 'utf8')).toBe('text');
  });

  it('the name of every folder that is made, and of none that is there', async () => {
    expect(await syncedBy(() => makeFolderDurably(at('b', 'c', 'd')))).toEqual(['', 'b', 'b/c']);
    expect(await syncedBy(() => makeFolderDurably(at('b', 'c', 'd')))).toEqual([]);
  });

  it('everything below a folder, each name after what it names', async () => {
    mkdirSync(at('t', 'u', 'v'), { recursive: true });
    for (const name of ['t/1', 't/u/2', 't/u/v/3']) writeFileSync(at(name), '');
    const synced = await syncedBy(() => syncTree(at('t')));
    expect(synced.slice(0, 3).sort()).toEqual(['t/1', 't/u/2', 't/u/v/3']);
    expect(synced.slice(3)).toEqual(['t/u/v', 't/u', 't', '']);
  });
});

describe('a file', () => {
  it('is its owner’s alone, whatever was left half-written before', async () => {
    writeFileSync(at('secret.new'), 'half', { mode: 0o644 });
    await writeDurably(at('secret'), Buffer.from([1, 2]));
    expect(readFileSync(at('secret'))).toEqual(Buffer.from([1, 2]));
    expect(statSync(at('secret')).mode & 0o077).toBe(0);
  });

  it('that cannot be written stays as it was, and nothing is left beside it', async () => {
    await writeDurably(at('a'), 'before');
    mkdirSync(at('taken'));
    await expect(writeDurably(at('taken'), 'x')).rejects.toThrow();
    await expect(writeDurably(at('none', 'a'), 'x')).rejects.toThrow('ENOENT');
    expect(readFileSync(at('a'), 'utf8')).toBe('before');
    expect(readdirSync(folder).sort()).toEqual(['a', 'taken']);
  });

  it('that two write at once is whole', async () => {
    await Promise.all(['1', '2'].map((which) => writeDurably(at('a'), which.repeat(9), { aside: at(`a.${which}`) })));
    expect(['1'.repeat(9), '2'.repeat(9)]).toContain(readFileSync(at('a'), 'utf8'));
    expect(existsSync(at('a.1')) || existsSync(at('a.2'))).toBe(false);
  });
});
