import type { Rule, RuleType } from './rule-schema.ts';

type Value = readonly [path: string, value: number];

/**
 * The rules that work on the logarithmic scale, with the values they state in the indicator's unit:
 * these are logged like the value, so that a scheme writes its goalposts as people know them (100 to
 * 75 000 dollars, not 4.6 to 11.2). Rules that compare units with each other state none.
 */
export const LOG_RULES: Readonly<Partial<Record<RuleType, (rule: Rule) => readonly Value[]>>> = {
  goalposts: (rule) =>
    rule.type === 'goalposts'
      ? [
          ['lower', rule.lower],
          ['upper', rule.upper],
        ]
      : [],
  'distance-to-target': (rule) => (rule.type === 'distance-to-target' ? [['target', rule.target]] : []),
  piecewise: (rule) => (rule.type === 'piecewise' ? rule.points.map(([value], k) => [`points/${k}/0`, value]) : []),
  bands: (rule) => (rule.type === 'bands' ? rule.bands.map(([bound], k) => [`bands/${k}/0`, bound]) : []),
  efficacy: (rule) =>
    rule.type === 'efficacy'
      ? [
          ['unacceptable', rule.unacceptable],
          ['satisfactory', rule.satisfactory],
        ]
      : [],
  'min-max': () => [],
  'z-score': () => [],
  'percentile-rank': () => [],
  rank: () => [],
  borda: () => [],
  'distance-to-best': () => [],
  'distance-to-reference': () => [],
  'rank-points': () => [],
  'rank-ladder': () => [],
};

/**
 * The rule on the logarithmic scale.
 *
 * @throws RangeError for a rule that is not among {@link LOG_RULES}; `parseScheme` refuses it beforehand
 */
export function loggedRule(rule: Rule): Rule {
  if (LOG_RULES[rule.type] === undefined)
    throw new RangeError(`loggedRule requires a rule that has a logarithmic scale, unlike ${rule.type}`);
  switch (rule.type) {
    case 'goalposts':
      return { ...rule, lower: Math.log(rule.lower), upper: Math.log(rule.upper) };
    case 'distance-to-target':
      return { ...rule, target: Math.log(rule.target) };
    case 'piecewise':
      return { ...rule, points: rule.points.map(logFirst) };
    case 'bands':
      return { ...rule, bands: rule.bands.map(logFirst) };
    case 'efficacy':
      return { ...rule, unacceptable: Math.log(rule.unacceptable), satisfactory: Math.log(rule.satisfactory) };
    default:
      return rule;
  }
}

const logFirst = ([value, score]: readonly [number, number]): [number, number] => [Math.log(value), score];
