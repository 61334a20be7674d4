/** How sure a ranking is, and what its certainty hangs on. */
export { seededRandom, type Random } from './random.ts';
export { type DoubtPlan, type PlanFault, type PlanRefusal, type Varied } from './doubt-plan.ts';
export {
  doubtBatches,
  runDoubt,
  type DoubtRun,
  type Progress,
  type RunOptions,
  type UnitDoubt,
} from './monte-carlo.ts';
export { RANK_INTERVAL, rankIntervals } from './rank-intervals.ts';
export { doubtShareBatches, doubtShares } from './doubt-shares.ts';
export { sobolBatches, sobolIndices } from './sobol.ts';
export { removeEach } from './remove-one.ts';
export { REDUNDANCY, redundancyOf } from './redundancy.ts';
export { weightMove, type WeightMove } from './moved-weight.ts';
export { swapPoints } from './swap-points.ts';
export { stabilityBand } from './stability-band.ts';
