import { Type, type Static } from 'typebox';
import { MissingSchema, NamesSchema, OneOf, StandingSchema, ToldMissingSchema } from '../../language/catalogue.ts';
import { CodeSchema, DecimalSchema, InstantSchema, Nullable, PageOf, PeriodLabelSchema } from './common.ts';

/** One observation as it was reported. Nothing is overwritten; `counts` tells which one speaks. */
export const ObservationSchema = Type.Object({
  measure: CodeSchema,
  unit: CodeSchema,
  period: PeriodLabelSchema,
  value: Nullable(DecimalSchema),
  missing: Nullable(MissingSchema),
  standing: StandingSchema,
  source: CodeSchema,
  batch: Type.String(),
  row: Type.Integer(),
  /** Index of the raw record in the batch. */
  record: Type.Integer(),
  recordedAt: InstantSchema,
  recordedBy: Type.String(),
  reason: Nullable(Type.String()),
  /** It is the one that counts for its measure, unit and period. */
  counts: Type.Boolean(),
  /** It differs from the one that counts. */
  conflicts: Type.Boolean(),
});
export type Observation = Static<typeof ObservationSchema>;
export const ObservationPageSchema = PageOf(ObservationSchema);

/** What an operator reports: a correction, an inspection, a statement that a value is not applicable. */
export const ReportedRowSchema = Type.Object(
  {
    measure: CodeSchema,
    unit: CodeSchema,
    period: PeriodLabelSchema,
    value: Nullable(DecimalSchema),
    missing: Type.Optional(Nullable(ToldMissingSchema)),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    /** Ids of files that show it. */
    evidence: Type.Optional(Type.Array(CodeSchema, { maxItems: 5 })),
  },
  { additionalProperties: false },
);
export type ReportedRow = Static<typeof ReportedRowSchema>;

export const ReportSchema = Type.Object(
  {
    standing: OneOf(['reported', 'inspected']),
    rows: Type.Array(ReportedRowSchema, { minItems: 1, maxItems: 1000 }),
  },
  { additionalProperties: false },
);
export type Report = Static<typeof ReportSchema>;

/**
 * Whether the scores are of what was stored: `waiting` until a scoring has covered it, `done` once every read shows it,
 * `none` where nothing of it counts.
 */
export const ScoringStateSchema = OneOf(['none', 'waiting', 'done']);

/** Given as soon as what was reported lies in both stores; it is scored after. */
export const ReportReceiptSchema = Type.Object({
  /** `GET /batches/{id}` says when it is scored, as do the events `scored` and `news`. Empty where nothing was new. */
  batch: Type.String(),
  stored: Type.Integer(),
  /** Rows that wait for somebody to look at them (待审): what counted before goes on counting. */
  pending: Type.Integer(),
  /** The same report was here before: nothing was stored twice. */
  repeated: Type.Boolean(),
  scoring: ScoringStateSchema,
});

/** Why a value waits: it may be true, and somebody has to look at it. */
export const PendingBreakSchema = Type.Union([
  Type.Object({ guard: Type.Literal('not-ended'), ends: Type.String({ description: 'Last day of the period' }) }),
  Type.Object({
    guard: Type.Literal('jump'),
    /** The least and the greatest value that counted in the window, and how many times as far is a jump. */
    least: DecimalSchema,
    greatest: DecimalSchema,
    times: Type.Number(),
    window: Type.Integer({ description: 'Months' }),
  }),
  /** Of a pull, whose other side may still be on its way. */
  Type.Object({
    guard: Type.Literal('part'),
    part: CodeSchema,
    partValue: DecimalSchema,
    whole: CodeSchema,
    wholeValue: DecimalSchema,
  }),
]);
export type PendingBreak = Static<typeof PendingBreakSchema>;

export const PENDING_STATES = ['pending', 'accepted', 'returned', 'superseded'] as const;

/** A value that broke a guard which somebody has to look at. Until it is accepted it counts for nothing. */
export const PendingValueSchema = Type.Object({
  id: Type.Integer(),
  unit: CodeSchema,
  measure: CodeSchema,
  period: PeriodLabelSchema,
  value: DecimalSchema,
  standing: StandingSchema,
  source: CodeSchema,
  /** Where its raw record lies. */
  batch: Type.String(),
  record: Type.Integer(),
  reason: Nullable(Type.String()),
  breaks: Type.Array(PendingBreakSchema),
  /** What counts for the same unit, measure and period now; `null` where nothing does. */
  counting: Nullable(DecimalSchema),
  state: OneOf(PENDING_STATES),
  receivedAt: InstantSchema,
  receivedBy: Type.String(),
  decidedAt: Nullable(InstantSchema),
  decidedBy: Nullable(Type.String()),
  decision: Nullable(Type.String({ description: 'Why it was accepted or returned' })),
});
export type PendingValue = Static<typeof PendingValueSchema>;
export const PendingPageSchema = PageOf(PendingValueSchema);

