import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIES, type SchemeDocument, type Ties } from '../scheme/document.ts';
import { buildTree } from '../scheme/tree.ts';
import { rankInClass } from './rank.ts';
import { scoreUnits } from './score.ts';

const COLOURS = ['blue', 'green', 'yellow', 'orange', 'red'];

const schemeOf = (ties: Ties, more: Partial<SchemeDocument> = {}): SchemeDocument => ({
  code: 'QUOTA',
  name: { zh: '配额', en: 'Quota' },
  unitKind: 'unit',
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties },
  grades: [
    { code: 'best', zh: '优秀', atLeast: 0 },
    { code: 'good', zh: '良好', atLeast: 0 },
    { code: 'rest', zh: '一般', atLeast: 0 },
  ],
  gradeQuotas: [{ grade: 'best', share: 0.3 }],
  colours: COLOURS.map((code, k) => ({ code, zh: code, atLeast: 90 - k })),
  coloursBy: 'rank',
  adjustments: { bonusCap: 0, deductCap: 0 },
  nodes: [
    { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
    {
      code: 'x',
      parent: 'ROOT',
      weight: 1,
      indicator: 'x',
      direction: 'higher',
      rule: { type: 'goalposts', lower: 0, upper: 100 },
    },
  ],
  ...more,
});

const rank = (document: SchemeDocument, figures: readonly number[]) =>
  rankInClass(
    document,
    scoreUnits(
      buildTree(document),
      figures.map((value, k) => ({
        unit: `U${k}`,
        values: new Map([['x', { value, missing: null, numerator: null, denominator: null }]]),
      })),
    ),
    () => ({ class: '', ranked: true }),
  );

const held = (document: SchemeDocument, figures: readonly number[]): number =>
  rank(document, figures).filter(({ grade }) => grade === 'best').length;

describe.each(TIES)('what follows from a place, ties %s', (ties) => {
  const document = schemeOf(ties);

  it('nobody holds a grade whose quota a tie does not fit into', () => {
    expect(
      held(
        document,
        Array.from({ length: 10 }, () => 80),
      ),
    ).toBe(0);
    expect(held(document, [99, 95, 95, 90, 90, 85, 85, 80, 80, 75])).toBe(3);
    expect(held(document, [99, 95, 95, 95, 90, 85, 85, 80, 80, 75])).toBe(1);
  });

  it('0.7 of ten is seven, though its double is a little less', () => {
    const seven = schemeOf(ties, { gradeQuotas: [{ grade: 'best', share: 0.7 }] });
    expect(held(seven, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).toBe(7);
  });

  it('fifths reach the last colour', () => {
    const colours = rank(document, [99, 95, 95, 90, 90, 85, 85, 80, 80, 75]).map(({ colour }) => colour);
    expect(colours).toEqual([
      'blue',
      ...['blue', 'blue', 'green', 'green', 'yellow', 'yellow', 'orange', 'orange'],
      'red',
    ]);
  });

  it('never more than the share holds the grade or a better one, and equals hold the same', () => {
    const figures = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 30 });
    const share = fc.integer({ min: 1, max: 20 }).map((twentieths) => twentieths / 20);
    fc.assert(
      fc.property(figures, share, share, (values, best, good) => {
        const gradeQuotas = [
          { grade: 'best', share: best },
          { grade: 'good', share: good },
        ];
        const ranked = rank(schemeOf(ties, { gradeQuotas }), values);
        const count = (...codes: string[]): number => ranked.filter(({ grade }) => codes.includes(grade ?? '')).length;
        expect(count('best')).toBeLessThanOrEqual(best * values.length + 1e-9);
        expect(count('best', 'good')).toBeLessThanOrEqual(good * values.length + 1e-9);
        const words = new Map(ranked.map(({ rank: place, grade, colour }) => [place, `${grade} ${colour}`]));
        for (const { rank: place, grade, colour } of ranked) expect(`${grade} ${colour}`).toBe(words.get(place));
      }),
    );
  });
});
