import { expect, it } from 'vitest';
import { packBatches } from './pack-batches.ts';

const size = (batch: string, numbers: number) => ({ batch, observations: numbers, numbers });

it('keeps small batches together, in their order', () => {
  const packs = packBatches([size('a', 20_000), size('b', 30_000), size('c', 1), size('d', 0)]);
  expect(packs).toEqual([
    { batches: ['a', 'b'], slice: null },
    { batches: ['c', 'd'], slice: null },
  ]);
});

it('cuts one that is too large, and leaves no number out', () => {
  expect(packBatches([size('a', 1), size('large', 100_001), size('b', 1)])).toEqual([
    { batches: ['large'], slice: [0, 50_000] },
    { batches: ['large'], slice: [50_000, 100_000] },
    { batches: ['large'], slice: [100_000, 100_001] },
    { batches: ['a', 'b'], slice: null },
  ]);
});

it('names no more batches than a call can carry', () => {
  const packs = packBatches(Array.from({ length: 601 }, (_, index) => size(String(index), 1)));
  expect(packs.map(({ batches }) => batches.length)).toEqual([300, 300, 1]);
});

it('of nothing is nothing', () => {
  expect(packBatches([])).toEqual([]);
});
