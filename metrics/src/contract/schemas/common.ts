import { Type, type Static, type TSchema } from 'typebox';
import { NamesSchema, OneOf, StandingSchema, UnitKindSchema } from '../../language/catalogue.ts';

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A decimal as text, so that no digit is lost on the way. */
export const DecimalSchema = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' });

export const PeriodLabelSchema = Type.String({
  pattern: '^\\d{4}(Q[1-4]|-\\d{2}(-\\d{2})?|-W\\d{2})?$',
  description: 'A period label: 2022, 2022Q4, 2022-12, 2022-W50 or 2022-12-31',
});
export const MonthSchema = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'A month, e.g. 2022-12' });
/** No code holds a control character; PostgreSQL would refuse a zero byte with an error of its own. */
export const CodeSchema = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000-\\u001f]+$' });
/** Words to search for. */
export const SearchSchema = Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$' });
export const InstantSchema = Type.String({ format: 'date-time' });

export const PageQuerySchema = Type.Object({
  page: Type.Integer({ minimum: 1, maximum: 100_000, default: 1 }),
  pageSize: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
});

/** A page of `item` with the total count. */
export const PageOf = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    page: Type.Integer(),
    pageSize: Type.Integer(),
    total: Type.Integer(),
  });

/** Enough of a unit to print it. */
export const UnitRefSchema = Type.Object({
  code: CodeSchema,
  name: NamesSchema,
  shortName: NamesSchema,
  kind: UnitKindSchema,
  class: CodeSchema,
});
export type UnitRef = Static<typeof UnitRefSchema>;

/** Weakest standing among the inputs; `null` where there is no input. */
export const ProvenanceSchema = Nullable(StandingSchema);

const ReadinessSchema = OneOf(['ok', 'down']);
/** What damage can be of; permanent words. */
export const DAMAGE_KINDS = [
  'stores',
  'tables',
  'parts',
  'batches',
  'records',
  'copies',
  'results',
  'documents',
  'evidence',
  'trail',
] as const;

/** Whether the stores answer and what they hold is whole: `/readyz`, beside the API. */
export const ReadySchema = Type.Object({
  clickhouse: ReadinessSchema,
  postgres: ReadinessSchema,
  // A server of an earlier version does not say.
  data: Type.Optional(OneOf(['whole', 'degraded'])),
  /** What of it is damaged; who may ask is told more by `GET /integrity`. */
  damaged: Type.Optional(Type.Array(OneOf(DAMAGE_KINDS))),
});

/** Versions of a scheme count from 1. */
export const VersionSchema = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });

/** The number of a run of scores, live or not. */
export const RunNumberSchema = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });
