import { definitionOf, type Rule, type RuleSetting } from '../../rules/index.ts';
import { attainableScores, bestScores } from '../../scheme/attainable.ts';
import type { SchemeDocument } from '../../scheme/document.ts';
import type { LintContext } from '../finding/context.ts';
import type { Checks, Found } from '../finding/finding.ts';
import { areInOrder, isBelow, opposite } from './order.ts';

/** Tiers of a rule, and the ladders of grades and colours, that overlap, make no difference or are never reached. */
export const TIER_CHECKS = {
  /** Tiers that overlap: a later one starts where an earlier one has taken everything. */
  'tiers-out-of-order': {
    severity: 'error',
    message: {
      zh: '{where}的档次重叠或次序颠倒：下限{bound}排在{above}之后。',
      en: 'Tiers of {where} overlap or are out of order: bound {bound} comes after {above}.',
    },
    why: {
      zh: '同一数值同时落入两档，排在后面的一档永远用不到。',
      en: 'A value lies in two tiers at once, and the later of them is never used.',
    },
    mend: { zh: '从好到差排列，界限各不相同。', en: 'Write the best first, each with a bound of its own.' },
    find(context) {
      return [...inLadders(context), ...inBands(context)];
    },
  },
  /** Two tiers that score the same: the bound between them does nothing. */
  'tiers-same-score': {
    severity: 'note',
    message: {
      zh: '{node}在{bound}处的分档不起作用：两边得分都是{score}。',
      en: 'The tier of {node} at {bound} does nothing: it is {score} on both sides.',
    },
    why: { zh: '分档看似有区别，得分却没有区别。', en: 'It looks like a difference, and makes none.' },
    mend: { zh: '删去多余的一档，或给它不同的得分。', en: 'Take one of them away, or give it a score of its own.' },
    find({ leaves, range }) {
      return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
        const tiers = tiersInOrder(rule, direction);
        if (tiers === null) return [];
        const { property, entries, otherwise: beyond = range?.[0] } = tiers;
        const scoreAfter = (k: number): number | undefined => entries[k + 1]?.[1] ?? beyond;
        const kept = entries.filter(([, score], k) => score !== scoreAfter(k));
        // Scores stay what they are; with nothing kept the rule is constant, which is another fault.
        const change = kept.length > 0 ? [{ path: `${path}/rule/${property}`, value: kept }] : undefined;
        return entries.flatMap(([bound, score], k): Found[] => {
          if (score !== scoreAfter(k) || kept.length === 0) return [];
          const at = `${path}/rule/${property}/${k}`;
          return [{ node: code, path: at, data: { bound, score }, ...(change && { change }) }];
        });
      });
    },
  },
  /** A fall from one tier to the next of more than a share of the range. One tier alone is a pass or a fail, and meant. */
  'tiers-cliff': {
    severity: 'note',
    message: {
      zh: '{node}在{bound}处得分由{above}跌到{below}，相邻两档相差过大。',
      en: 'At {bound} the score of {node} falls from {above} to {below}: there is a gap between two tiers.',
    },
    why: {
      zh: '数值相差毫厘，得分相差一半以上。',
      en: 'A hair’s breadth in the value is more than half of the score.',
    },
    mend: { zh: '在两档之间增加一档，或改用分段赋分。', en: 'Put a tier between them, or use straight lines.' },
    find({ leaves, range, options }) {
      if (range === null) return [];
      const [worst, best] = range;
      return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
        const tiers = tiersInOrder(rule, direction);
        if (tiers === null || tiers.entries.length < 2) return [];
        const { property, entries, otherwise = worst } = tiers;
        return entries.flatMap(([bound, above], k): Found[] => {
          const below = entries[k + 1]?.[1] ?? otherwise;
          if (above - below <= options.cliff * (best - worst)) return [];
          return [{ node: code, path: `${path}/rule/${property}/${k}`, data: { bound, above, below } }];
        });
      });
    },
  },
  /** A ladder that ends above the lowest score: those below are given its last step although they do not reach it. */
  'ladder-bottom': {
    severity: 'warning',
    message: {
      zh: '{ladder}最低一档下限为{bound}，而得分可低至{lowest}。',
      en: 'The last of the {ladder} starts at {bound}, and a score can be as low as {lowest}.',
    },
    why: { zh: '低于该下限的单位仍会得到这一档。', en: 'Units below it are given that step all the same.' },
    mend: {
      zh: '为更低的得分增加一档，或把下限降到{lowest}。',
      en: 'Add a step for lower scores, or let the last one start at {lowest}.',
    },
    find(context) {
      const reach = reachOf(context);
      if (reach === null) return [];
      return laddersOf(context.scheme).flatMap(({ key, ladder }): Found[] => {
        const last = ladder[ladder.length - 1];
        if (last === undefined || !areInOrder(ladder.map(({ atLeast }) => atLeast)) || last.atLeast <= reach[0])
          return [];
        const data = { ladder: key, bound: last.atLeast, lowest: reach[0] };
        return [{ node: null, path: `/${key}/${ladder.length - 1}/atLeast`, data }];
      });
    },
  },
  /** A grade or colour above the highest score, or below one that takes even the lowest. */
  'step-never-held': {
    severity: 'warning',
    message: {
      zh: '{ladder}中的“{step}”（下限{bound}）没有单位能够得到：得分在{lowest}至{highest}之间。',
      en: 'No unit can hold “{step}” of the {ladder} (from {bound}): scores lie between {lowest} and {highest}.',
    },
    why: { zh: '这一档形同虚设。', en: 'The step exists on paper only.' },
    mend: { zh: '修改下限，或删去这一档。', en: 'Change its bound, or take it away.' },
    find(context) {
      const reach = reachOf(context);
      if (reach === null) return [];
      const [lowest, highest] = reach;
      const given = givenOtherwise(context);
      return laddersOf(context.scheme).flatMap(({ key, ladder }) => {
        if (!areInOrder(ladder.map(({ atLeast }) => atLeast))) return [];
        return ladder.flatMap(({ code, zh, atLeast }, k): Found[] => {
          const isTaken = (ladder[k - 1]?.atLeast ?? Infinity) <= lowest && !(key === 'grades' && given(code));
          if (atLeast <= highest && !isTaken) return [];
          const data = { ladder: key, step: zh, bound: atLeast, lowest, highest };
          return [{ node: null, path: `/${key}/${k}/atLeast`, data }];
        });
      });
    },
  },
} satisfies Checks<LintContext>;

