import { describe, expect, it } from 'vitest';
import { keyTarget, parsePoints, pointerTarget } from './slider-keys.ts';

const range = { from: 0, to: 2_000 };
const press = (key: string, now = 500, shiftKey = false) => keyTarget({ key, shiftKey }, now, range);

describe('keyTarget', () => {
  it('moves by a tenth, with Shift or a page by one', () => {
    expect(press('ArrowRight')).toBe(510);
    expect(press('ArrowDown')).toBe(490);
    expect(press('ArrowUp', 500, true)).toBe(600);
    expect(press('PageUp')).toBe(600);
    expect(press('PageDown')).toBe(400);
  });

  it('goes to the limits and not beyond', () => {
    expect(press('Home')).toBe(0);
    expect(press('End')).toBe(2_000);
    expect(press('PageDown', 50)).toBe(0);
    expect(press('ArrowRight', 1_995)).toBe(2_000);
  });

  it('leaves other keys alone', () => {
    expect(press('Tab')).toBeNull();
    expect(press('a')).toBeNull();
  });
});

describe('pointerTarget', () => {
  it('reads tenths of a point from the track', () => {
    expect(pointerTarget(150, { left: 100, width: 200 }, 10_000)).toBe(2_500);
    expect(pointerTarget(101, { left: 100, width: 300 }, 10_000)).toBe(30);
  });

  it('holds to the ends of the track', () => {
    expect(pointerTarget(50, { left: 100, width: 200 }, 10_000)).toBe(0);
    expect(pointerTarget(900, { left: 100, width: 200 }, 3_863)).toBe(3_860);
    expect(pointerTarget(900, { left: 100, width: 0 }, 3_863)).toBe(0);
  });
});

describe('parsePoints', () => {
  it('reads what people type', () => {
    expect(parsePoints('12')).toBe(1_200);
    expect(parsePoints(' 12.5 ')).toBe(1_250);
    expect(parsePoints('１２．３４')).toBe(1_234);
    expect(parsePoints('12,5')).toBe(1_250);
  });

  it('refuses what it would have to guess', () => {
    for (const text of ['', 'abc', '-1', '1.234', '1e3', '1.2.3']) expect(parsePoints(text)).toBeNull();
  });
});
