import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { rulesOf } from '../../testing/random-rules.fixture.ts';
import type { RuleType } from '../rules/index.ts';
import { parseScheme } from '../scheme/parse.ts';
import { cleanScheme, unitsOf } from '../../testing/clean-scheme.fixture.ts';
import { applyChange, type Finding } from './finding/finding.ts';
import { lintScheme } from './lint-scheme.ts';

/** Every place of a document, as JSON pointers. */
function placesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, part]) => placesOf(part, `${path}/${key}`));
  return path === '' ? inside : [path, ...inside];
}

/** Values that schemes have, and values that they had better not. */
const strange = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.constantFrom(0, 1, -1, 100, 1e308, 5e-324, 'higher', 'lower', 'sum', 'open', 'harmonic', 'ROOT', 'A'),
);
const spoilt = (scheme: object) =>
  fc.array(fc.tuple(fc.constantFrom(...placesOf(scheme)), strange), { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<unknown>((now, [path, value]) => {
      try {
        return applyChange(now, [{ path, value }]);
      } catch (error) {
        // An earlier change took away what this one is about.
        if (error instanceof RangeError) return now;
        throw error;
      }
    }, scheme),
  );

const value = fc.option(fc.oneof(fc.integer({ min: -5, max: 120 }), fc.double()), { freq: 4 });
const units = fc
  .array(fc.array(value, { minLength: 4, maxLength: 4 }), { maxLength: 7 })
  .map((rows) => unitsOf(...rows));

describe('whatever the document is', () => {
  it('the linter answers, in whole sentences', () => {
    const anything = fc.oneof(fc.jsonValue(), spoilt(cleanScheme()), spoilt(example.scheme));
    fc.assert(
      fc.property(anything, units, (document, inputs) => {
        // Messages quote the document, which may hold these words itself.
        fc.pre(!/undefined|NaN/.test(JSON.stringify(document)));
        for (const { message, why, mend } of lintScheme(document, inputs)) {
          for (const { zh, en } of [message, why, mend]) expect(`${zh}${en}`).not.toMatch(/undefined|NaN/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a scheme that would be refused has an error', () => {
    fc.assert(
      fc.property(spoilt(cleanScheme()), (document) => {
        if (parseScheme(document).ok) return;
        expect(lintScheme(document).map(({ severity }) => severity)).toContain('error');
      }),
      { numRuns: 300 },
    );
  });

  it('it is left as it is', () => {
    const scheme = JSON.stringify(cleanScheme());
    const frozen: unknown = JSON.parse(scheme, (_key, part: unknown) => Object.freeze(part));
    lintScheme(frozen, unitsOf([1, 2, 3, 4]));
    expect(JSON.stringify(frozen)).toBe(scheme);
  });
});

describe('a certain mend', () => {
  const same = (one: Finding, other: Finding) =>
    one.code === other.code && one.node === other.node && JSON.stringify(one.data) === JSON.stringify(other.data);

  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 2,
    maxLength: 6,
  });
  const direction = fc.constantFrom('higher', 'lower');
  const bands = points.map((list) => ({ type: 'bands', bands: list.map(([x, y]) => [x, y * 25]), otherwise: 0 }));
  const line = points
    .map((list) => list.toSorted(([a], [b]) => a - b).filter(([x], k, all) => k === 0 || x !== all[k - 1]?.[0]))
    .filter((list) => list.length > 1)
    .map((list) => ({ type: 'piecewise', points: list.map(([x, y]) => [x, y * 25]) }));
  const plain = fc
    .tuple(
      fc.constantFrom(...(Object.keys(rulesOf) as RuleType[])),
      fc.constantFrom('higher' as const, 'lower' as const),
    )
    .chain(([type, way]) => rulesOf[type](way));
  const swapped = fc.tuple(fc.integer(), fc.integer()).map(([lower, upper]) => ({ type: 'goalposts', lower, upper }));
  const grades = fc
    .array(fc.integer({ min: -10, max: 110 }), { maxLength: 5 })
    .map((bounds) => bounds.map((atLeast, k) => ({ code: `g${k}`, zh: `第${k}档`, atLeast })));

  it('removes the finding it belongs to, and what it is put into can still be read', () => {
    const random = fc.record({
      rule: fc.oneof(bands, line, plain, swapped),
      direction,
      grades,
      total: fc.constantFrom(100, 120),
    });
    fc.assert(
      fc.property(random, ({ rule, direction: way, grades: ladder, total }) => {
        const scheme = { ...cleanScheme(), grades: ladder, total };
        scheme.nodes = scheme.nodes.map((node) => (node.code === 'C' ? { ...node, rule, direction: way } : node));
        for (const finding of lintScheme(scheme)) {
          if (finding.change === undefined) continue;
          const after = lintScheme(applyChange(scheme, finding.change));
          expect(after.filter((one) => same(one, finding) || one.code === 'unreadable')).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is refused where it leads nowhere', () => {
    expect(() => applyChange({ nodes: [] }, [{ path: '/nodes/0/weight', value: 1 }])).toThrow(RangeError);
    expect(() => applyChange(3, [{ path: '/total', value: 1 }])).toThrow(RangeError);
  });
});
