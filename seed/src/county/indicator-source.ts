import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import source from '../../data/indicators.json' with { type: 'json' };

const Points = Type.Object({
  county: Type.Optional(Type.Number()),
  department: Type.Optional(Type.Number()),
  township: Type.Optional(Type.Number()),
});

const BranchSourceSchema = Type.Object({
  code: Type.String(),
  parent: Type.Optional(Type.String()),
  zh: Type.String(),
  en: Type.String(),
});
export type BranchSource = Static<typeof BranchSourceSchema>;

const IndicatorSourceSchema = Type.Object({
  code: Type.String(),
  parent: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  unit: Type.String(),
  direction: Type.Enum(['higher', 'lower']),
  formula: Type.String(),
  source: Type.String(),
  goalposts: Type.Object({ floor: Type.Number(), pass: Type.Number(), target: Type.Number() }),
  scoring: Type.Enum(['piecewise_linear', 'veto_if_positive']),
  weights: Points,
  rollup: Type.String(),
  measured_on: Type.Array(Type.Enum(['county', 'department', 'township'])),
  /** `report+inspect` and the like. */
  collection: Type.String(),
  red_line: Type.Boolean(),
  scale_sensitive: Type.Boolean(),
  focus: Type.Array(Type.Integer()),
  arch: Type.Union([Type.String(), Type.Null()]),
  benchmark: Type.Union([Type.String(), Type.Null()]),
  basis: Type.Array(Type.String()),
  unverified: Type.Boolean(),
});
export type IndicatorSource = Static<typeof IndicatorSourceSchema>;

const SystemSchema = Type.Object({
  dimensions: Type.Array(BranchSourceSchema),
  groups: Type.Array(BranchSourceSchema),
  indicators: Type.Array(IndicatorSourceSchema),
  monitor_kpis: Type.Array(
    Type.Object({
      code: Type.String(),
      zh: Type.String(),
      en: Type.String(),
      unit: Type.String(),
      /** `null` where the articles give a list and not a number. */
      seed_value: Type.Union([Type.Number(), Type.Null()]),
      fact: Type.String(),
    }),
  ),
  architecture: Type.Array(Type.Tuple([Type.String(), Type.String()])),
  refs: Type.Record(Type.String(), Type.Object({ title: Type.String(), status: Type.Optional(Type.String()) })),
  adjustments: Type.Object({
    bonus_cap: Type.Number(),
    deduct_cap: Type.Number(),
    /** [code, zh, counted, points, evidence] */
    bonus: Type.Array(Type.Tuple([Type.String(), Type.String(), Type.String(), Type.Number(), Type.String()])),
    deduct: Type.Array(Type.Tuple([Type.String(), Type.String(), Type.String(), Type.Number(), Type.String()])),
    /** [code, zh, effect, evidence] */
    veto: Type.Array(Type.Tuple([Type.String(), Type.String(), Type.String(), Type.String()])),
  }),
  grading: Type.Object({
    /** [zh, code, at least] best first. */
    grades: Type.Array(Type.Tuple([Type.String(), Type.String(), Type.Number()])),
    five_colour: Type.Object({ by_score: Type.Array(Type.Tuple([Type.String(), Type.Number()])) }),
  }),
});

/** The proposed indicator system of the domain pages, the fields this package reads. */
export const indicatorSystem = Value.Parse(SystemSchema, source);

/**
 * An indicator of the proposed system.
 *
 * @throws RangeError if the system has no such indicator
 */
export function indicatorSource(code: string): IndicatorSource {
  const found = indicatorSystem.indicators.find((one) => one.code === code);
  if (found === undefined) throw new RangeError(`indicatorSource requires a code of the system, not ${code}`);
  return found;
}
