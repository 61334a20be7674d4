import { definitionOf, type Rule, type RuleSetting } from '../../rules/index.ts';
import type { LintContext } from '../finding/context.ts';
import type { Checks, Found } from '../finding/finding.ts';
import { areInOrder, opposite } from './order.ts';

/** Rules whose scores stand still, turn, or go against the direction. */
export const SLOPE_CHECKS = {
  /** A stretch between two points of a line on which getting better earns nothing. */
  'flat-stretch': {
    severity: 'note',
    message: {
      zh: '{node}在{from}至{to}之间得分不变，都是{score}。',
      en: 'Between {from} and {to} the score of {node} stays at {score}.',
    },
    why: { zh: '在这一区间改进得不到任何分数。', en: 'Getting better there earns nothing.' },
    mend: { zh: '确认是有意为之，否则修改分段点。', en: 'Make sure it is meant; otherwise move the points.' },
    find({ leaves }) {
      return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
        const stated = definitionOf(rule).statedScores?.(rule);
        if (stated?.shape !== 'line') return [];
        const { property, entries: points } = stated;
        const kept = withoutFlatEnds(points);
        // All at one score is another fault.
        if (points.every(([, score]) => score === points[0]?.[1])) return [];
        return points.flatMap(([to, score], k): Found[] => {
          const before = points[k - 1];
          if (before === undefined || before[1] !== score) return [];
          const isEnd = !kept.includes(before) || !kept.includes(points[k] as Entry);
          const change = isEnd ? [{ path: `${path}/rule/${property}`, value: kept }] : undefined;
          const data = { from: before[0], to, score };
          return [{ node: code, path: `${path}/rule/${property}/${k}`, data, ...(change && { change }) }];
        });
      });
    },
  },
  /** Scores that rise and then fall, or fall and then rise, as values get larger. */
  'not-monotone': {
    severity: 'warning',
    message: {
      zh: '{node}的得分先{first}后{second}，转折在{value}处。',
      en: 'The score of {node} {first} and then {second}, turning at {value}.',
    },
    why: {
      zh: '对“{direction}”的指标，数值更好得分反而更低。',
      en: 'Of an indicator where {direction}, a better value scores less.',
    },
    mend: {
      zh: '修改得分；确属适度指标的，改用“适度区间”规则。',
      en: 'Change the scores; if the middle is meant to be best, use "inside-range".',
    },
    find({ leaves }) {
      return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
        const turn = turnOf(rule, direction);
        if (turn === null) return [];
        const [first, second] = turn.rises ? (['rises', 'falls'] as const) : (['falls', 'rises'] as const);
        const data = { value: turn.value, first, second, direction };
        return [{ node: code, path: `${path}/rule`, data }];
      });
    },
  },
  /** A rule whose numbers say that the other direction is better. */
  'wrong-way': {
    severity: 'error',
    message: {
      zh: '{node}写明{direction}，而其规则恰好相反。',
      en: 'Of {node} {direction}, and its rule says the opposite.',
    },
    why: { zh: '做得越好得分越低。', en: 'Whoever does better scores less.' },
    mend: { zh: '改正方向，或把规则的数值倒过来。', en: 'Turn the direction, or the numbers of the rule.' },
    find({ leaves }) {
      return leaves.flatMap(({ leaf, path }): Found[] =>
        definitionOf(leaf.rule).writtenFor?.(leaf.rule) === opposite(leaf.direction)
          ? [{ node: leaf.code, path: `${path}/rule`, data: { direction: leaf.direction } }]
          : [],
      );
    },
  },
  /** A direction that its rule cannot have: incidents to be deducted are never better when there are more. */
  'direction-ignored': {
    severity: 'warning',
    message: {
      zh: '{node}写明{direction}，而这种规则只能相反。',
      en: 'Of {node} {direction}, and a rule of this kind can only mean the opposite.',
    },
    why: {
      zh: '得分按规则计算，页面上的说明却按方向书写。',
      en: 'The score follows the rule, and what pages say of it the direction.',
    },
    mend: { zh: '改正方向。', en: 'Turn the direction.' },
    find({ leaves }) {
      return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
        const own = definitionOf(rule).onlyDirection?.(rule) ?? null;
        if (own === null || own === direction) return [];
        const at = `${path}/direction`;
        return [{ node: code, path: at, data: { direction }, change: [{ path: at, value: own }] }];
      });
    },
  },
  /** Goalposts that were written worst first instead of smaller first. */
  'goalposts-swapped': {
    severity: 'error',
    message: {
      zh: '{node}的两个目标值写反了：下限{lower}大于上限{upper}。',
      en: 'The goalposts of {node} are swapped: "lower" {lower} is above "upper" {upper}.',
    },
    why: {
      zh: '无论哪个方向更好，下限都应是较小的数。',
      en: 'Whichever way is better, "lower" is the smaller number.',
    },
    mend: { zh: '两数对调。', en: 'Swap them.' },
    find({ leaves }) {
      return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
        const posts = definitionOf(rule).goalposts?.(rule);
        if (posts === undefined || posts.lower <= posts.upper) return [];
        const { lower, upper } = posts;
        return [
          {
            node: code,
            path: `${path}/rule/lower`,
            data: { lower, upper },
            change: [
              { path: `${path}/rule/lower`, value: upper },
              { path: `${path}/rule/upper`, value: lower },
            ],
          },
        ];
      });
    },
  },
  /** 倒数第1名计2分，每进1名扣0.1分 among points that are given, not taken. */
  'last-gains-most': {
    severity: 'warning',
    message: {
      zh: '{node}中最后一名得{last}分，每进一名少{step}分：越靠前得分越低。',
      en: 'In {node} the last gets {last} points and each place up {step} less: the better, the fewer.',
    },
    why: {
      zh: '这种写法通常用于扣分，放在得分项里会奖励最差的单位。',
      en: 'Such wording is meant for points taken off; among points given it rewards the worst.',
    },
    mend: {
      zh: '改为每进一名加分，或移到扣分项目。',
      en: 'Let points rise from the last up, or take the item out of the points given.',
    },
    find({ leaves }) {
      return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
        const places = definitionOf(rule).places?.(rule);
        if (places === undefined || places.perPlace >= 0 || places.last === 0) return [];
        return [{ node: code, path: `${path}/rule`, data: { last: places.last, step: -places.perPlace } }];
      });
    },
  },
} satisfies Checks<LintContext>;

