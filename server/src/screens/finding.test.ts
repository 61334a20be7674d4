import type { GroupScore, NodeView } from '@dangzhi/metrics/contract';
import { describe, expect, it } from 'vitest';
import { findingOf, lostPoints } from './finding.ts';

const name = { zh: '名', en: 'name' };
const leaf = (code: string, score: number | null, effectiveWeight: number) =>
  ({
    code,
    name,
    score,
    effectiveWeight,
    contribution: score === null ? null : (score * effectiveWeight) / 100,
    missing: score === null ? 'no-source' : null,
    nominalWeight: effectiveWeight,
  }) as NodeView;
const dimension = (code: string, score: number | null) => ({ code, name, score }) as GroupScore;

describe('lostPoints', () => {
  it('counts what is missing to the full score, by weight, most first', () => {
    const leaves = [leaf('a', 50, 10), leaf('b', 0, 4), leaf('full', 100, 50), leaf('none', null, 0)];
    expect(lostPoints(leaves)).toEqual([
      { code: 'a', name, points: 5 },
      { code: 'b', name, points: 4 },
    ]);
  });

  it('counts from half a hundredth on, which is what is printed', () => {
    expect(lostPoints([leaf('printed', 99, 0.5), leaf('below', 99, 0.4)])).toEqual([
      { code: 'printed', name, points: 0.005 },
    ]);
  });
});

describe('findingOf', () => {
  it('names the best and the weakest dimension, the costliest leaf and the one that moved most, down as well as up', () => {
    const now = [leaf('a', 50, 10), leaf('b', 80, 10)];
    const before = [leaf('a', 40, 10), leaf('b', 95, 10)];
    expect(findingOf([dimension('X', 60), dimension('Y', 90), dimension('Z', null)], now, before)).toEqual({
      best: { code: 'Y', name },
      weakest: { code: 'X', name },
      costliest: { code: 'a', name, points: 5 },
      moved: { code: 'b', name, points: -1.5 },
    });
  });

  it('compares nothing where there is nothing to compare', () => {
    expect(findingOf([dimension('X', 60)], [leaf('a', 100, 10)], [])).toEqual({
      best: null,
      weakest: null,
      costliest: null,
      moved: null,
    });
  });
});
