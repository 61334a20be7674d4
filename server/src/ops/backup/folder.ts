import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Value } from 'typebox/value';
import { UserError } from '../../base/errors.ts';
import { takeExclusively } from '../../base/file-lock.ts';
import { makeFolderDurably, syncFolder, writeDurably } from '../../base/durable-files.ts';
import { FORMAT, HEAD, readHead } from './folder-head.ts';
import { newEncryption, sealOf } from './folder-key.ts';
import {
  BackupSchema,
  ManifestSchema,
  objectsOf,
  TrialSchema,
  type Backup,
  type Manifest,
  type Trial,
} from './manifest.ts';
import { readJson } from './read-json.ts';
import type { Seal } from './seal.ts';

/** A backup of a folder with what came of restoring it; `null` where that was not tried. */
export interface ListedBackup extends Backup {
  readonly trial: Trial | null;
}

/**
 * A folder of backups: objects named by what they hold, each once however many backups need it, and one small file a
 * backup that is written when everything it needs is on the disk. Nothing is ever changed in place.
 */
export interface BackupFolder {
  readonly place: string;
  readonly isEncrypted: boolean;
  /** What content is named here. */
  nameOf(content: Uint8Array): string;
  /** Keeps some content; the names of all that were kept are on the disk after {@link addBackup}. */
  put(content: Uint8Array): Promise<string>;
  /** @throws UserError naming the object when it is missing or damaged */
  get(name: string): Promise<Buffer>;
  has(name: string): boolean;
  /** Bytes of an object as it lies here; 0 where it is missing. */
  sizeOf(name: string): number;
  /** Bytes written since the last {@link addBackup}. */
  written(): number;
  readManifest(backup: Backup): Promise<Manifest>;
  /** Makes a backup of what was put: from now on it is listed. */
  addBackup(manifest: Manifest, seconds: number): Promise<Backup>;
  addTrial(at: string, trial: Trial): Promise<void>;
  /**
   * Removes backups, and every object that no other needs.
   *
   * @returns bytes that became free
   */
  remove(instants: ReadonlySet<string>): Promise<number>;
}

const instantOf = (name: string): string | null => {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2}\.\d{3}Z)\.json$/.exec(name);
  return match === null ? null : `${match[1]}:${match[2]}:${match[3]}`;
};

/** An instant as a file is named on every system. */
const fileOf = (at: string): string => at.replaceAll(':', '-');

/** The backups of a folder, oldest first, as far as they can be read without a key; empty where there is none. */
export function listBackups(place: string): ListedBackup[] {
  const folder = path.join(place, 'backups');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const at = instantOf(name);
      const backup = at === null ? null : readJson(path.join(folder, name), BackupSchema);
      // One that says another instant than its name was meddled with.
      if (at === null || backup?.at !== at) return [];
      return [{ ...backup, trial: readJson(path.join(folder, `${fileOf(at)}.trial.json`), TrialSchema) }];
    });
}

/**
 * Opens a folder to read backups.
 *
 * @param keyFile with the passphrase or key of an encrypted folder
 * @throws UserError where there is no folder of backups, it is of a later format, or the key is missing or another
 */
export async function openBackupFolder(place: string, keyFile: string | null): Promise<BackupFolder> {
  const head = readHead(place);
  if (head === null) throw new UserError(`${place} is no folder of backups: there is no readable ${HEAD} in it.`);
  return open(place, await sealOf(place, head, keyFile), head.encryption !== null);
}

/**
 * The same to add one: a folder that is not there or empty becomes one, encrypted where a key is given.
 *
 * @throws UserError also where the folder holds something else
 */
export async function prepareBackupFolder(place: string, keyFile: string | null): Promise<BackupFolder> {
  if (existsSync(path.join(place, HEAD))) return openBackupFolder(place, keyFile);
  const encryption = await newEncryption(keyFile);
  try {
    makeFolderDurably(place);
    if (readdirSync(place).some((name) => !OURS.has(name)))
      throw new UserError(`${place} holds other files and no backups; name an empty folder, or one that is not there.`);
    for (const name of ['objects', 'backups']) makeFolderDurably(path.join(place, name));
    await writeDurably(path.join(place, HEAD), `${JSON.stringify({ format: FORMAT, encryption }, null, 2)}\n`);
  } catch (error) {
    throw asSentence(error, place);
  }
  return openBackupFolder(place, keyFile);
}

/** What may lie in a folder that was begun and not finished. */
const OURS: ReadonlySet<string> = new Set(['lock.sqlite', 'lock.sqlite-journal', 'objects', 'backups', `${HEAD}.new`]);

/** What the file system says of a place, as a sentence; any other error as it is. */
function asSentence(error: unknown, place: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new UserError(`No permission to write to ${place}.`);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new UserError(`There is no space left at ${place}; free some, or name another folder.`);
  if (code === 'ENOTDIR' || code === 'EEXIST') return new UserError(`${place} is a file, or lies below one.`);
  return error;
}

