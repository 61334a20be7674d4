import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { findCapBelowItem } from './cap-below-item.ts';
import { findChecklistSum } from './checklist-sum.ts';
import { findConstantRule } from './constant-rule.ts';
import { findDirectionIgnored } from './direction-ignored.ts';
import { findFlatStretch } from './flat-stretch.ts';
import { findGoalpostsSwapped } from './goalposts-swapped.ts';
import { findGradeUnknown } from './grade-unknown.ts';
import { findGroupSum } from './group-sum.ts';
import { findGroupWeightless } from './group-weightless.ts';
import { findHeadingMismatch } from './heading-mismatch.ts';
import { findIndicatorTwice } from './indicator-twice.ts';
import { findItemsSum } from './items-sum.ts';
import { findLadderBottom } from './ladder-bottom.ts';
import { findLastGainsMost } from './last-gains-most.ts';
import { findNearlyTotal } from './nearly-total.ts';
import { findNotMonotone } from './not-monotone.ts';
import { findRootTotal } from './root-total.ts';
import { findRulePoints } from './rule-points.ts';
import { findStepNeverHeld } from './step-never-held.ts';
import { findTiersCliff } from './tiers-cliff.ts';
import { findTiersOutOfOrder } from './tiers-out-of-order.ts';
import { findTiersSameScore } from './tiers-same-score.ts';
import { findUnreachablePoints } from './unreachable-points.ts';
import { findVetoWithoutEffect } from './veto-without-effect.ts';
import { findWeightNegligible } from './weight-negligible.ts';
import { findWeightZeroUnreasoned } from './weight-zero-unreasoned.ts';
import { findWrongWay } from './wrong-way.ts';

/** What can be found in a document alone: sums, reach, tiers and goalposts, adjustments, weights, vetoes. */
export const DOCUMENT_CHECKS: readonly ((context: LintContext) => Found[])[] = [
  findGroupSum,
  findRootTotal,
  findNearlyTotal,
  findItemsSum,
  findGroupWeightless,
  findChecklistSum,
  findRulePoints,
  findUnreachablePoints,
  findConstantRule,
  findTiersOutOfOrder,
  findTiersSameScore,
  findTiersCliff,
  findLadderBottom,
  findStepNeverHeld,
  findFlatStretch,
  findNotMonotone,
  findWrongWay,
  findDirectionIgnored,
  findGoalpostsSwapped,
  findLastGainsMost,
  findHeadingMismatch,
  findCapBelowItem,
  findWeightZeroUnreasoned,
  findWeightNegligible,
  findGradeUnknown,
  findVetoWithoutEffect,
  findIndicatorTwice,
];
