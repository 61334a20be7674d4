import { Type, type Static } from 'typebox';
import { MISSING_KINDS } from './missing.ts';
import { GRAINS } from './period.ts';
import { STANDINGS } from './provenance.ts';

/** A TypeBox schema of one of our `as const` lists of words. */
export const OneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.Enum([...values]));

export const NamesSchema = Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) });
export type Names = Static<typeof NamesSchema>;

export const UNIT_KINDS = ['county', 'department', 'township'] as const;
export const UnitKindSchema = OneOf(UNIT_KINDS);
export type UnitKind = (typeof UNIT_KINDS)[number];

export const GrainSchema = OneOf(GRAINS);
export const StandingSchema = OneOf(STANDINGS);
export const MissingSchema = OneOf(MISSING_KINDS);

const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** What is scored. `ranked: false` (人武部, courts, procuratorate) means scored for itself, never ranked. */
export const UnitSchema = Type.Object({
  code: Code,
  name: NamesSchema,
  shortName: NamesSchema,
  kind: UnitKindSchema,
  /** Peer class inside which the unit is ranked. */
  class: Code,
  parent: Type.Union([Code, Type.Null()]),
  ranked: Type.Boolean(),
  certainty: OneOf(['high', 'medium', 'low']),
  validFrom: Day,
  /** First day on which the unit no longer exists; `null` while it does. */
  validTo: Type.Union([Day, Type.Null()]),
  /** Cell on the schematic tile map; townships only. */
  tile: Type.Union([Type.Object({ col: Type.Integer(), row: Type.Integer() }), Type.Null()]),
});
export type Unit = Static<typeof UnitSchema>;

export const UnitClassSchema = Type.Object({ code: Code, name: NamesSchema, kind: UnitKindSchema });
export type UnitClass = Static<typeof UnitClassSchema>;

/** A named set of units with dates, e.g. "departments online". */
export const UnitSetSchema = Type.Object({
  code: Code,
  name: NamesSchema,
  note: Type.String(),
  /** Of the membership itself: a value that follows from it alone is no better. */
  standing: StandingSchema,
  members: Type.Array(Type.Object({ unit: Code, from: Day, to: Type.Union([Day, Type.Null()]) })),
});
export type UnitSet = Static<typeof UnitSetSchema>;

/** 度量: one reported quantity. Flow adds up over time, stock is a state, rate comes without its parts. */
export const MeasureSchema = Type.Object({
  code: Code,
  name: NamesSchema,
  unitOfMeasure: Type.String(),
  kind: OneOf(['flow', 'stock', 'rate']),
  grain: GrainSchema,
  /** Who is meant to supply it, in a person's words; whether anybody does is read from what was supplied. */
  supplier: Type.Union([Type.String(), Type.Null()]),
  /** Units it is due from; `null` means every unit on which one of its indicators is measured. */
  dueFrom: Type.Union([Code, Type.Null()]),
  /** Days after the end of the period until it counts as overdue. */
  dueAfterDays: Type.Integer({ minimum: 0 }),
});
export type Measure = Static<typeof MeasureSchema>;

export const MODES = ['own', 'last-complete', 'ytd', 'rolling-12'] as const;
export type Mode = (typeof MODES)[number];

export const ROLLUPS = ['ratio-of-sums', 'sum', 'mean', 'share-of-units', 'own'] as const;
export type Rollup = (typeof ROLLUPS)[number];

const FormulaSchema = Type.Union([
  /** numerator ÷ denominator × factor; `rate` is taken where a unit reports the ratio without its parts. */
  Type.Object({
    kind: Type.Literal('ratio'),
    numerator: Code,
    denominator: Code,
    factor: Type.Number(),
    rate: Type.Optional(Code),
  }),
  /** One measure as it stands. */
  Type.Object({ kind: Type.Literal('amount'), measure: Code }),
]);
export type Formula = Static<typeof FormulaSchema>;

/** 指标: a formula over measures, and how it behaves over time and over units. */
export const IndicatorSchema = Type.Object({
  code: Code,
  name: NamesSchema,
  definition: Type.String({ description: 'The formula in words, as the catalogue prints it' }),
  unitOfMeasure: Type.String(),
  direction: OneOf(['higher', 'lower']),
  grain: GrainSchema,
  formula: FormulaSchema,
  mode: OneOf(MODES),
  /** A stock or rate older than this many grains no longer speaks for the period. */
  staleAfter: Type.Integer({ minimum: 0, default: 2 }),
  measuredOn: Type.Array(UnitKindSchema),
  weightedFor: Type.Array(UnitKindSchema),
  rollup: OneOf(ROLLUPS),
  /** Named set the roll-up runs over; `null` means the children in force at the period. */
  rollupOver: Type.Union([Code, Type.Null()]),
  /** A member of `required` that is not in `connected` has the value 0, never "not applicable". */
  connection: Type.Union([Type.Object({ required: Code, connected: Code }), Type.Null()]),
  /** Relative difference above which an own and a rolled-up value are a conflict. */
  tolerance: Type.Number({ minimum: 0, default: 0.005 }),
  basis: Type.Array(Type.String()),
  /** Rests partly on memory or on our reading of a term. */
  unverified: Type.Boolean(),
  note: Type.Union([Type.String(), Type.Null()]),
  system: Type.String({ description: 'System the figures come from' }),
});
export type Indicator = Static<typeof IndicatorSchema>;

export const CatalogueSchema = Type.Object({
  measures: Type.Array(MeasureSchema),
  indicators: Type.Array(IndicatorSchema),
  sets: Type.Array(UnitSetSchema),
});
/** Everything besides the observations that decides what an indicator is worth. */
export type Catalogue = Static<typeof CatalogueSchema>;
