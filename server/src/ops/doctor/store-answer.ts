import {
  AuditVerificationSchema,
  FindingSchema,
  CatalogueViewSchema,
  ClockViewSchema,
  Nullable,
  StandingBreakListSchema,
} from '@dangzhi/metrics/contract';
import { Type, type Static } from 'typebox';

/** As much of a catalogue as says what values may be, and the units it is asked of: the county's own. */
export const GuardsSchema = Type.Interface([Type.Pick(CatalogueViewSchema, ['measures', 'pairs'])], {
  units: Type.Array(Type.String()),
});
export type Guards = Static<typeof GuardsSchema>;

/** What PostgreSQL says is in ClickHouse. */
export const ExpectedSchema = Type.Object({
  batches: Type.Array(
    Type.Object({
      id: Type.String(),
      observations: Type.Integer(),
      records: Type.Integer(),
      isChecked: Type.Boolean(),
    }),
  ),
  runs: Type.Array(
    Type.Object({
      run: Type.Integer(),
      kind: Type.Union([Type.Literal('live'), Type.Literal('official')]),
      scheme: Type.String(),
      period: Type.String(),
      rows: Nullable(Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()])),
    }),
  ),
});
export type Expected = Static<typeof ExpectedSchema>;

/** What the process that opened one store says of it. */
export const StoreAnswerSchema = Type.Object({
  /** No store lies here yet: one was opened in a folder of its own, and thrown away. */
  empty: Type.Boolean(),
  /** Migrations of this build that were applied, and those the next start applies. */
  applied: Type.Integer(),
  pending: Type.Array(Type.String()),
  /** Why what was applied does not go with this build; `null` when it does. */
  mismatch: Nullable(Type.String()),
  /** Of PostgreSQL, when its tables are there; `null` otherwise. */
  county: Nullable(
    Type.Object({
      standings: Type.Array(Type.String()),
      /** The clock of this machine, held against the latest record. */
      clock: ClockViewSchema,
      sources: Type.Array(
        Type.Object({ code: Type.String(), name: Type.String(), simulated: Type.Boolean(), address: Type.String() }),
      ),
    }),
  ),
  /** Of PostgreSQL, when its tables are there: whether the audit trail is whole; `null` otherwise. */
  audit: Nullable(AuditVerificationSchema),
  /** Of PostgreSQL, when a county is loaded: what values may be, by its catalogue; `null` otherwise. */
  guards: Nullable(GuardsSchema),
  /** Of ClickHouse, when it was told what values may be: those that count and cannot be true; `null` otherwise. */
  breaks: Nullable(StandingBreakListSchema),
  /** Of ClickHouse, when its tables are there: what is kept beside history and does not say the same; `null` otherwise. */
  stale: Nullable(Type.Object({ years: Type.Array(Type.Integer()), supply: Type.Boolean() })),
  /** Of PostgreSQL, when its tables are there: what it says is in ClickHouse; `null` otherwise. */
  expected: Nullable(ExpectedSchema),
  /** Of either, when its tables are there, of ClickHouse when it was told what is expected: what is damaged. */
  damage: Nullable(Type.Array(FindingSchema)),
});
export type StoreAnswer = Static<typeof StoreAnswerSchema>;

export const STORES = ['clickhouse', 'postgres'] as const;
export type StoreKey = (typeof STORES)[number];
