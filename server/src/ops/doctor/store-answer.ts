import {
  AuditVerificationSchema,
  CatalogueViewSchema,
  Nullable,
  StandingBreakListSchema,
} from '@dangzhi/metrics/contract';
import { Type, type Static } from 'typebox';

/** As much of a catalogue as says what values may be, and the units it is asked of: the county's own. */
export const GuardsSchema = Type.Interface([Type.Pick(CatalogueViewSchema, ['measures', 'pairs'])], {
  units: Type.Array(Type.String()),
});
export type Guards = Static<typeof GuardsSchema>;

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
      lastReceived: Nullable(Type.String({ description: 'When the last batch came, ISO 8601' })),
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
});
export type StoreAnswer = Static<typeof StoreAnswerSchema>;

export const STORES = ['clickhouse', 'postgres'] as const;
export type StoreKey = (typeof STORES)[number];
