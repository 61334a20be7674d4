/** The language of the field and the engine. Pure; nothing here reads a clock, a file or a network. */
export type {
  AdjustmentKind,
  Area,
  Catalogue,
  Formula,
  Indicator,
  Jump,
  Measure,
  Mode,
  Names,
  Pair,
  Quantity,
  Reference,
  Rollup,
  System,
  Unit,
  UnitClass,
  UnitKind,
  UnitSet,
  View,
} from './language/catalogue.ts';
export type { Paging, SourceDeclaration } from './language/source.ts';
export type { InstantFormat, NumberReading, PeriodFormat, PeriodReading } from './language/source-mapping.ts';
export { compareDecimals, scaledQuotient, toDecimal } from './language/exact.ts';
export { shiftDecimal } from './language/decimal.ts';
export { readInstant, shanghaiIso, writeInstant } from './language/instant.ts';
export { readPeriodAs, writePeriodAs } from './language/period-format.ts';
export { MISSING_KINDS, MISSING_POLICY, TOLD_KINDS, type MissingKind } from './language/missing.ts';
export { STANDINGS, weakestStanding, type Standing } from './language/provenance.ts';
export {
  GRAINS,
  addGrains,
  addMonths,
  formatPeriod,
  lastFinishedMonth,
  monthOfInstant,
  monthsBetween,
  parsePeriod,
  periodContaining,
  periodEnd,
  type Grain,
  type Period,
} from './language/period.ts';
export { guardBreaks, isLookedAt, type GuardBreak } from './language/guards.ts';
export { formatHundredths, splitByLargestRemainder, toHundredths } from './language/points.ts';
export { printRounded, roundToUnits } from './language/rounding.ts';
export { LARGEST_FIGURE } from './language/words.ts';
export type { Adjustment, SchemeDocument, SchemeLeaf, SchemeNode } from './scheme/document.ts';
export { fullScoreAt } from './scheme/attainable.ts';
export { namedUnits, type NamedUnit } from './scheme/named-units.ts';
export { buildTree, isLeaf, type SchemeTree } from './scheme/tree.ts';
export { NO_PEERS, scoreByRule, type Rule, type RuleSetting, type RuleType } from './rules/index.ts';
export { indicatorValue, type IndicatorParts, type IndicatorValue } from './engine/indicator-value.ts';
export { baseScores, ranksOfScores, type BaseScores } from './engine/base-scores.ts';
export { indicatorsOf, tableOf, type IndicatorTable, type UnitInput } from './engine/table.ts';
export { scoreLeaves, type LeafSheet } from './engine/leaf-sheet.ts';
export { eachScore, scoreSheet, scoreUnits, type NodeScore, type UnitScore } from './engine/score.ts';
export { derive, valueStep, type Derivation, type DerivationStep } from './explain/derivation.ts';
export { rankInClass, type ClassOfUnit, type RankedScore } from './engine/rank.ts';
export { absenceReason, type Supply } from './engine/absence.ts';
export { quotientOf, settleValue, type FoundParts, type Origin, type SettledValue } from './engine/origin.ts';
export { observationWindow, type ObservationWindow } from './engine/window.ts';
export { ENGINE_VERSION } from './engine/version.ts';
export { printContributions, type ContributedScore, type PrintedContribution } from './explain/contributions.ts';
export { gapToNextRank, type GapReason, type PlacedScore, type RankGap } from './explain/gap.ts';
export { compareRankings, type Movement } from './explain/movement.ts';
export { groupsOf, NOT_COMPOSED, whyNotComposed, type NotComposed } from './explain/composition.ts';
export { pivotLeaves, REST, type Pivot, type PivotGroup, type PivotLeaf } from './explain/pivot.ts';
export { forecastLine, type LineForecast } from './forecast/line.ts';
export {
  forecastYearEnd,
  NO_FORECAST,
  YEAR_END_METHODS,
  type NoForecast,
  type RunningValue,
  type YearEnd,
  type YearEndMethod,
} from './forecast/year-end.ts';
export { unsuppliedBySystem, type SuppliedLeaf, type UnsuppliedSystem } from './explain/supply.ts';
