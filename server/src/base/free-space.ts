import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { refuse, type CallRefused } from './errors.ts';

const MIB = 2 ** 20;

/** Where something is written that may be full: a folder, by the name of its setting. */
export type Place = 'DATA_DIR' | 'EVIDENCE_FOLDER' | 'BACKUP_FOLDER';

/** Of the file system a folder lies on. */
export interface Space {
  readonly freeBytes: number;
  /** What has to stay free; below it nothing new is begun. */
  readonly neededBytes: number;
}

/** What stays free unless it is set otherwise: the larger of the two. A store that is full cannot even tidy up. */
const LEAST_MIB = 1024;
const LEAST_SHARE = 0.05;

/** @param keepFreeMib as it was set; `undefined` for the floor by the size of the file system */
export const floorOf = (totalBytes: number, keepFreeMib: number | undefined): number =>
  keepFreeMib === undefined ? Math.max(LEAST_MIB * MIB, LEAST_SHARE * totalBytes) : keepFreeMib * MIB;

/**
 * Space where a folder lies, or where it would be made.
 *
 * @throws what the file system says
 */
export async function readSpace(folder: string, keepFreeMib: number | undefined): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(nearestThere(folder));
  return { freeBytes: bavail * bsize, neededBytes: floorOf(blocks * bsize, keepFreeMib) };
}

/** The folder or file itself, or the nearest above it that exists. */
export const nearestThere = (place: string): string =>
  existsSync(place) ? place : nearestThere(path.dirname(path.resolve(place)));

const KEPT_MS = 1000;

/**
 * {@link readSpace} of one folder for many who ask: the file system is asked once a second at most.
 *
 * @param read asks it
 */
export function createSpaceReader(read: () => Promise<Space>): () => Promise<Space> {
  let readAt = -Infinity;
  let space: Promise<Space> | null = null;
  return () => {
    const now = performance.now();
    if (space === null || now - readAt >= KEPT_MS) {
      readAt = now;
      space = read();
    }
    return space;
  };
}

/** Why nothing is begun there; `null` where there is room. */
export function findFull(place: Place, { freeBytes, neededBytes }: Space): CallRefused | null {
  if (freeBytes >= neededBytes) return null;
  return refuse('disk.full', { place, freeMib: Math.floor(freeBytes / MIB), neededMib: Math.ceil(neededBytes / MIB) });
}

/** Whether the file system refused something for want of room, or of the user's share of it. */
export const isNoSpace = (error: unknown): boolean =>
  error instanceof Error && /^(ENOSPC|EDQUOT)$/.test(String((error as NodeJS.ErrnoException).code));
