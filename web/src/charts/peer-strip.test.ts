import { describe, expect, it } from 'vitest';
import { peerStrip } from './peer-strip.ts';

describe('peerStrip', () => {
  it('runs between whole tens and puts the own mark last', () => {
    const strip = peerStrip(
      [
        { code: 'own', score: 75 },
        { code: 'low', score: 61 },
        { code: 'high', score: 88.5 },
      ],
      'own',
    );
    expect([strip.from, strip.to]).toEqual([60, 90]);
    expect(strip.marks.map(({ code }) => code)).toEqual(['low', 'high', 'own']);
    expect(strip.marks.at(-1)).toEqual({ code: 'own', x: 50, isOwn: true });
  });

  it('keeps a width when all are equal', () => {
    const { from, to, marks } = peerStrip([{ code: 'a', score: 70 }], 'a');
    expect([from, to, marks[0]?.x]).toEqual([70, 80, 0]);
  });
});
