import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readInstant, writeInstant } from './instant.ts';

const FORMATS = ['iso', 'YYYY-MM-DD HH:mm:ss', 'YYYYMMDDHHmmss', 'epoch-s', 'epoch-ms'] as const;
const seconds = fc.integer({ min: 0, max: 4_000_000_000 });

it('an instant written in any format is read back, to the second', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FORMATS), seconds, (format, second) => {
      const iso = readInstant(String(second * 1000), 'epoch-ms')!;
      expect(readInstant(writeInstant(iso, format), format)).toBe(iso);
    }),
  );
});

it('later is larger as text, whatever the format and the offset it came in', () => {
  const written = fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom('iso', 'epoch-ms'));
  fc.assert(
    fc.property(written, written, ([a, formatOfA], [b, formatOfB]) => {
      const textOf = (ms: number, format: 'iso' | 'epoch-ms'): string =>
        readInstant(format === 'iso' ? new Date(ms).toISOString() : String(ms), format)!;
      expect(Math.sign(a - b)).toBe(
        textOf(a, formatOfA) < textOf(b, formatOfB) ? -1 : textOf(a, formatOfA) > textOf(b, formatOfB) ? 1 : 0,
      );
    }),
  );
});

it.each([
  ['2023-01-05T09:12:33+08:00', 'iso', '2023-01-05T09:12:33+08:00'],
  ['2023-01-05T01:12:33.250Z', 'iso', '2023-01-05T09:12:33.250+08:00'],
  ['2023-01-05 09:12:33', 'YYYY-MM-DD HH:mm:ss', '2023-01-05T09:12:33+08:00'],
  ['20230105091233', 'YYYYMMDDHHmmss', '2023-01-05T09:12:33+08:00'],
  ['1672881153', 'epoch-s', '2023-01-05T09:12:33+08:00'],
  ['1672881153000', 'epoch-ms', '2023-01-05T09:12:33+08:00'],
] as const)('%s as %s is %s', (value, format, iso) => expect(readInstant(value, format)).toBe(iso));

it.each([
  ['2023-01-05', 'iso'],
  ['2023-01-05 09:12:33', 'iso'],
  ['2023-13-05 09:12:33', 'YYYY-MM-DD HH:mm:ss'],
  ['20230105', 'YYYYMMDDHHmmss'],
  ['yesterday', 'epoch-s'],
  ['-1', 'epoch-ms'],
  ['', 'epoch-ms'],
] as const)('%s is none as %s', (value, format) => expect(readInstant(value, format)).toBeNull());
