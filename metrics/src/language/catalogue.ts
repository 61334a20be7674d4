import { Type, type Static } from 'typebox';
import { MISSING_KINDS, TOLD_KINDS } from './missing.ts';
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
/** Why somebody says that there is no value. */
export const ToldMissingSchema = OneOf(TOLD_KINDS);

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
  /** It exists in a demonstration only, as what others are compared with. */
  invented: Type.Optional(Type.Boolean()),
  certainty: OneOf(['high', 'medium', 'low']),
  validFrom: Day,
  /** First day on which the unit no longer exists; `null` while it does. */
  validTo: Type.Union([Day, Type.Null()]),
  /** Cell on the schematic tile map; townships only. */
  tile: Type.Union([Type.Object({ col: Type.Integer(), row: Type.Integer() }), Type.Null()]),
});
export type Unit = Static<typeof UnitSchema>;

/** 设区市: where a county lies. Areas are not scored. */
export const AreaSchema = Type.Object({ code: Code, name: NamesSchema });
export type Area = Static<typeof AreaSchema>;

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

/** What a measure counts in: a count is whole; none but a level falls below 0. */
export const QUANTITIES = ['count', 'money', 'share', 'area', 'hours', 'size', 'level'] as const;
export type Quantity = (typeof QUANTITIES)[number];

/**
 * How far a value may lie from the unit's own history before somebody has to look at it: more than `times` the greatest
 * or less than a `times`-th of the least that counted in the `window` months before, and by more than `least`.
 */
export const JumpSchema = Type.Object({
  times: Type.Number({ minimum: 1, maximum: 1000 }),
  window: Type.Integer({ minimum: 1, maximum: 120 }),
  /** A smaller difference is none, in the measure's unit: 0 to 3 is no jump of a count. */
  least: Type.Number({ minimum: 0 }),
});
export type Jump = Static<typeof JumpSchema>;

