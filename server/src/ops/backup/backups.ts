import {
  wordsOf as wordsOfRefusal,
  type BackupOutcome,
  type BackupStatus,
  type BackupView,
} from '@dangzhi/metrics/contract';
import type { Names } from '@dangzhi/metrics';
import { Cron } from 'croner';
import { recordAlone, type AuditEvent } from '../../audit/trail.ts';
import { CallRefused, refuse, UserError } from '../../base/errors.ts';
import { findFull, readSpace } from '../../base/free-space.ts';
import { evidenceFolderOf } from '../../evidence/folder.ts';
import { SYSTEM, type Actor } from '../../rights/actor.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { Stores } from '../../stores/index.ts';
import { listBackups, lockBackupFolder, prepareBackupFolder, type ListedBackup } from './folder.ts';
import { findLastGood, isLate } from './is-late.ts';
import { makeBackup } from './make-backup.ts';
import type { Program } from './manifest.ts';
import type { Progress, Tell } from './progress.ts';
import { chooseKept } from './retention.ts';
import { runHook } from './run-hook.ts';
import { tryRestore } from './trial.ts';

/** Where one is made. */
export interface Wanted {
  readonly folder: string;
  readonly keyFile: string | null;
  /** Whether it is restored and compared afterwards. */
  readonly trial: boolean;
}

/** Backups of a running server, one at a time: when somebody asks, and by the schedule. */
export interface Backups {
  status(): BackupStatus;
  /**
   * Begins one; the status says how far it is.
   *
   * @param wanted `null` for the folder that is set
   * @throws CallRefused where one is under way, no folder is set, or the disk of the folder is full
   */
  start(actor: Actor, wanted: Wanted | null): Promise<void>;
  /** @returns whether there was one to end */
  cancel(actor: Actor): Promise<boolean>;
  /** Ends what is under way and starts nothing more. The stores must still be open. */
  stop(): Promise<void>;
}

export interface BackupsParts {
  readonly stores: Stores;
  readonly config: Pick<Settings, 'dataDir' | 'evidenceFolder' | 'backup' | 'keepFreeMib'>;
  readonly program: Program;
  readonly now: () => Date;
  /** Told in a sentence what failed while nobody waited for it, and what a hook printed. */
  readonly onFailure: (message: string) => void;
}

interface Running {
  readonly startedAt: string;
  readonly abort: AbortController;
  ended: Promise<void>;
  progress: Progress;
}

