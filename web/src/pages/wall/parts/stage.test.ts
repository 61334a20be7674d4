import { describe, expect, it } from 'vitest';
import { enlargedUnit, isPicture, stageOn } from './stage.ts';

describe('stageOn', () => {
  it('has a unit of one pixel at the design size and two on a 4K screen', () => {
    expect(stageOn(1920, 1080)).toEqual({ unit: 1, pages: 1 });
    expect(stageOn(3840, 2160)).toEqual({ unit: 2, pages: 1 });
  });

  it('fits the whole stage into any other shape', () => {
    expect(stageOn(1366, 768)).toEqual({ unit: 768 / 1080, pages: 1 });
    expect(stageOn(1080, 1920)).toEqual({ unit: 1080 / 1920, pages: 1 });
    expect(stageOn(2560, 1080)).toEqual({ unit: 1, pages: 1 });
  });

  it('shows two scenes on a double wall, three on a triple one, and no more on a ribbon', () => {
    expect(stageOn(3840, 1080)).toEqual({ unit: 1, pages: 2 });
    expect(stageOn(6656, 1792)).toEqual({ unit: 1792 / 1080, pages: 2 });
    expect(stageOn(5760, 1080)).toEqual({ unit: 1, pages: 3 });
    expect(stageOn(20_000, 1080)).toEqual({ unit: 1, pages: 3 });
  });

  it('shows no scene twice on a wall that was given fewer than it holds', () => {
    expect(stageOn(5760, 1080, 2)).toEqual({ unit: 1, pages: 2 });
    expect(stageOn(5760, 1080, 1)).toEqual({ unit: 1, pages: 1 });
  });
});

describe('enlargedUnit', () => {
  it('is larger by as much as was asked for, on every wall', () => {
    expect([1, 2, 1792 / 1080].map((unit) => enlargedUnit(unit, 1.5) / unit)).toEqual([1.5, 1.5, 1.5]);
  });

  it('can be read in the hand, where the stage is a picture of the wall', () => {
    expect([390 / 1920, 0.5625, 1].map(isPicture)).toEqual([true, false, false]);
    expect(22 * enlargedUnit(390 / 1920, 1.2)).toBeGreaterThan(14);
  });
});
