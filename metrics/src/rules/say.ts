import type { Names } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import type { Peers, RuleSetting } from './setting.ts';

/** What a rule says of itself, in both languages; its figures are those of its arithmetic. */
export interface RuleWords<R extends { readonly type: string }> {
  /** What the rule is called. */
  readonly name: Names;
  /**
   * How it comes to its score: the figures it goes by, in words, from which a person can work it out.
   * Asked only where the rule has a score for the value.
   */
  readonly says: (rule: R, value: number, peers: Peers, setting: RuleSetting) => Names;
}

/** How points out of `full` become a score, for rules that count in points of their own. */
export function rescaled(full: number, [worst, best]: RuleSetting['range']): Names {
  return {
    zh: `满 ${figure(full)} 分折为 ${figure(best)} 分，0 分折为 ${figure(worst)} 分。`,
    en: `Full marks, ${figure(full)}, count as ${figure(best)}, and 0 as ${figure(worst)}.`,
  };
}
