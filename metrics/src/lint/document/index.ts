import type { LintContext } from '../finding/context.ts';
import type { Checks } from '../finding/finding.ts';
import { ADJUSTMENT_CHECKS } from './adjustments.ts';
import { POINT_CHECKS } from './points.ts';
import { SLOPE_CHECKS } from './slopes.ts';
import { SUM_CHECKS } from './sums.ts';
import { TIER_CHECKS } from './tiers.ts';
import { WEIGHT_CHECKS } from './weights.ts';

/** What can be found in a document alone. */
export const DOCUMENT_CHECKS = {
  ...SUM_CHECKS,
  ...POINT_CHECKS,
  ...TIER_CHECKS,
  ...SLOPE_CHECKS,
  ...ADJUSTMENT_CHECKS,
  ...WEIGHT_CHECKS,
} satisfies Checks<LintContext>;
