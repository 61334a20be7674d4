import { describe, expect, it } from 'vitest';
import { stageUnit } from './stage.ts';

describe('stageUnit', () => {
  it('is one pixel at the design size and two on a 4K screen', () => {
    expect(stageUnit(1920, 1080)).toBe(1);
    expect(stageUnit(3840, 2160)).toBe(2);
  });

  it('fits the whole stage into any other shape', () => {
    expect(stageUnit(1366, 768)).toBeCloseTo(768 / 1080, 12);
    expect(stageUnit(1080, 1920)).toBe(1080 / 1920);
    expect(stageUnit(6656, 1792)).toBe(1792 / 1080);
  });
});
