import { Nullable } from '@dangzhi/metrics/contract';
import { Type, type Static } from 'typebox';

const Text = Type.String();
const Count = Type.Integer({ minimum: 0 });
/** How many rows, by table. */
const Rows = Type.Record(Text, Count);

const AppliedSchema = Type.Object({ id: Type.Integer(), name: Text, checksum: Text });

const TableSchema = Type.Object({
  name: Text,
  columns: Type.Array(Text),
  rows: Count,
  /** In order; each some of its rows as lines of JSON. */
  objects: Type.Array(Text),
});
export type TableOfBackup = Static<typeof TableSchema>;

/** Rows of some batches in one object: all of each, or of one that is too large for it those of some numbers. */
const PackSchema = Type.Object({
  object: Text,
  batches: Type.Array(Text),
  /** Numbers of rows and of records, the last not included; `null` for all. */
  slice: Nullable(Type.Tuple([Count, Count])),
  rows: Rows,
});
export type Pack = Static<typeof PackSchema>;

/** All rows of a run in one object, whose name is therefore the hash of the result. */
const RunSchema = Type.Object({
  run: Type.Integer(),
  kind: Type.Enum(['live', 'official']),
  scheme: Text,
  period: Text,
  object: Text,
  rows: Rows,
});
export type RunOfBackup = Static<typeof RunSchema>;

/** What was not there, or not what it has to be, when the backup was made. */
const FaultSchema = Type.Union([
  Type.Object({ what: Type.Literal('batch'), batch: Text, has: Count, should: Count }),
  Type.Object({ what: Type.Literal('evidence'), sha256: Text, found: Type.Enum(['missing', 'changed']) }),
]);
export type BackupFault = Static<typeof FaultSchema>;

/** How much there is, to be told as what would be lost. */
const CountsSchema = Type.Object({
  batches: Count,
  observations: Count,
  evidence: Count,
  accounts: Count,
  officialRuns: Count,
  trail: Count,
});
export type BackupCounts = Static<typeof CountsSchema>;

/** Everything one backup is made of; kept as an object like the rest. */
export const ManifestSchema = Type.Object({
  format: Type.Literal(1),
  at: Text,
  program: Type.Object({ version: Text, commit: Nullable(Text), engineVersion: Type.Integer() }),
  migrations: Type.Object({ clickhouse: Type.Array(AppliedSchema), postgres: Type.Array(AppliedSchema) }),
  postgres: Type.Object({
    tables: Type.Array(TableSchema),
    /** The last number each gave; `null` where it gave none. */
    sequences: Type.Array(Type.Object({ name: Text, last: Nullable(Text) })),
  }),
  clickhouse: Type.Object({
    packs: Type.Array(PackSchema),
    runs: Type.Array(RunSchema),
    /** Tables whose rows belong to no batch and no run. */
    tables: Type.Array(TableSchema),
  }),
  evidence: Type.Array(Type.Object({ sha256: Text, bytes: Count, object: Text })),
  /** The trail's first line and its last; `null` where it has none. */
  trail: Nullable(Type.Object({ first: Text, sequence: Type.Integer(), hash: Text })),
  /** The head of the trail as it was kept beside the database; restored, it goes on showing what was cut off. */
  head: Nullable(Type.Object({ sequence: Type.Integer(), hash: Text })),
  counts: CountsSchema,
  faults: Type.Array(FaultSchema),
});
export type Manifest = Static<typeof ManifestSchema>;

/** Which program makes a backup. */
export type Program = Pick<Manifest['program'], 'version' | 'commit'>;

/** What lies under the instant of a backup, readable without a key; the last thing that is written of it. */
export const BackupSchema = Type.Object({
  format: Type.Integer(),
  /** ISO 8601, to the millisecond. */
  at: Text,
  /** Version of the program that made it. */
  version: Text,
  /** The object that is its manifest. */
  manifest: Text,
  /** Bytes of all its objects as they lie here, and of those that were written for it. */
  bytes: Count,
  written: Count,
  seconds: Type.Number(),
  faults: Count,
});
export type Backup = Static<typeof BackupSchema>;

/** What came of restoring a backup into an empty directory. */
export const TrialSchema = Type.Object({
  at: Text,
  isGood: Type.Boolean(),
  seconds: Type.Number(),
  /** What was compared. */
  compared: Type.Object({ tables: Count, batches: Count, runs: Count, evidence: Count }),
  /** What differs, or why it could not be restored; a few, in words. */
  found: Type.Array(Type.Object({ zh: Text, en: Text })),
});
export type Trial = Static<typeof TrialSchema>;

/** Every object a manifest needs. */
export function objectsOf({ postgres, clickhouse, evidence }: Manifest): Set<string> {
  return new Set([
    ...[...postgres.tables, ...clickhouse.tables].flatMap(({ objects }) => objects),
    ...[...clickhouse.packs, ...clickhouse.runs, ...evidence].map(({ object }) => object),
  ]);
}