/** A value that counts although it cannot be true: it came in before its measure declared the guard. */
export const StandingBreakSchema = Type.Object({
  unit: CodeSchema,
  measure: CodeSchema,
  period: PeriodLabelSchema,
  value: DecimalSchema,
  guard: OneOf(['kind', 'bounds', 'part', 'not-begun']),
  /** Of a part above its whole: the whole and its value. */
  whole: Nullable(CodeSchema),
  wholeValue: Nullable(DecimalSchema),
});
export type StandingBreakView = Static<typeof StandingBreakSchema>;
export const StandingBreakListSchema = Type.Object({
  /** The first of them. */
  items: Type.Array(StandingBreakSchema),
  total: Type.Integer(),
});
export type StandingBreakList = Static<typeof StandingBreakListSchema>;

/** A value somebody decided about. */
export const DecidedValueSchema = Type.Interface([PendingValueSchema], {
  /** The batch it counts by from now on: `GET /batches/{id}` says when it is scored. `null` where it was returned. */
  countsBy: Nullable(Type.String()),
  scoring: ScoringStateSchema,
});
export type DecidedValue = Static<typeof DecidedValueSchema>;

export const DecisionSchema = Type.Object(
  { accept: Type.Boolean(), reason: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);
export type Decision = Static<typeof DecisionSchema>;

/** Where a batch came from: a call to a source, a seed file, an operator's report. */
export const BatchSchema = Type.Object({
  id: Type.String(),
  source: CodeSchema,
  sourceName: NamesSchema,
  /** `void`: it was begun, a crash ended it, and nothing of it is left; the audit trail says so. */
  state: OneOf(['received', 'stored', 'checked', 'void']),
  receivedAt: InstantSchema,
  /** The call in one line, without secrets, e.g. `GET http://…?cursor=…`, or the seed file's name. */
  origin: Type.String(),
  status: Nullable(Type.Integer({ description: 'HTTP status of the call' })),
  records: Type.Integer(),
  observations: Type.Integer(),
  run: Nullable(Type.Integer()),
  scoring: ScoringStateSchema,
});
export type Batch = Static<typeof BatchSchema>;

export const RawRecordSchema = Type.Object({
  batch: Type.String(),
  record: Type.Integer(),
  /** The record exactly as the source gave it. */
  payload: Type.String(),
  /** Entry of the published articles it repeats, at `GET /facts/{id}`; `null` for any other record. */
  fact: Nullable(CodeSchema),
});
export type RawRecord = Static<typeof RawRecordSchema>;

export const RUN_STATES = ['running', 'succeeded', 'failed', 'cancelled'] as const;

/** The log of one pull. */
export const PullRunSchema = Type.Object({
  id: Type.Integer(),
  source: CodeSchema,
  state: OneOf(RUN_STATES),
  startedAt: InstantSchema,
  finishedAt: Nullable(InstantSchema),
  durationMs: Nullable(Type.Integer()),
  /** Records seen; observations stored and unchanged; records quarantined; pages read. */
  seen: Type.Integer(),
  stored: Type.Integer(),
  unchanged: Type.Integer(),
  quarantined: Type.Integer(),
  pages: Type.Integer(),
  retries: Type.Integer(),
  error: Nullable(Type.String()),
});
export type PullRun = Static<typeof PullRunSchema>;
export const PullRunPageSchema = PageOf(PullRunSchema);

export const SourceSchema = Type.Object({
  code: CodeSchema,
  name: NamesSchema,
  address: Type.String(),
  schedule: Type.String({ description: 'Cron expression, Asia/Shanghai' }),
  /** Its values are demo: it is a simulated system. */
  simulated: Type.Boolean(),
  since: Nullable(Type.String({ description: 'Only records changed at or after this are asked for' })),
  breaker: OneOf(['closed', 'open', 'half-open']),
  lastRun: Nullable(PullRunSchema),
});
export type Source = Static<typeof SourceSchema>;
export const SourceListSchema = Type.Object({ items: Type.Array(SourceSchema) });
export type SourceList = Static<typeof SourceListSchema>;

/** A record that did not fit, kept whole. */
export const QuarantinedSchema = Type.Object({
  id: Type.Integer(),
  run: Type.Integer(),
  at: InstantSchema,
  /** Permanent code: unknown-unit, unknown-period, unknown-measure, bad-number, missing-field, bad-record, impossible-value. */
  reason: Type.String(),
  message: Type.String(),
  payload: Type.String(),
});
export type Quarantined = Static<typeof QuarantinedSchema>;
export const QuarantinePageSchema = PageOf(QuarantinedSchema);
