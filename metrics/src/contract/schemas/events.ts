import { Type, type Static } from 'typebox';
import { NamesSchema, StandingSchema } from '../../language/catalogue.ts';
import {
  CodeSchema,
  DecimalSchema,
  InstantSchema,
  MonthSchema,
  Nullable,
  PeriodLabelSchema,
  ProvenanceSchema,
} from './common.ts';
import { RefSchema } from './facts.ts';

/** A value that counts now, and what counted before it; `null` where there was none, or what counts says so. */
const ChangedValueSchema = Type.Object({
  unit: RefSchema,
  measure: RefSchema,
  unitOfMeasure: Type.String(),
  period: PeriodLabelSchema,
  from: Nullable(DecimalSchema),
  to: Nullable(DecimalSchema),
  standing: StandingSchema,
});

/** 刚刚: what a scoring was asked for because of, and what it did to the county's score. */
const NewsSchema = Type.Object({
  type: Type.Literal('news'),
  at: InstantSchema,
  /** Values that changed, whoever may see them. */
  count: Type.Integer(),
  /** The first few of those that are open to whoever listens. */
  values: Type.Array(ChangedValueSchema),
  /** The county at the month of the last of them; `null` where nothing of it changed. */
  county: Nullable(
    Type.Object({
      month: MonthSchema,
      name: NamesSchema,
      /** As printed; `null` where it is printed as before. */
      score: Nullable(
        Type.Object({ from: Nullable(DecimalSchema), to: Nullable(DecimalSchema), provenance: ProvenanceSchema }),
      ),
      /** The leaf whose part in the score changed most. */
      leaf: Nullable(
        Type.Object({
          code: CodeSchema,
          name: NamesSchema,
          unitOfMeasure: Type.String(),
          from: Nullable(Type.Number()),
          to: Nullable(Type.Number()),
          provenance: ProvenanceSchema,
        }),
      ),
    }),
  ),
});
export type News = Static<typeof NewsSchema>;

/** Server-sent events at `/api/v1/events`. */
export const EventSchema = Type.Union([
  Type.Object({
    type: Type.Literal('scored'),
    schemes: Type.Array(CodeSchema),
    periods: Type.Array(MonthSchema),
    run: Type.Integer(),
  }),
  Type.Object({ type: Type.Literal('pulled'), source: CodeSchema, run: Type.Integer(), state: Type.String() }),
  NewsSchema,
]);
export type LiveEvent = Static<typeof EventSchema>;
