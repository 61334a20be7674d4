import type { Found } from '../finding.ts';
import { findConstantValues } from './constant-values.ts';
import type { ValuesContext } from './context.ts';
import { findCorrelated } from './correlated.ts';
import { findEffectiveWeightNothing } from './effective-weight-nothing.ts';
import { findEqualScores } from './equal-scores.ts';
import { findNoClasses } from './no-classes.ts';
import { findNoValues } from './no-values.ts';
import { findSaturated } from './saturated.ts';

/** What can only be found with the values of a run. */
export const VALUE_CHECKS: readonly ((context: ValuesContext) => Found[])[] = [
  findNoValues,
  findConstantValues,
  findSaturated,
  findEqualScores,
  findCorrelated,
  findEffectiveWeightNothing,
  findNoClasses,
];
