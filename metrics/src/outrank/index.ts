/** Who outranks whom (Copeland): a second opinion beside the index. */
export { copelandScores } from './copeland.ts';
export { copelandOfUnits } from './of-units.ts';
export { countDominant, outrankingMatrix, type OutrankingMatrix } from './outranking.ts';
