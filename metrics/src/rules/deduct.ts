import type { DeductRule } from '../scheme/document.ts';

/**
 * 扣分制: 出现一次扣 `each` 分，扣完为止, as a share of the points there were.
 *
 * score = max(0, from − each × count) ÷ from × 100
 *
 * @param count incidents, at least 0
 * @returns score in [0, 100]
 */
export function scoreDeduct({ each, from }: DeductRule, count: number): number {
  return (Math.max(0, from - each * count) / from) * 100;
}