export function createBackups({ stores, config, program, now, onFailure }: BackupsParts): Backups {
  const settings = config.backup;
  const since = now();
  let running: Running | null = null;
  let last: BackupOutcome | null = null;
  let isStopped = false;

  const note = (actor: Actor, event: AuditEvent): Promise<void> => recordAlone(stores.postgres, actor, now(), event);

  const checkRoom = async ({ folder }: Wanted): Promise<void> => {
    const full = findFull('BACKUP_FOLDER', await readSpace(folder, config.keepFreeMib));
    if (full !== null) throw full;
  };

  const begin = async (actor: Actor, wanted: Wanted): Promise<void> => {
    const turn = running === null ? await stores.peers.takeIfFree('backup') : null;
    if (turn === null || running !== null) {
      await turn?.release();
      throw refuse('backup.running');
    }
    const abort = new AbortController();
    const startedAt = now().toISOString();
    const work = async (): Promise<void> => {
      const tell: Tell = (progress) => {
        begun.progress = progress;
      };
      const failures: Names[] = [];
      const backup = await runOne(actor, wanted, { tell, signal: abort.signal, failures }).catch((error: unknown) => {
        failures.push(wordsOf(error, abort.signal));
        return null;
      });
      if (backup === null && !abort.signal.aborted)
        await note(actor, { action: 'backup.fail', target: '', after: { folder: wanted.folder } }).catch(
          () => undefined,
        );
      for (const { en } of failures) onFailure(`backup: ${en}`);
      const isEncrypted = wanted.keyFile !== null;
      await turn.release();
      last = { startedAt, finishedAt: now().toISOString(), backup, isEncrypted, failures };
      running = null;
    };
    const begun: Running = {
      startedAt,
      abort,
      progress: { phase: 'documents', done: 0, of: 0 },
      ended: Promise.resolve(),
    };
    running = begun;
    begun.ended = work();
  };

  const runOne = async (
    actor: Actor,
    { folder: place, keyFile, trial }: Wanted,
    { tell, signal, failures }: { tell: Tell; signal: AbortSignal; failures: Names[] },
  ): Promise<BackupView> => {
    await checkRoom({ folder: place, keyFile, trial });
    const release = lockBackupFolder(place);
    try {
      const folder = await prepareBackupFolder(place, keyFile);
      await note(actor, { action: 'backup.start', target: '', after: { folder: place } });
      const { dataDir } = config;
      const evidenceFolder = evidenceFolderOf(config);
      const { backup } = await makeBackup({ stores, dataDir, evidenceFolder, folder, program, now, tell, signal });
      const tried = trial ? await tryRestore({ place, at: backup.at, keyFile, now, tell, signal }) : null;
      if (tried !== null) await folder.addTrial(backup.at, tried);
      const { at, bytes, written, faults } = backup;
      const after = { folder: place, bytes, written, faults, ...(tried !== null && { isGood: tried.isGood }) };
      await note(actor, { action: 'backup.make', target: `backup:${at}`, after });
      if (tried?.isGood === false)
        failures.push({ zh: `${at} 的备份未能原样恢复`, en: `the backup of ${at} was not restored as it is` });
      if (faults > 0)
        failures.push({
          zh: `${at} 的备份缺 ${faults} 项已损坏的内容`,
          en: `the backup of ${at} lacks ${faults} things that were damaged`,
        });
      if (settings !== null && settings.folder === place) await keepAndCopy(settings, at, signal, failures);
      return viewOf({ ...backup, trial: tried });
    } finally {
      release();
    }

    async function keepAndCopy(
      { keep, then }: NonNullable<typeof settings>,
      at: string,
      aborted: AbortSignal,
      told: Names[],
    ): Promise<void> {
      const all = listBackups(place);
      const kept = chooseKept(
        all.map((one) => one.at),
        keep,
        findLastGood(all),
      );
      const gone = all.filter((one) => !kept.has(one.at)).map((one) => one.at);
      if (gone.length > 0) {
        const folder = await prepareBackupFolder(place, keyFile);
        await folder.remove(new Set(gone));
        await note(SYSTEM, { action: 'backup.remove', target: '', before: gone });
      }
      if (then === null) return;
      const { output, failure } = await runHook(then, { folder: place, at }, aborted);
      if (output !== '') onFailure(`backup: ${then[0]} printed: ${output}`);
      if (failure !== null)
        told.push({
          zh: `备份后运行 ${then[0]} 失败：${failure}`,
          en: `${then[0]} after the backup failed: ${failure}`,
        });
    }
  };

  const own = (): Wanted | null => settings && { folder: settings.folder, keyFile: settings.keyFile, trial: true };
  const schedule = settings?.schedule ?? null;
  const cron =
    schedule === null
      ? null
      : new Cron(schedule, { timezone: 'Asia/Shanghai' }, () => {
          const wanted = own();
          if (wanted === null || isStopped || isJustMade(wanted, now())) return;
          // One that is under way, here or in another process, is as good.
          begin(SYSTEM, wanted).catch((error: unknown) => {
            if (!(error instanceof CallRefused)) onFailure(`backup: ${String(error)}`);
          });
        });

  return {
    status: () => {
      const items = settings === null ? [] : listBackups(settings.folder);
      const lastGood = findLastGood(items);
      return {
        folder: settings?.folder ?? null,
        schedule,
        isEncrypted: settings !== null && settings.keyFile !== null,
        running: running && { startedAt: running.startedAt, ...running.progress },
        last,
        lastGood,
        isLate: schedule !== null && isLate(schedule, lastGood, since, now()),
        items: items.toReversed().map(viewOf),
      };
    },
    start: async (actor, wanted) => {
      const found = wanted ?? own();
      if (found === null) throw refuse('backup.folder-unset');
      await checkRoom(found);
      await begin(actor, found);
    },
    cancel: async (actor) => {
      if (running === null) return false;
      const { abort, ended } = running;
      await note(actor, { action: 'backup.cancel', target: '' });
      abort.abort();
      await ended;
      return true;
    },
    stop: async () => {
      isStopped = true;
      cron?.stop();
      if (running === null) return;
      const { abort, ended } = running;
      abort.abort();
      await ended;
    },
  };
}

/** Processes on the same stores wake at the same moment: what one of them made then is everybody's. */
const SAME_MOMENT_MS = 30_000;

function isJustMade({ folder }: Wanted, now: Date): boolean {
  const newest = listBackups(folder).at(-1);
  return newest !== undefined && now.getTime() - Date.parse(newest.at) < SAME_MOMENT_MS;
}

function wordsOf(error: unknown, signal: AbortSignal): Names {
  if (signal.aborted) return { zh: '备份已取消', en: 'the backup was cancelled' };
  if (error instanceof CallRefused) return wordsOfRefusal(error.code, error.params);
  const message = error instanceof Error ? error.message : String(error);
  return { zh: `备份未完成：${message}`, en: error instanceof UserError ? message : `it failed: ${message}` };
}

const viewOf = ({ at, version, bytes, written, seconds, faults, trial }: ListedBackup): BackupView => ({
  at,
  version,
  bytes,
  written,
  seconds,
  faults,
  trial,
});