function open(place: string, seal: Seal, isEncrypted: boolean): BackupFolder {
  const objectsIn = path.join(place, 'objects');
  const backupsIn = path.join(place, 'backups');
  const placeOf = (name: string): string => path.join(objectsIn, name.slice(0, 2), name);
  const touched = new Set<string>();
  let written = 0;

  const put = async (content: Uint8Array): Promise<string> => {
    const name = seal.nameOf(content);
    const file = placeOf(name);
    touched.add(path.dirname(file));
    if (existsSync(file)) return name;
    try {
      makeFolderDurably(path.dirname(file));
      const sealed = await seal.close(name, content);
      await writeDurably(file, sealed, { nameLater: true });
      written += sealed.length;
    } catch (error) {
      throw asSentence(error, place);
    }
    return name;
  };

  const get = async (name: string): Promise<Buffer> => {
    let sealed: Buffer;
    try {
      sealed = await readFile(placeOf(name));
    } catch {
      throw new UserError(`The backups in ${place} are damaged: object ${name} is missing. Use another copy of them.`);
    }
    try {
      return await seal.open(name, sealed);
    } catch {
      throw new UserError(
        `The backups in ${place} are damaged: object ${name} is not what was written. Use another copy of them.`,
      );
    }
  };

  const sizeOf = (name: string): number => statSync(placeOf(name), { throwIfNoEntry: false })?.size ?? 0;

  const readManifest = async (backup: Backup): Promise<Manifest> => {
    if (backup.format > FORMAT)
      throw new UserError(`The backup of ${backup.at} has format ${backup.format}: use version ${backup.version}.`);
    const manifest: unknown = JSON.parse((await get(backup.manifest)).toString('utf8'));
    if (!Value.Check(ManifestSchema, manifest) || manifest.at !== backup.at)
      throw new UserError(`The backup of ${backup.at} in ${place} has a manifest that is not its own.`);
    return manifest;
  };

  return {
    place,
    isEncrypted,
    nameOf: (content) => seal.nameOf(content),
    put,
    get,
    has: (name) => existsSync(placeOf(name)),
    sizeOf,
    written: () => written,
    readManifest,
    addBackup: async (manifest, seconds) => {
      const name = await put(Buffer.from(JSON.stringify(manifest)));
      for (const folder of touched) syncFolder(folder);
      const needed = [name, ...objectsOf(manifest)];
      const backup: Backup = {
        format: FORMAT,
        at: manifest.at,
        version: manifest.program.version,
        manifest: name,
        bytes: needed.reduce((sum, one) => sum + sizeOf(one), 0),
        written,
        seconds,
        faults: manifest.faults.length,
      };
      written = 0;
      await writeDurably(path.join(backupsIn, `${fileOf(manifest.at)}.json`), `${JSON.stringify(backup, null, 2)}\n`);
      return backup;
    },
    addTrial: (at, trial) =>
      writeDurably(path.join(backupsIn, `${fileOf(at)}.trial.json`), `${JSON.stringify(trial, null, 2)}\n`),
    remove: async (instants) => {
      const all = listBackups(place);
      const needed = new Set<string>();
      // A manifest that cannot be read may need anything: then nothing is removed.
      for (const backup of all.filter(({ at }) => !instants.has(at))) {
        needed.add(backup.manifest);
        for (const name of objectsOf(await readManifest(backup))) needed.add(name);
      }
      for (const { at } of all.filter((one) => instants.has(one.at))) {
        for (const end of ['json', 'trial.json']) rmSync(path.join(backupsIn, `${fileOf(at)}.${end}`), { force: true });
      }
      // Before the first object goes: one whose backup came back with the power would be missing.
      syncFolder(backupsIn);
      let freed = 0;
      for (const entry of readdirSync(objectsIn, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || needed.has(entry.name)) continue;
        const file = path.join(entry.parentPath, entry.name);
        freed += statSync(file).size;
        rmSync(file);
      }
      return freed;
    },
  };
}

/**
 * Takes a folder of backups for this process alone: one that removes what is no longer needed must not meet one that
 * adds. The system lets go of it when the process ends.
 *
 * @returns lets go of it
 * @throws UserError when another process has it
 */
export function lockBackupFolder(place: string): () => void {
  const release = takeLock(place);
  if (release === null)
    throw new UserError(`Another process works on the backups in ${place}; wait for it, or name another folder.`);
  return release;
}

function takeLock(place: string): (() => void) | null {
  try {
    makeFolderDurably(place);
    return takeExclusively(path.join(place, 'lock.sqlite'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith('ERR_SQLITE') ? new UserError(`${place} cannot be written.`) : asSentence(error, place);
  }
}
