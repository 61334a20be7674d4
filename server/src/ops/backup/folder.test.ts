import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listBackups, lockBackupFolder, openBackupFolder, prepareBackupFolder } from './folder.ts';
import type { Manifest } from './manifest.ts';

let scratch: string;
let place: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-backup-folder-'));
  place = path.join(scratch, 'backups-of-the-county');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const bytes = (text: string) => Buffer.from(text.repeat(200));

function manifestOf(at: string, ...objects: string[]): Manifest {
  return {
    format: 1,
    at,
    program: { version: '0.1.0', commit: null, engineVersion: 1 },
    migrations: { clickhouse: [], postgres: [] },
    postgres: { tables: [{ name: 'unit', columns: ['code'], rows: objects.length, objects }], sequences: [] },
    clickhouse: { packs: [], runs: [], tables: [] },
    evidence: [],
    trail: null,
    head: null,
    counts: { batches: 0, observations: 0, evidence: 0, accounts: 0, officialRuns: 0, trail: 0 },
    faults: [],
  };
}

function keyFile(text: string, name = 'key'): string {
  const file = path.join(scratch, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

const objectsIn = () =>
  readdirSync(path.join(place, 'objects'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name)
    .sort();

describe('a folder of backups', () => {
  it('keeps content once, lists a backup when it is whole, and its owner alone reads it', async () => {
    const folder = await prepareBackupFolder(place, null);
    const name = await folder.put(bytes('甲'));
    expect([folder.has(name), folder.written()]).toEqual([true, folder.sizeOf(name)]);
    const before = folder.written();
    expect(await folder.put(bytes('甲'))).toBe(name);
    expect(folder.written()).toBe(before);
    expect(await folder.get(name)).toEqual(bytes('甲'));
    expect(listBackups(place)).toEqual([]);
    const manifest = manifestOf('2026-12-01T02:30:00.000Z', name);
    const backup = await folder.addBackup(manifest, 1.5);
    expect(listBackups(place)).toEqual([{ ...backup, trial: null }]);
    expect(backup).toMatchObject({ at: manifest.at, faults: 0, written: backup.bytes });
    expect([folder.written(), backup.bytes]).toEqual([0, before + folder.sizeOf(backup.manifest)]);
    expect(await (await openBackupFolder(place, null)).readManifest(backup)).toEqual(manifest);
    for (const entry of readdirSync(place, { recursive: true }) as string[])
      expect([entry, statSync(path.join(place, entry)).mode & 0o077]).toEqual([entry, 0]);
  });

  it('removes backups with what no other needs, and leftovers of one that was cut short', async () => {
    const folder = await prepareBackupFolder(place, null);
    const [both, one, other, left] = [
      await folder.put(bytes('both')),
      await folder.put(bytes('one')),
      await folder.put(bytes('other')),
      await folder.put(bytes('left')),
    ];
    const first = await folder.addBackup(manifestOf('2026-12-01T02:30:00.000Z', both, one), 1);
    await folder.addTrial(first.at, {
      at: first.at,
      isGood: true,
      seconds: 1,
      compared: { tables: 1, batches: 0, runs: 0, evidence: 0 },
      found: [],
    });
    const second = await folder.addBackup(manifestOf('2026-12-02T02:30:00.000Z', both, other), 1);
    expect(listBackups(place).map(({ trial }) => trial?.isGood)).toEqual([true, undefined]);
    const freed = await folder.remove(new Set([first.at]));
    expect(freed).toBeGreaterThan(0);
    expect(objectsIn()).toEqual([both, other, second.manifest].sort());
    expect(objectsIn()).not.toContain(left);
    expect(readdirSync(path.join(place, 'backups'))).toEqual(['2026-12-02T02-30-00.000Z.json']);
  });

  it('removes nothing when one that stays cannot be read: it may need anything', async () => {
    const folder = await prepareBackupFolder(place, null);
    const name = await folder.put(bytes('one'));
    const first = await folder.addBackup(manifestOf('2026-12-01T02:30:00.000Z', name), 1);
    const second = await folder.addBackup(manifestOf('2026-12-02T02:30:00.000Z', name), 1);
    rmSync(path.join(place, 'objects', second.manifest.slice(0, 2), second.manifest));
    await expect(folder.remove(new Set([first.at]))).rejects.toThrow(/damaged: object .* is missing/);
    expect(listBackups(place)).toHaveLength(2);
    expect(folder.has(name)).toBe(true);
  });

  it('says which object is damaged or gone', async () => {
    const folder = await prepareBackupFolder(place, null);
    const name = await folder.put(bytes('x'));
    const file = path.join(place, 'objects', name.slice(0, 2), name);
    const content = readFileSync(file);
    content[content.length - 3] = content.readUInt8(content.length - 3) ^ 1;
    writeFileSync(file, content);
    await expect(folder.get(name)).rejects.toThrow(`object ${name} is not what was written`);
    rmSync(file);
    await expect(folder.get(name)).rejects.toThrow(`object ${name} is missing`);
  });

  it('is not made of a folder with other files, nor read from one without', async () => {
    writeFileSync(path.join(scratch, 'letter.txt'), '');
    await expect(prepareBackupFolder(scratch, null)).rejects.toThrow('holds other files and no backups');
    await expect(openBackupFolder(place, null)).rejects.toThrow('is no folder of backups');
    await expect(prepareBackupFolder(path.join(scratch, 'letter.txt'), null)).rejects.toThrow('is a file');
    expect(existsSync(place)).toBe(false);
  });

  it('is one process’s at a time', () => {
    const release = lockBackupFolder(place);
    expect(() => lockBackupFolder(place)).toThrow('Another process works on the backups');
    release();
    lockBackupFolder(place)();
  });
});

describe('an encrypted folder', () => {
  it('opens with its key, whatever ends the line, and with no other', async () => {
    const key = keyFile('correct horse battery staple\n');
    const folder = await prepareBackupFolder(place, key);
    const name = await folder.put(bytes('秘密'));
    const backup = await folder.addBackup(manifestOf('2026-12-01T02:30:00.000Z', name), 1);
    const again = await openBackupFolder(place, keyFile('correct horse battery staple\r\n', 'same'));
    expect(await again.get(name)).toEqual(bytes('秘密'));
    expect((await again.readManifest(backup)).postgres.tables[0]?.objects).toEqual([name]);
    await expect(openBackupFolder(place, keyFile('another horse battery staple', 'other'))).rejects.toThrow(
      /other is not that of the backups/,
    );
    await expect(openBackupFolder(place, null)).rejects.toThrow('are encrypted; name the file with their key');
    expect(listBackups(place)).toHaveLength(1);
    const plain = await prepareBackupFolder(path.join(scratch, 'plain'), null);
    await plain.put(bytes('秘密'));
    await expect(openBackupFolder(path.join(scratch, 'plain'), key)).rejects.toThrow('are not encrypted');
  });

  it('takes no key that can be guessed, that others can read, or that is not there', async () => {
    await expect(prepareBackupFolder(place, keyFile('short'))).rejects.toThrow('has 5 bytes; at least 16');
    const open = keyFile('correct horse battery staple', 'open');
    chmodSync(open, 0o644);
    await expect(prepareBackupFolder(place, open)).rejects.toThrow(/chmod 600/);
    await expect(prepareBackupFolder(place, path.join(scratch, 'none'))).rejects.toThrow('no readable key file');
  });
});
