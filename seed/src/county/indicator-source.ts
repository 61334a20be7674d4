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
  basis: Type.Array(Type.String()),
  unverified: Type.Boolean(),
});
export type IndicatorSource = Static<typeof IndicatorSourceSchema>;

const SystemSchema = Type.Object({
  dimensions: Type.Array(BranchSourceSchema),
  groups: Type.Array(BranchSourceSchema),
  indicators: Type.Array(IndicatorSourceSchema),
  adjustments: Type.Object({ bonus_cap: Type.Number(), deduct_cap: Type.Number() }),
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
