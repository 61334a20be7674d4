import { Type, type Static } from 'typebox';
import { GrainSchema, OneOf, ToldMissingSchema } from './catalogue.ts';

const Text = Type.String({ minLength: 1 });
export const Field = Type.String({
  minLength: 1,
  description: 'A field of the source, as it writes it; `data.list` is the field `list` inside the field `data`',
});
const closed = { additionalProperties: false } as const;

/** How a source writes a period, and the finest grain such a label can name. */
export const PERIOD_FORMATS = {
  'YYYY-MM-DD': 'day',
  YYYYMM: 'month',
  'YYYY-MM': 'month',
  'YYYY/MM': 'month',
  YYYY年M月: 'month',
  YYYYQn: 'quarter',
  YYYY年第n季度: 'quarter',
  YYYY: 'year',
} as const;
export type PeriodFormat = keyof typeof PERIOD_FORMATS;

/** A label stands for the period of the grain it lies in: `2022-12-31` by the quarter is the fourth of 2022. */
const PeriodReadingSchema = Type.Object(
  { format: OneOf(Object.keys(PERIOD_FORMATS) as PeriodFormat[]), grain: GrainSchema },
  closed,
);
export type PeriodReading = Static<typeof PeriodReadingSchema>;

const PeriodSchema = Type.Union([
  Type.Object({ field: Field, ...PeriodReadingSchema.properties }, closed),
  /** The record says its grain: word of the source → how its label is read then. */
  Type.Object({ field: Field, grainField: Field, readings: Type.Record(Text, PeriodReadingSchema) }, closed),
]);

/** How a source writes an instant; one without an offset is in Asia/Shanghai. */
export const INSTANT_FORMATS = ['iso', 'YYYY-MM-DD HH:mm:ss', 'YYYYMMDDHHmmss', 'epoch-s', 'epoch-ms'] as const;
export type InstantFormat = (typeof INSTANT_FORMATS)[number];

/** A number as the source writes it (JSON number or text), and what it is of ours. */
const NumberReadingSchema = Type.Object({
  measure: Text,
  /** `grouped` may have thousands separators (`1,234`), `percent` ends in a percent sign; `plain` by default. */
  written: Type.Optional(OneOf(['plain', 'grouped', 'percent'])),
  /** Power of ten from the source's unit to ours: -8 where it counts 条 and we keep 亿条. */
  shift: Type.Optional(Type.Integer({ minimum: -20, maximum: 20 })),
});
export type NumberReading = Static<typeof NumberReadingSchema>;
const reading = NumberReadingSchema.properties;

const ValuesSchema = Type.Union([
  /** A field a figure. */
  Type.Object(
    {
      kind: Type.Literal('wide'),
      fields: Type.Array(Type.Object({ field: Field, ...reading }, closed), { minItems: 1 }),
    },
    closed,
  ),
  /** A record a figure, which says what it is of. A name under neither list goes to quarantine. */
  Type.Object(
    {
      kind: Type.Literal('long'),
      measureField: Field,
      valueField: Field,
      names: Type.Array(Type.Object({ name: Text, ...reading }, closed), { minItems: 1 }),
      ignored: Type.Array(Text),
    },
    closed,
  ),
]);

/** How the fields of a record become observations. */
export const SourceMappingSchema = Type.Object(
  {
    id: Field,
    /** When the record was last changed; a source that does not say is compared by its values alone. */
    changedAt: Type.Optional(Type.Object({ field: Field, format: OneOf(INSTANT_FORMATS) }, closed)),
    unit: Type.Union([
      Type.Object(
        {
          field: Field,
          codes: Type.Record(Text, Text, { description: "The source's unit names or codes → our codes" }),
        },
        closed,
      ),
      /** The whole system speaks of one unit. */
      Type.Object({ fixed: Text }, closed),
    ]),
    period: PeriodSchema,
    values: ValuesSchema,
    /** Words that stand where a number would, and say why there is none. */
    absent: Type.Optional(Type.Record(Text, ToldMissingSchema)),
    /** Text beside such a word; in a long record, beside any figure. */
    reasonField: Type.Optional(Field),
  },
  closed,
);
