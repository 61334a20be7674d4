import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasEntry } from './zip-entry.ts';
import { zipOf } from '../../testing/zip.ts';

const ARCHIVE = zipOf({ 'Doc_0/Document.xml': '<a/>', 'OFD.xml': '<b/>' });

it('finds an entry by its whole name, and by the directory alone', () => {
  expect(hasEntry(ARCHIVE, 'OFD.xml')).toBe(true);
  expect(hasEntry(ARCHIVE, 'Document.xml')).toBe(false);
  expect(hasEntry(zipOf({ 'a.txt': 'OFD.xml' }), 'OFD.xml')).toBe(false);
  expect(hasEntry(zipOf({}), 'OFD.xml')).toBe(false);
  expect(hasEntry(new Uint8Array(), 'OFD.xml')).toBe(false);
});

it('reads a view into a larger buffer as its own bytes', () => {
  const around = Buffer.concat([Buffer.from('before'), ARCHIVE, Buffer.from('after')]);
  expect(hasEntry(around.subarray(6, 6 + ARCHIVE.length), 'OFD.xml')).toBe(true);
});

it('throws at no archive, however broken', () => {
  const broken = fc
    .array(fc.tuple(fc.nat({ max: ARCHIVE.length - 1 }), fc.nat({ max: 255 })), { maxLength: 8 })
    .chain((changes) => fc.tuple(fc.constant(changes), fc.nat({ max: ARCHIVE.length })));
  fc.assert(
    fc.property(broken, ([changes, length]) => {
      const bytes = Buffer.from(ARCHIVE);
      for (const [at, byte] of changes) bytes[at] = byte;
      expect(typeof hasEntry(bytes.subarray(0, length), 'OFD.xml')).toBe('boolean');
    }),
  );
});
