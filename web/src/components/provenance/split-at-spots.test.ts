import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitAtSpots } from './split-at-spots.ts';

it('marks what a ruling is about', () => {
  expect(splitAtSpots('“两端”指“浙里办”“浙政钉”人口', ['人口'])).toEqual([
    { text: '“两端”指“浙里办”“浙政钉”', isSpot: false },
    { text: '人口', isSpot: true },
  ]);
});

it('marks spots that touch or overlap as one, and leaves out words that are not there', () => {
  expect(splitAtSpots('共518个', ['共518', '518个', '一体化'])).toEqual([{ text: '共518个', isSpot: true }]);
  expect(splitAtSpots('省IRS', ['一体化资源系统IRS', ''])).toEqual([{ text: '省IRS', isSpot: false }]);
});

it('loses and adds no letter', () => {
  const letters = fc.string({ unit: fc.constantFrom('档', '案', ',', 'a') });
  fc.assert(
    fc.property(letters, fc.array(letters), (quote, literals) => {
      const parts = splitAtSpots(quote, literals);
      expect(parts.map(({ text }) => text).join('')).toBe(quote);
      expect(parts.every(({ isSpot }, index) => isSpot !== parts[index - 1]?.isSpot)).toBe(true);
    }),
  );
});