/** 度量: one reported quantity. Flow adds up over time, stock is a state, rate comes without its parts. */
export const MeasureSchema = Type.Object({
  code: Code,
  name: NamesSchema,
  unitOfMeasure: Type.String(),
  kind: OneOf(['flow', 'stock', 'rate']),
  grain: GrainSchema,
  /** The system meant to supply it; `null` when none is named. Whether anybody does is read from what was supplied. */
  system: Type.Union([Code, Type.Null()]),
  /** Units it is due from; `null` means every unit on which one of its indicators is measured. */
  dueFrom: Type.Union([Code, Type.Null()]),
  /** Days after the end of the period until it counts as overdue. */
  dueAfterDays: Type.Integer({ minimum: 0 }),
  /** What its values may be; without it, any decimal. */
  quantity: Type.Optional(OneOf(QUANTITIES)),
  /** Lowest and highest value there can be, where the quantity does not say: a level of 1 to 5, a share of 0 to 100. */
  bounds: Type.Optional(Type.Object({ least: Type.Optional(Type.Number()), most: Type.Optional(Type.Number()) })),
  /** A flow that is reported as it grows: a period that has not ended may have a value. */
  running: Type.Optional(Type.Boolean()),
  jump: Type.Optional(JumpSchema),
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
  /** Digits its value is rounded to, half-up, before it is scored, so that the printed value is the scored one. */
  digits: Type.Union([Type.Integer({ minimum: 0, maximum: 9 }), Type.Null()]),
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
  /** What is to be said of the county's own figure and of no other unit's: how the published articles were read. */
  countyNote: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  system: Type.String({ description: 'System the figures come from, in the words of the proposal' }),
  /** The archives index, or the data index that can be switched off. */
  index: OneOf(['archives', 'data']),
  /** How its figures come in. */
  collection: Type.Array(OneOf(['auto', 'report', 'inspect'])),
  /** Groups of the other views it belongs to: of the six focuses any number, of the architecture at most one. */
  focuses: Type.Array(Code),
  band: Type.Union([Code, Type.Null()]),
  /** Unit that answers for it, where the articles or the law name one. */
  responsible: Type.Union([Code, Type.Null()]),
  /** Any case at all is a red line. */
  redLine: Type.Boolean(),
  /** A count that grows with the unit: compared between units only per head. */
  scaleSensitive: Type.Boolean(),
  /** Values that earn 0, 60 and 100; `null` for one that is only watched. */
  goalposts: Type.Union([
    Type.Object({
      floor: Type.Number(),
      pass: Type.Number(),
      target: Type.Number(),
      /** They stand for a whole year and are cut to the months gone by. */
      prorate: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  /** What others reached, with its source in words. */
  benchmark: Type.Union([Type.String(), Type.Null()]),
});
export type Indicator = Static<typeof IndicatorSchema>;

/** A system that supplies figures, or a way of reporting what no system supplies. */
export const SystemSchema = Type.Object({
  code: Code,
  name: NamesSchema,
  kind: OneOf(['pulled', 'reported']),
  /** Facts of the source articles that speak of it. */
  facts: Type.Array(Code),
});
export type System = Static<typeof SystemSchema>;

/** One way to sort the same leaves: dimensions, focuses, the architecture of the platform. */
export const ViewSchema = Type.Object({
  code: OneOf(['dimensions', 'focuses', 'bands']),
  name: NamesSchema,
  groups: Type.Array(
    Type.Object({
      code: Code,
      name: NamesSchema,
      /** Of the architecture: a horizontal or vertical band, or an end. */
      part: Type.Union([OneOf(['horizontal', 'vertical', 'end']), Type.Null()]),
      /** The fact of the articles that names it; of a priority, its heading there, word for word. */
      fact: Type.Union([Code, Type.Null()]),
      /** What of it no indicator measures, and why; catalogues before this was said have none. */
      unmeasured: Type.Optional(Type.Union([NamesSchema, Type.Null()])),
    }),
  ),
});
export type View = Static<typeof ViewSchema>;

/** 加分、扣分、一票否决: what the county may add to or take from a score, by the rule it states. */
export const AdjustmentKindSchema = Type.Object({
  code: Code,
  kind: OneOf(['bonus', 'deduct', 'veto']),
  name: NamesSchema,
  /** Points of one case; `null` for a veto. */
  points: Type.Union([Type.Number(), Type.Null()]),
  /** Highest grade left after a veto; `null` otherwise. */
  cap: Type.Union([Code, Type.Null()]),
  /** Paper or rule it rests on. */
  evidence: Type.String(),
});
export type AdjustmentKind = Static<typeof AdjustmentKindSchema>;

/** What the codes of `basis` stand for. */
export const ReferenceSchema = Type.Object({
  code: Code,
  title: Type.String(),
  /** How far it was checked: verified, verified excerpt, primary, secondary, NOT verified. */
  status: Type.String(),
  remark: Type.Optional(NamesSchema),
});
export type Reference = Static<typeof ReferenceSchema>;

/** Two measures of which the one is part of the other, for the same unit and period. */
export const PairSchema = Type.Object({ part: Code, whole: Code });
export type Pair = Static<typeof PairSchema>;

export const CatalogueSchema = Type.Object({
  measures: Type.Array(MeasureSchema),
  /** Where a part may not exceed its whole; a rate over 100 % of anything else is legal. */
  pairs: Type.Optional(Type.Array(PairSchema)),
  indicators: Type.Array(IndicatorSchema),
  sets: Type.Array(UnitSetSchema),
  systems: Type.Array(SystemSchema),
  views: Type.Array(ViewSchema),
  adjustments: Type.Array(AdjustmentKindSchema),
  references: Type.Array(ReferenceSchema),
});
/** Everything besides the observations that decides what an indicator is worth. */
export type Catalogue = Static<typeof CatalogueSchema>;
