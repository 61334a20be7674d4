import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Figure, Prorate, ruleSchema } from './fields.ts';
import { prorated, proratedWords } from './prorate.ts';
import { extremes } from './range.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'bands',
  '阶梯赋分: [bound, score], best first. A bound is the lowest value of its band (the highest, when lower is better).',
  {
    bands: Type.Array(Type.Tuple([Figure, Figure]), { minItems: 1 }),
    /** Score beyond the last band; the worst score of the range by default. */
    otherwise: Type.Optional(Figure),
    prorate: Prorate,
  },
  {
    type: 'bands',
    bands: [
      [95, 100],
      [90, 80],
      [80, 60],
    ],
  },
);
type BandsRule = Static<typeof schema>;

export const bands: RuleDefinition<BandsRule> = {
  schema,
  scale: 'stated',
  needsPeers: () => false,
  score: scoreBands,
  work: workBands,
  range: ({ bands, otherwise }, { range: [worst] }) =>
    extremes([...bands.map(([, score]) => score), otherwise ?? worst]),
  faults: faultsOf,
  mapValues: (rule, map) => ({
    ...rule,
    bands: rule.bands.map(([bound, score], k) => [map(bound, `bands/${k}/0`), score]),
  }),
  statedScores: ({ bands, otherwise }) => ({
    shape: 'tiers',
    property: 'bands',
    entries: bands,
    ...(otherwise !== undefined && { otherwise }),
  }),
  fullAt: (rule, setting) => (rule.bands[0] === undefined ? null : prorated(rule, rule.bands[0][0], setting)),
  writtenFor,
  words: {
    name: { zh: '阶梯赋分', en: 'bands' },
    says: (rule, value, peers, setting) => {
      const band = bandOf(rule, value, setting);
      const score = figure(scoreBands(rule, value, peers, setting));
      if (band === undefined)
        return {
          zh: `${figure(value)} 未到任何一档，得 ${score} 分。`,
          en: `${figure(value)} reaches no band and scores ${score}.`,
        };
      const words = proratedWords(rule, setting);
      const bound = figure(prorated(rule, band[0], setting));
      const [zh, en] = setting.direction === 'higher' ? ['不低于', 'at least'] : ['不高于', 'at most'];
      return {
        zh: `${figure(value)} ${zh} ${bound}，这一档得 ${score} 分。${words.zh}`,
        en: `${figure(value)} is in the band of ${en} ${bound}, which scores ${score}.${words.en}`,
      };
    },
  },
};

/**
 * 阶梯赋分: the score of the first band a value reaches, best first; a bound belongs to its band.
 *
 * score = s of the first band with v ≥ bound; lower is better: v ≤ bound; beyond the last one `otherwise`
 *
 * Prorated, bounds are multiplied by elapsed months ÷ 12.
 *
 * @param value in the indicator's unit of measure
 * @returns one of the document's literal scores; beyond the last band the worst of the scheme's range by default
 */
function scoreBands(rule: BandsRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return bandOf(rule, value, setting)?.[1] ?? rule.otherwise ?? setting.range[0];
}

/** The first band the value reaches, as written: its bound is of a whole year. */
function bandOf(rule: BandsRule, value: number, setting: RuleSetting): BandsRule['bands'][number] | undefined {
  const isIn = (bound: number): boolean => (setting.direction === 'higher' ? value >= bound : value <= bound);
  return rule.bands.find(([bound]) => isIn(prorated(rule, bound, setting)));
}

/** The arithmetic of {@link scoreBands}: the score of the band itself. */
function workBands(rule: BandsRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const score = scoreBands(rule, value, peers, setting);
  return { score, formula: 's', expression: expression`${score}` };
}

function faultsOf({ bands, otherwise }: BandsRule, direction: RuleSetting['direction']): RuleFault[] {
  const faults = bands.flatMap(([bound, score], at): RuleFault[] => {
    const above = bands[at - 1];
    if (above === undefined) return [];
    if (direction === 'higher' ? bound >= above[0] : bound <= above[0]) {
      const side = direction === 'higher' ? 'below' : 'above';
      const message = `bound ${bound} is not ${side} ${above[0]}; ${direction} is better here: write the best band first`;
      return [{ path: `/bands/${at}`, message }];
    }
    if (score <= above[1]) return [];
    return [{ path: `/bands/${at}`, message: `score ${score} is above ${above[1]} of a better band; lower it` }];
  });
  const last = bands[bands.length - 1];
  if (faults.length === 0 && last !== undefined && otherwise !== undefined && otherwise > last[1]) {
    faults.push({ path: '/otherwise', message: `${otherwise} is above ${last[1]} of the last band; lower it` });
  }
  return faults;
}

/** Best first, bounds fall where higher is better and rise where lower is. */
function writtenFor({ bands }: BandsRule): RuleSetting['direction'] | null {
  const steps = bands.slice(1).map(([bound], k) => bound - (bands[k]?.[0] ?? bound));
  if (steps.length === 0) return null;
  if (steps.every((step) => step < 0)) return 'higher';
  return steps.every((step) => step > 0) ? 'lower' : null;
}
