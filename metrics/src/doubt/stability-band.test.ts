import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { inputsOf, schemeOf } from '../../testing/reference-scheme.fixture.ts';
import { readAsem } from '../../testing/reference.fixture.ts';
import { buildTree } from '../scheme/tree.ts';
import { createKernel } from '../engine/kernel/kernel.ts';
import { weightMove } from './moved-weight.ts';
import { treeCases } from '../../testing/tree-cases.fixture.ts';
import { stabilityBand, type StabilityScope } from './stability-band.ts';

const scopes = fc.oneof(
  fc.constant<StabilityScope>('everyone'),
  fc.integer({ min: 1, max: 3 }).map((top): StabilityScope => ({ top })),
  fc.constantFrom('U0', 'U3').map((unit): StabilityScope => ({ unit })),
);

const differ = (now: Int32Array, then: Int32Array, scope: StabilityScope): boolean => {
  if (scope === 'everyone') return now.some((rank, unit) => rank !== then[unit]);
  if ('unit' in scope) return now[Number(scope.unit.slice(1))] !== then[Number(scope.unit.slice(1))];
  const top = (ranks: Int32Array) => [...ranks].map((rank) => rank > 0 && rank <= scope.top).join();
  return top(now) !== top(then);
};

describe('a stability band', () => {
  const questions = (rankOn: 'printed' | 'unrounded') =>
    treeCases({
      aggregations: rankOn === 'unrounded' ? ['arithmetic', 'sum'] : ['arithmetic', 'sum', 'geometric'],
    }).chain((one) =>
      fc.tuple(
        fc.constant({ ...one, document: { ...one.document, rounding: { ...one.document.rounding, rankOn } } }),
        fc.integer({ min: 1, max: one.document.nodes.length - 1 }),
        scopes,
      ),
    );

  it.each(['unrounded', 'printed'] as const)(
    '%s: inside it nothing of the scope changes, and just beyond it does',
    (rankOn) => {
      let ends = 0;
      fc.assert(
        fc.property(questions(rankOn), ([one, node, scope]) => {
          const tree = buildTree(one.document);
          const sheet = scoreLeaves(tree, one.inputs);
          const band = stabilityBand(tree, sheet, node, { scope });
          const move = weightMove(tree, node);
          const kernel = createKernel(tree, sheet);
          const { lower, upper, share, exact, step } = band;
          if (rankOn === 'unrounded') expect({ exact, step }).toEqual({ exact: true, step: null });
          else expect(exact).toBe(false);
          expect(
            move.from <= lower.share && lower.share <= share && share <= upper.share && upper.share <= move.to,
          ).toBe(true);
          const ranksAt = (at: number): Int32Array => kernel.ranks(move.weightsAt(at)).slice();
          const now = ranksAt(share);
          for (const { share: end, moved } of [lower, upper]) {
            const way = Math.sign(end - share);
            if (way === 0) continue;
            const steps = step === null ? 0 : Math.max(0, Math.floor(Math.abs(end - share) / step - 1e-6));
            for (const part of [0.03, 0.2, 0.5, 0.77, 0.97]) {
              // Printed figures may flicker between two looks: there it is where it looked that counts.
              const at = step === null ? share + part * (end - share) : share + way * step * Math.floor(part * steps);
              expect(differ(now, ranksAt(at), scope), JSON.stringify({ at, end })).toBe(false);
            }
            if (moved === null) continue;
            ends += 1;
            const beyond = [1e-12, 1e-9, 1e-7].map((little) => end + way * little);
            expect(beyond.some((at) => at > move.from && at < move.to && differ(now, ranksAt(at), scope))).toBe(true);
          }
        }),
        { numRuns: rankOn === 'unrounded' ? 400 : 60 },
      );
      expect(ends).toBeGreaterThan(10);
    },
  );

  it('by hand: X = 80 s + 60 (1 − s) and Y = 60 s + 82 (1 − s), printed to two digits', () => {
    const given = (value: number) => ({ value, missing: null, numerator: null, denominator: null });
    const leaf = (code: string, weight: number) =>
      ({
        code,
        parent: 'R',
        weight,
        indicator: code,
        direction: 'higher',
        rule: { type: 'imported', outOf: 100 },
      }) as const;
    const base = schemeOf([], { rule: { type: 'min-max' }, aggregate: 'arithmetic' });
    const document = { ...base, range: [0, 100] as [number, number], total: 100 };
    const nodes = [{ code: 'R', weight: 100, aggregate: 'arithmetic' as const }, leaf('a', 50), leaf('b', 50)];
    const inputs = [
      {
        unit: 'X',
        values: new Map([
          ['a', given(80)],
          ['b', given(60)],
        ]),
      },
      {
        unit: 'Y',
        values: new Map([
          ['a', given(60)],
          ['b', given(82)],
        ]),
      },
    ];
    const unrounded = buildTree({ ...document, nodes });
    const sheet = scoreLeaves(unrounded, inputs);
    const exact = stabilityBand(unrounded, sheet, 1);
    expect(exact).toMatchObject({
      share: 0.5,
      lower: { share: 0, moved: null },
      upper: { moved: ['X', 'Y'] },
      exact: true,
    });
    expect(exact.upper.share).toBeCloseTo(22 / 42, 15);
    expect(exact.upper.points).toBeCloseTo(2200 / 42, 12);
    const printed = buildTree({ ...document, nodes, rounding: { ...base.rounding, rankOn: 'printed' } });
    const rounded = stabilityBand(printed, sheet, 1);
    // At the swap both print 70.48; X does from s = 0.52375, Y from (82 − 70.485) ÷ 22 = 0.52341 on.
    expect(rounded.upper.share).toBeCloseTo(0.52375, 9);
    expect(rounded).toMatchObject({ exact: false, lower: { moved: null } });
  });

  it('refuses a unit it does not know, and says that nothing can move', () => {
    const [one] = fc.sample(treeCases({ absentOneIn: 0 }), { numRuns: 1, seed: 5 });
    if (one === undefined) throw new Error('no case');
    const tree = buildTree(one.document);
    const sheet = scoreLeaves(tree, one.inputs);
    expect(() => stabilityBand(tree, sheet, 1, { scope: { unit: 'nobody' } })).toThrow(RangeError);
    const everything = new Set(tree.nodes.keys());
    const { lower, upper, share } = stabilityBand(tree, sheet, 1, { locked: everything });
    expect([lower, upper]).toEqual([
      { share, points: lower.points, moved: null },
      { share, points: lower.points, moved: null },
    ]);
  });
});

describe('ASEM', () => {
  it('the first place is the least moved', () => {
    const { data, nodes } = readAsem();
    const tree = buildTree(schemeOf(nodes, { rule: { type: 'min-max', range: [0, 100] }, aggregate: 'arithmetic' }));
    const sheet = scoreLeaves(tree, inputsOf(data));
    const node = tree.indexOf.get('Conn') as number;
    const everyone = stabilityBand(tree, sheet, node);
    const last = stabilityBand(tree, sheet, node, { scope: { unit: 'BRN' } });
    expect(everyone.exact && last.exact).toBe(true);
    expect(everyone.upper.share - everyone.lower.share).toBeLessThan(last.upper.share - last.lower.share);
  });
});