function inLadders({ scheme }: LintContext): Found[] {
  return laddersOf(scheme).flatMap(({ key, ladder }) => {
    const sorted = [...ladder].sort((a, b) => b.atLeast - a.atLeast);
    const change = areInOrder(sorted.map(({ atLeast }) => atLeast)) ? [{ path: `/${key}`, value: sorted }] : undefined;
    return ladder.flatMap(({ atLeast }, k): Found[] => {
      const above = ladder[k - 1]?.atLeast;
      if (above === undefined || isBelow(atLeast, above)) return [];
      const data = { where: key, bound: atLeast, above };
      const path = `/${key}/${k}/atLeast`;
      return [{ node: null, path, data, ...(change && { change }) }];
    });
  });
}

function inBands({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule, direction }, path }) => {
    const tiers = tiersOf(rule);
    // Reversed from the first to the last they were written for the other direction, which is another fault.
    if (tiers === null || definitionOf(rule).writtenFor?.(rule) === opposite(direction)) return [];
    const { property, entries } = tiers;
    const sorted = [...entries].sort(([a], [b]) => (direction === 'higher' ? b - a : a - b));
    const bounds = sorted.map(([bound]) => bound);
    const scores = sorted.map(([, score]) => score);
    // Sorted, a band must not score more than a better one: then it is not the order that was wrong.
    const isMended =
      areInOrder(bounds, direction) && scores.every((score, k) => k === 0 || score <= (scores[k - 1] ?? score));
    const change = isMended ? [{ path: `${path}/rule/${property}`, value: sorted }] : undefined;
    return entries.flatMap(([bound], k): Found[] => {
      const above = entries[k - 1]?.[0];
      if (above === undefined || isBelow(bound, above, direction)) return [];
      const data = { where: code, bound, above };
      return [{ node: code, path: `${path}/rule/${property}/${k}`, data, ...(change && { change }) }];
    });
  });
}

/** A veto or a quota gives a grade that the score does not. */
function givenOtherwise({ scheme, leaves }: LintContext): (grade: string) => boolean {
  const caps = leaves.map(({ leaf: { rule } }) => definitionOf(rule).veto?.caps(rule).cap);
  return (grade) => caps.includes(grade) || (scheme.gradeQuotas?.length ?? 0) > 0;
}

/** The lowest and the highest total a unit can have, bonus and deduction with it; infinite where nothing holds it. */
function reachOf({ scheme, tree, range }: LintContext): readonly [lowest: number, highest: number] | null {
  if (tree === null || range === null) return null;
  const { bonusCap, deductCap } = scheme.adjustments;
  const lowest = attainableScores(tree)[tree.root]?.[0] ?? range[0];
  const best = bestScores(tree)[tree.root] ?? range[1];
  return [Math.max(range[0], lowest - deductCap), Math.min(range[1], best) + bonusCap];
}

/** The tiers a rule scores by; `null` for a rule of another kind. */
function tiersOf(rule: Rule) {
  const stated = definitionOf(rule).statedScores?.(rule);
  return stated?.shape === 'tiers' ? stated : null;
}

function tiersInOrder(rule: Rule, direction: RuleSetting['direction']) {
  const tiers = tiersOf(rule);
  const bounds = tiers?.entries.map(([bound]) => bound) ?? [];
  return areInOrder(bounds, direction) ? tiers : null;
}

/** The ladders of a scheme that go by scores; colours by rank look at none. */
function laddersOf({ grades, colours = [], coloursBy }: SchemeDocument) {
  return [
    { key: 'grades', ladder: grades },
    { key: 'colours', ladder: coloursBy === 'rank' ? [] : colours },
  ] as const;
}
