import fc from 'fast-check';
import { expect } from 'vitest';
import type { SchemeDocument, SchemeNode } from '@dangzhi/metrics';
import type { Ranking, ReportedRow, UnitScoreView } from '@dangzhi/metrics/contract';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { directionsOf, REACHED, STATED_TYPES, statedRule } from '@dangzhi/metrics/testing/stated-rules.fixture.ts';
import { loadCounty } from '../src/county/load.ts';
import { scoreFiles } from '../src/intake/imports/score-files.ts';
import { named, plainCatalogue, plainIndicator, plainMeasure, plainUnit } from './plain-county.ts';
import { startTestService } from './service.ts';

// Where doubles begin (docs/adr/0032), on every way in. Pairs of departments have one value each: U0 types it, V0
// reports it by its parts. A second indicator is the same share, not in per cent; its rules state a hundredth.
const COUNTY = 'X';
const PERIOD = '2022-07';
const PAIRS = 5;
const TYPED = Array.from({ length: PAIRS }, (_, pair) => `U${pair}`);
const BY_PARTS = Array.from({ length: PAIRS }, (_, pair) => `V${pair}`);

/** Tenths of a per cent, so thousandths of a share. */
const PLACES = { percent: 1, share: 3 } as const;
type Kind = keyof typeof PLACES;
const KINDS = ['percent', 'share'] as const;

const leavesOf = (kind: Kind): SchemeNode[] =>
  STATED_TYPES.flatMap((type) =>
    directionsOf(type).map((direction) => ({
      code: `${kind}.${type}.${direction}`,
      parent: kind,
      weight: 1,
      indicator: kind,
      direction,
      rule: statedRule(type, PLACES[kind]),
    })),
  );

const LEAVES = { percent: leavesOf('percent'), share: leavesOf('share') };

const schemeOf = (kinds: readonly Kind[]): SchemeDocument => {
  const parsed = parseScheme({
    code: 'PARTS',
    name: named('PARTS'),
    unitKind: 'department',
    range: 'open',
    grades: [
      { code: 'good', zh: 'good', atLeast: 50 },
      { code: 'fail', zh: 'fail', atLeast: 0 },
    ],
    rounding: { digits: 6, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    nodes: [
      { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
      ...kinds.flatMap((kind) => [{ code: kind, parent: 'ROOT', weight: 1, aggregate: 'arithmetic' }, ...LEAVES[kind]]),
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scheme;
};

const ratio = (kind: Kind, factor: number) =>
  plainIndicator(kind, { kind: 'ratio', numerator: 'n', denominator: 'd', factor, rate: `${kind}-typed` });
const CATALOGUE = plainCatalogue({
  measures: [
    plainMeasure('n', 'flow'),
    plainMeasure('d', 'flow'),
    ...KINDS.map((kind) => plainMeasure(`${kind}-typed`, 'rate')),
  ],
  indicators: [ratio('percent', 100), ratio('share', 1)],
});

/** One pair's value in thousandths, and by how many it is a share of. */
interface Pair {
  readonly thousandths: number;
  readonly by: number;
}

/** `units` × 10^−places, written out. */
const decimal = (units: number, places: number): string => {
  const digits = String(units).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

const rowsOf = (pairs: readonly Pair[]): ReportedRow[] =>
  pairs.flatMap(({ thousandths, by }, pair) => {
    const row = (unit: string, measure: string, value: string): ReportedRow => ({
      unit,
      measure,
      period: PERIOD,
      value,
      reason: 'law',
    });
    return [
      ...KINDS.map((kind) => row(`U${pair}`, `${kind}-typed`, decimal(thousandths, PLACES[kind]))),
      row(`V${pair}`, 'n', decimal(thousandths * by, 3)),
      row(`V${pair}`, 'd', String(by)),
    ];
  });

const fileOf = (pairs: readonly Pair[]): string =>
  [
    'unit,indicator,value,numerator,denominator',
    ...pairs.flatMap(({ thousandths, by }, pair) => [
      `U${pair},percent,${decimal(thousandths, 1)},,`,
      `V${pair},percent,,${decimal(thousandths * by, 3)},${by}`,
    ]),
  ].join('\n');

/** What a unit came to: its figures, and the score of every leaf. */
interface Outcome {
  readonly printed: string | null;
  readonly rank: number | null;
  readonly grade: string | null;
  readonly leaves: ReadonlyMap<string, number | null>;
}

function expectPairs(outcomes: ReadonlyMap<string, Outcome>): void {
  for (let pair = 0; pair < PAIRS; pair += 1)
    expect(outcomes.get(`V${pair}`), `pair ${pair} by its parts`).toEqual(outcomes.get(`U${pair}`));
}

/** The two indicators' leaves say the same, to the nine decimals that ranks look at. */
function expectScaled({ leaves }: Outcome): void {
  LEAVES.percent.forEach(({ code }, at) => {
    const other = leaves.get(LEAVES.share[at]?.code ?? '') ?? null;
    const own = leaves.get(code) ?? null;
    if (own === null || other === null) expect([code, other]).toEqual([code, own]);
    else expect(Math.abs(own - other), code).toBeLessThan(1e-9);
  });
}

/**
 * A value typed and the same value by its parts, and a column scaled together with what its rules state, come to the
 * same: by a file, and by a report through the API, the store and its roll-up, for every rule there is.
 *
 * @param draws how many counties are drawn, with another seed each time; a failure names its seed
 */
export async function checkParts(draws: number): Promise<void> {
  const service = await startTestService('2022-08-20T00:00:00+08:00');
  try {
    await loadCounty(service.test.stores, {
      areas: [],
      classes: [],
      units: [COUNTY, ...TYPED, ...BY_PARTS].map((code) => plainUnit(COUNTY, code)),
      catalogue: CATALOGUE,
      schemes: [schemeOf(KINDS)],
      facts: [],
      records: [],
      adjustments: [],
    });
    const pair = fc.record({
      thousandths: fc.oneof(fc.constantFrom(...REACHED), fc.integer({ min: 0, max: 1200 })),
      by: fc.integer({ min: 1, max: 99_999 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: PAIRS, maxLength: PAIRS }), async (pairs) => {
        const scored = scoreFiles(schemeOf(['percent']), fileOf(pairs)).units;
        expectPairs(
          new Map(
            scored.map(({ code, printed, rank, grade, nodes }) => [
              code,
              { printed, rank, grade, leaves: new Map(Object.entries(nodes)) },
            ]),
          ),
        );

        const report = { standing: 'reported', rows: rowsOf(pairs) };
        expect(await service.scored('/observations', report)).toMatchObject({ status: 200 });
        const { body } = await service.get<Ranking>(`/rankings?scheme=PARTS&period=${PERIOD}`);
        const outcomes = new Map<string, Outcome>();
        for (const { unit, printed, rank, grade } of body.rows) {
          const { body: score } = await service.get<UnitScoreView>(`/units/${unit.code}/score?period=${PERIOD}`);
          const leaves = new Map(score.nodes.map((node) => [node.code, node.score]));
          outcomes.set(unit.code, { printed, rank, grade, leaves });
        }
        expect(outcomes.size).toBe(2 * PAIRS);
        expectPairs(outcomes);
        for (const outcome of outcomes.values()) expectScaled(outcome);
      }),
      { numRuns: draws },
    );
  } finally {
    await service.close();
  }
}
