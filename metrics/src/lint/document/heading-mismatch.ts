import type { SchemeDocument } from '../../scheme/document.ts';
import { pointsOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** An adjustments section headed with other points than it moves: neither each way, nor both ways together. */
export function findHeadingMismatch({ scheme }: LintContext): Found[] {
  const { headed } = scheme.adjustments;
  if (headed === undefined) return [];
  const [bonus, deduct] = [moved(scheme, 'bonus'), moved(scheme, 'deduct')];
  const [bonusMost, deductMost] = [pointsOf(bonus.most), pointsOf(deduct.most)];
  const ways = [bonusMost, deductMost].filter((most) => most > 0);
  if (ways.every((most) => most === headed) || pointsOf(bonusMost + deductMost) === headed) return [];
  const data = { headed, bonusOnce: bonus.once, bonusMost, deductOnce: deduct.once, deductMost };
  return [{ code: 'heading-mismatch', node: null, path: '/adjustments/headed', data }];
}

/** The most that one award, and all of them, can move. */
function moved({ adjustments }: SchemeDocument, kind: 'bonus' | 'deduct'): { once: number; most: number } {
  const { bonusCap, deductCap, items = [] } = adjustments;
  const cap = kind === 'bonus' ? bonusCap : deductCap;
  const ofKind = items.filter((item) => item.kind === kind);
  // Without items rulings alone move it, as far as the section's cap.
  if (items.length === 0) return { once: cap, most: cap };
  const all = ofKind.reduce((sum, item) => sum + (item.cap ?? Infinity), 0);
  return { once: Math.min(cap, Math.max(0, ...ofKind.map(({ each }) => each))), most: Math.min(cap, all) };
}
