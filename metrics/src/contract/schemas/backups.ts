import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf } from '../../language/catalogue.ts';
import { InstantSchema, Nullable } from './common.ts';

const Count = Type.Integer({ minimum: 0 });
/** Of the machine the server runs on. */
const PathSchema = Type.String({ minLength: 1, maxLength: 1000, pattern: '^[^\\u0000]+$' });

/** What of a backup is being done, and how far that is. */
export const BACKUP_PHASES = ['documents', 'observations', 'results', 'evidence', 'trial'] as const;

/** What came of restoring a backup into an empty directory and comparing everything with it. */
const BackupTrialSchema = Type.Object({
  at: InstantSchema,
  isGood: Type.Boolean(),
  seconds: Type.Number(),
  compared: Type.Object({ tables: Count, batches: Count, runs: Count, evidence: Count }),
  /** What differs, or why it could not be restored. */
  found: Type.Array(NamesSchema),
});

export const BackupViewSchema = Type.Object({
  at: InstantSchema,
  /** Of the program that made it. */
  version: Type.String(),
  /** Of everything it needs, and of what was written for it. */
  bytes: Count,
  written: Count,
  seconds: Type.Number(),
  /** Batches and files that were damaged when it was made. */
  faults: Count,
  /** `null` where it was not tried. */
  trial: Nullable(BackupTrialSchema),
});
export type BackupView = Static<typeof BackupViewSchema>;

const BackupProgressSchema = Type.Object({
  startedAt: InstantSchema,
  phase: OneOf(BACKUP_PHASES),
  done: Count,
  of: Count,
});

const BackupOutcomeSchema = Type.Object({
  startedAt: InstantSchema,
  finishedAt: InstantSchema,
  /** `null` where none was made. */
  backup: Nullable(BackupViewSchema),
  isEncrypted: Type.Boolean(),
  /** Why none was made, or what went wrong afterwards; empty where nothing did. */
  failures: Type.Array(NamesSchema),
});
export type BackupOutcome = Static<typeof BackupOutcomeSchema>;

export const BackupStatusSchema = Type.Object({
  /** Where this server keeps backups by itself; `null` where none is set. */
  folder: Nullable(Type.String()),
  /** When, as cron writes it, in Asia/Shanghai. */
  schedule: Nullable(Type.String()),
  isEncrypted: Type.Boolean(),
  /** Under way, here or elsewhere. */
  running: Nullable(BackupProgressSchema),
  /** Of the last that this server made since it started. */
  last: Nullable(BackupOutcomeSchema),
  /** When the newest was made that was restored and found the same; `null` where there is none. */
  lastGood: Nullable(InstantSchema),
  /** A good one is missing that the schedule says should be there. */
  isLate: Type.Boolean(),
  /** Those in the folder, latest first. */
  items: Type.Array(BackupViewSchema),
});
export type BackupStatus = Static<typeof BackupStatusSchema>;

export const NewBackupSchema = Type.Object(
  {
    /** Another folder than the one that is set; only for the operator at the machine. */
    folder: Nullable(PathSchema),
    /** With the key of that folder. */
    keyFile: Nullable(PathSchema),
    /** Whether it is restored and compared afterwards. */
    trial: Type.Boolean(),
  },
  { additionalProperties: false },
);
