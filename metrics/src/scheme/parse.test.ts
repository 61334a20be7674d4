import { describe, expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { parseScheme } from './parse.ts';

const valid = example.scheme;
const faultsOf = (change: (scheme: typeof valid) => unknown): readonly { path: string; message: string }[] => {
  const parsed = parseScheme(change(structuredClone(valid)));
  return parsed.ok ? [] : parsed.faults;
};

describe('a scheme a person wrote', () => {
  it('is taken as it is when it holds', () => {
    expect(parseScheme(Object.freeze(valid))).toMatchObject({ ok: true, scheme: valid });
  });

  it.each([
    [
      '/nodes/2',
      'children of B add up to 39.99 of 40.00, 0.01 short',
      (s: typeof valid) => (Object.assign(s.nodes[7]!, { weight: 9.99 }), s),
    ],
    [
      '/nodes/0/weight',
      'the root has 90.00 points',
      (s: typeof valid) => (Object.assign(s.nodes[0]!, { weight: 90 }), s),
    ],
    [
      '/nodes/3/weight',
      'more than two decimals',
      (s: typeof valid) => (Object.assign(s.nodes[3]!, { weight: 36.005 }), s),
    ],
    ['/nodes/4/code', 'used twice', (s: typeof valid) => (Object.assign(s.nodes[4]!, { code: 'A1' }), s)],
    ['/nodes/3/parent', 'is not a node', (s: typeof valid) => (Object.assign(s.nodes[3]!, { parent: 'Z' }), s)],
    ['/nodes/4/parent', 'is a leaf', (s: typeof valid) => (Object.assign(s.nodes[4]!, { parent: 'A1' }), s)],
    [
      '/nodes/1/parent',
      'its own ancestor',
      (s: typeof valid) => (
        Object.assign(s.nodes[1]!, { parent: 'B' }),
        Object.assign(s.nodes[2]!, { parent: 'A' }),
        s
      ),
    ],
    [
      '/nodes/3/rule/points/1',
      'does not rise',
      (s: typeof valid) => (
        Object.assign(s.nodes[3]!, {
          rule: {
            type: 'piecewise',
            points: [
              [5, 0],
              [5, 100],
            ],
          },
        }),
        s
      ),
    ],
    [
      '/nodes/3/rule/cap',
      'not a grade',
      (s: typeof valid) => (Object.assign(s.nodes[3]!, { rule: { type: 'veto-when-positive', cap: 'zero' } }), s),
    ],
    ['/grades/1/atLeast', 'best first', (s: typeof valid) => (Object.assign(s.grades[1]!, { atLeast: 95 }), s)],
  ])('%s: %s', (path, words, change) => {
    const faults = faultsOf(change);
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect(faults.map(({ message }) => message).join(' ')).toContain(words);
  });

  it.each([[null], [42], [[]], [{}], ['text']])('%j is refused with a path', (input) => {
    const parsed = parseScheme(input);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.faults[0]?.path).toMatch(/^\//);
  });

  it('knows no rule it has not learned', () => {
    expect(faultsOf((s) => (Object.assign(s.nodes[3]!, { rule: { type: 'vibes' } }), s)).length).toBeGreaterThan(0);
  });
});
