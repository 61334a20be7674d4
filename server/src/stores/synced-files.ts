import { fdatasyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { syncFolder } from '../base/durable-files.ts';

/** Where the syncs of the embedded PostgreSQL go: to the disk, unless a test counts them or lets them fail. */
export interface SyncTarget {
  /** What was written to an open file is on the disk when this returns. @param place where the file lies */
  syncFile(descriptor: number, place: string): void;
  /** Names in a folder that were made, changed or removed are on the disk when this returns. */
  syncFolder(folder: string): void;
}

const DISK: SyncTarget = { syncFile: (descriptor) => fdatasyncSync(descriptor), syncFolder };

/** Files of the embedded PostgreSQL whose syncs reach the disk. */
export interface SyncedFiles {
  /** As PGlite takes it. */
  readonly fs: NodeFS;
  /** Why a sync failed; `null` as long as none did. Afterwards none succeeds: what the disk has is no longer known. */
  readonly failure: () => Error | null;
  /** Whether a write found no room. */
  readonly wasFull: () => boolean;
}

/**
 * PGlite's files in a folder, with the one thing its layer for Node leaves out: `fsync` there is not implemented and
 * returns that all is well. PostgreSQL's own syncs of folders come the same way. It leaves out one of them, the folder
 * of a table's new file, which most file systems save with the file: every folder in which a name was made, changed or
 * removed is therefore synced before the next sync of a file returns.
 *
 * `fdatasync` in the engine never reaches this layer: start it with `wal_sync_method=fsync`.
 */
export function openSyncedFiles(folder: string, target: SyncTarget = DISK): SyncedFiles {
  const fs = new NodeFS(folder);
  const init = fs.init.bind(fs);
  let failure: Error | null = null;
  let wasFull = false;
  const attempt = (work: () => void): void => {
    // The kernel forgets what it could not write, and the next sync of the same file would say that all is well.
    if (failure !== null) throw failure;
    try {
      work();
    } catch (error) {
      failure = error as Error;
      throw error;
    }
  };
  fs.init = async (pglite, options) => {
    const { emscriptenOpts } = await init(pglite, options);
    const preRun = [...(emscriptenOpts.preRun ?? [])];
    preRun.push(({ NODEFS }) => {
      addSyncs(NODEFS, target, attempt);
      noteFull(NODEFS, () => (wasFull = true));
    });
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  };
  return { fs, failure: () => failure, wasFull: () => wasFull };
}

/** As much of Emscripten's layer for Node as is changed here; each engine has one of its own. */
interface NodeLayer {
  readonly realPath: (node: LayerNode) => string;
  /** Has what fails in it told to the engine by its number. */
  readonly tryFSOperation: <T>(work: () => T) => T;
  readonly node_ops: {
    mknod: (parent: LayerNode, name: string, mode: number, device: number) => LayerNode;
    rename: (node: LayerNode, parent: LayerNode, name: string) => void;
    unlink: (parent: LayerNode, name: string) => void;
    rmdir: (parent: LayerNode, name: string) => void;
  };
  readonly stream_ops: {
    fsync?: (stream: { readonly node: LayerNode; readonly nfd: number }) => number;
    write: (...written: unknown[]) => number;
  };
}

interface LayerNode {
  readonly parent: LayerNode;
  readonly mode: number;
}

const isFolder = ({ mode }: LayerNode): boolean => (mode & 0o170000) === 0o040000;

function addSyncs(layer: NodeLayer, target: SyncTarget, attempt: (work: () => void) => void): void {
  const { realPath, node_ops: names } = layer;
  const { mknod, rename, unlink, rmdir } = names;
  /** Folders whose names changed and are not yet synced. */
  const changed = new Set<string>();
  const syncChanged = (): void => {
    for (const folder of changed) {
      target.syncFolder(folder);
      changed.delete(folder);
    }
  };
  names.mknod = (parent, ...rest) => {
    const made = mknod(parent, ...rest);
    changed.add(realPath(parent));
    return made;
  };
  names.rename = (node, parent, name) => {
    // What is noted below a folder would not be found under its new name.
    if (isFolder(node)) layer.tryFSOperation(() => attempt(syncChanged));
    const from = realPath(node.parent);
    rename(node, parent, name);
    changed.add(from).add(realPath(parent));
  };
  names.unlink = (parent, name) => {
    unlink(parent, name);
    changed.add(realPath(parent));
  };
  names.rmdir = (parent, name) => {
    rmdir(parent, name);
    const within = realPath(parent);
    changed.delete(`${within}/${name}`);
    changed.add(within);
  };
  layer.stream_ops.fsync = ({ node, nfd }) =>
    layer.tryFSOperation(() => {
      attempt(() => {
        const place = realPath(node);
        if (isFolder(node)) changed.add(place);
        else target.syncFile(nfd, place);
        syncChanged();
      });
      return 0;
    });
}

/** Emscripten's numbers for ENOSPC and EDQUOT. */
const NO_ROOM: ReadonlySet<unknown> = new Set([51, 19]);

/** PostgreSQL says of a statement that failed why it did; of an end of itself it says nothing that comes here. */
function noteFull(layer: NodeLayer, note: () => void): void {
  const noting =
    <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
    (...args: Args): Result => {
      try {
        return work(...args);
      } catch (error) {
        if (NO_ROOM.has((error as { errno?: unknown }).errno)) note();
        throw error;
      }
    };
  const { node_ops: names, stream_ops: streams } = layer;
  streams.write = noting(streams.write);
  // A name takes room as well.
  names.mknod = noting(names.mknod);
  names.rename = noting(names.rename);
}
