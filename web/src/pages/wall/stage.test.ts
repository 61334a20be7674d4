import { describe, expect, it } from 'vitest';
import { enlargement, stageUnit } from './stage.ts';

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

describe('enlargement', () => {
  it('fills the scene one way and keeps the shape', () => {
    expect(enlargement(442, 300)).toBeCloseTo(948 / 300, 12);
    expect(enlargement(908, 200)).toBeCloseTo(1840 / 908, 12);
  });
});
