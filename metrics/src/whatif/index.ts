/** Thinking a ranking otherwise: values, weights, and the cheapest way up. */
export { whatIf, type Standing, type ValueChange, type WhatIf, type WhatIfOptions } from './what-if.ts';
export { seekGoal, type GoalFound, type GoalMissed, type GoalSeek, type Improvement } from './goal-seek.ts';
export { type UnusedLever } from './handles.ts';
export { type Lever } from './levels.ts';
export { compareWeightSets, type ComparedSet, type WeightSet, type WeightSetComparison } from './weight-sets.ts';