type Direction = RuleSetting['direction'];
type Entry = readonly [value: number, score: number];

/** Outside its first and last point a line is flat as it is: points that say so again can go. */
function withoutFlatEnds(points: readonly Entry[]): readonly Entry[] {
  let [from, to] = [0, points.length - 1];
  while (from < to && points[from]?.[1] === points[from + 1]?.[1]) from += 1;
  while (to > from && points[to]?.[1] === points[to - 1]?.[1]) to -= 1;
  return points.slice(from, to + 1);
}

/** Where the scores of a rule first turn, and whether they rise up to there. */
function turnOf(rule: Rule, direction: Direction): { value: number; rises: boolean } | null {
  const stated = definitionOf(rule).statedScores?.(rule);
  if (stated === undefined) return null;
  const { shape, entries } = stated;
  const bounds = entries.map(([value]) => value);
  if (shape === 'tiers' && !areInOrder(bounds, direction)) return null;
  const rising = [...entries].sort(([a], [b]) => a - b);
  let way = 0;
  for (let k = 1; k < rising.length; k += 1) {
    const [before, here] = [rising[k - 1], rising[k]] as [Entry, Entry];
    const step = Math.sign(here[1] - before[1]);
    if (way !== 0 && step === -way) return { value: before[0], rises: way > 0 };
    if (step !== 0) way = step;
  }
  return null;
}
