import { isLeaf, NO_PEERS, scoreByRule } from '@dangzhi/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemes } from '../../schemes/index.ts';
import { valueAtScore } from './value-at-score.ts';

const leaves = schemes.flatMap(({ nodes }) => nodes.filter(isLeaf)).filter(({ rule }) => rule.type === 'piecewise');

test('a value earns the score it was asked for by the default scheme’s own rule', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...leaves),
      fc.integer({ min: 0, max: 100 }),
      ({ indicator, rule, direction }, score) => {
        const setting = { direction: direction ?? 'higher', range: [0, 100], elapsedMonths: 12 } as const;
        expect(scoreByRule(rule, valueAtScore(indicator)(score), NO_PEERS, setting)).toBeCloseTo(score, 6);
      },
    ),
  );
});
