/** Where weights come from, and how they are moved. Nothing here reads a document; see `./edit-log` for that. */
export {
  AHP_METHODS,
  CONSISTENCY_LIMIT,
  ahpWeights,
  type AhpMethod,
  type AhpOptions,
  type AhpResult,
  type Consistency,
} from './ahp.ts';
export { adviseMend, withJudgement, worstTriads, type Mend, type MendAdvice, type Triad } from './ahp-consistency.ts';
export {
  groupJudgements,
  type Disagreement,
  type ExpertFault,
  type ExpertReport,
  type GroupJudgements,
} from './ahp-group.ts';
export {
  JUDGEMENT_SCALE,
  parseJudgements,
  parsePartialJudgements,
  type JudgementFault,
  type Judgements,
  type PartialJudgements,
} from './judgements.ts';
export { RANDOM_INDEX, randomIndex, type RandomIndexTable } from './random-index.ts';
export { delphiRound, type Concordance, type DelphiFault, type DelphiItem, type DelphiResult } from './delphi.ts';
export { criticWeights, type CriticWeights } from './critic.ts';
export { entropyWeights, type EntropyWeights } from './entropy.ts';
export { principalComponents, pcaWeights, type PcaWeights, type PrincipalComponents } from './pca.ts';
export { type ColumnWarning, type CriterionColumn, type WeightRefusal } from './objective.ts';
export {
  DEFAULT_ALPHA,
  combineByGameTheory,
  combineGeometric,
  combineLinear,
  combineMultiplicative,
  type CombinedWeights,
} from './combine.ts';
export { topsisCloseness } from './topsis.ts';
export { effectiveWeights, type EffectiveWeights } from './effective.ts';
export { movableRange, pointSheet, slideWeight, type EditLimits, type PointSheet } from './edit/slide.ts';
export { edgeRange, moveEdge, type Edge } from './edit/edge.ts';
export { typeWeight } from './edit/typed-weight.ts';
export { adoptWeights, gapWords, giveGapTo, groupGap, spreadGap } from './edit/group-gap.ts';
export { checkSheet, type SheetCheckOptions, type SheetFault } from './edit/sheet-check.ts';
export { type EditOutcome, type EditRefusal } from './edit/refusal.ts';
export { excludedOf, initialState, performEdit, type StateOutcome, type WeightState } from './edit/perform.ts';
export { LONGEST_LOG, applyEdit, redoEdit, replayEdits, settleLog, startLog, undoEdit } from './edit/edit-log.ts';
export { lastTouched, offerRepairs, type Repair } from './edit/repairs.ts';
export type { Edit, EditLog, LoggedEdit } from './edit/edit-schema.ts';
