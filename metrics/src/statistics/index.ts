/** The statistics an index is made with. A column is a `Float64Array` whose NaN is an absent value. */
export { argsortDescending } from './argsort.ts';
export { correlationMatrix, covariance, pearson, spearman, type CorrelationMethod } from './correlation.ts';
export { cronbachAlpha } from './cronbach.ts';
export { kendall } from './kendall.ts';
export {
  countPresent,
  excessKurtosis,
  maximum,
  mean,
  minimum,
  skewness,
  standardDeviation,
  variance,
} from './moments.ts';
export { median, quantile } from './quantile.ts';
export { competitionRanks, competitionRanksInGroups, rankAscending, type TieRule } from './rank.ts';
export { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.ts';
