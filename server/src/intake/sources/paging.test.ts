import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paging } from '@dangzhi/metrics';
import { PassingFailure, Refusal } from './failures.ts';
import { pageParams, readList } from './paging.ts';

const NOW = new Date('2023-02-20T09:00:00+08:00');
const sized = { sizeParam: 'size', recordsField: 'data.list' };
const pagings = (size: number): Paging[] => [
  { kind: 'cursor', cursorParam: 'c', ...sized, size, nextField: 'next', countField: 'count' },
  { kind: 'page', pageParam: 'p', ...sized, size, totalField: 'data.total' },
  { kind: 'last-page', pageParam: 'p', ...sized, size, lastField: 'more', lastValue: false, countField: 'count' },
  { kind: 'offset', offsetParam: 'o', ...sized, size, totalField: 'data.total' },
  { kind: 'none', recordsField: 'data.list', countField: 'count' },
];

interface Body {
  data: { list: number[]; total: number };
  count: number;
  next: string | null;
  more: boolean;
}

/** A source that does what it is asked; every kind of paging reads the members it knows. */
function answer(records: readonly number[], params: Readonly<Record<string, string>>): Body {
  const size = Number(params['size'] ?? records.length);
  const from = Number(params['c'] ?? params['o'] ?? (Number(params['p'] ?? 1) - 1) * size);
  const list = records.slice(from, from + size);
  const end = from + size;
  const more = end < records.length;
  return { data: { list, total: records.length }, count: list.length, next: more ? String(end) : null, more };
}

const shortened = (body: Body): Body => ({ ...body, data: { ...body.data, list: body.data.list.slice(0, -1) } });

describe.each(pagings(0).map(({ kind }) => kind))('a list read by %s', (kind) => {
  const pagingOf = (size: number): Paging => pagings(size).find((paging) => paging.kind === kind)!;

  it('gives every record exactly once, whatever is cut short, asked again or broken off', () => {
    const mishaps = fc.infiniteStream(fc.constantFrom('none', 'none', 'cut short', 'crash'));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), mishaps, (count, size, stream) => {
        const records = Array.from({ length: count }, (_, index) => index);
        const paging = pagingOf(size);
        const stored: number[] = [];
        let kept: string | null = null;
        for (let calls = 0; calls < 1000; calls += 1) {
          const mishap = stream.next().value;
          const body = answer(records, pageParams(paging, kept));
          if (mishap === 'cut short' && body.count > 0) {
            expect(() => readList(paging, shortened(body), kept, NOW)).toThrow(PassingFailure);
            continue;
          }
          const page = readList(paging, body, kept, NOW);
          // A process that dies here has stored nothing: the kept cursor is all the next one knows.
          if (mishap === 'crash') continue;
          stored.push(...(page.records as number[]));
          if (page.next === null) break;
          kept = page.next;
        }
        expect(stored).toEqual(records);
      }),
    );
  });

  it('refuses an answer whose list or count is not where it was', () => {
    const paging = pagingOf(5);
    const body = answer([1, 2, 3], pageParams(paging, null));
    expect(() => readList(paging, { ...body, data: [] }, null, NOW)).toThrow(/no list "data.list"/);
    expect(() => readList(paging, { ...body, data: { list: [1] }, count: null }, null, NOW)).toThrow(/no number/);
  });
});

const byNumber = pagings(2).filter(({ kind }) => kind === 'page' || kind === 'offset' || kind === 'last-page');

describe.each(byNumber.map((paging) => [paging.kind, paging] as const))(
  'a list read by number (%s)',
  (kind, paging) => {
    const first = readList(paging, answer([1, 2, 3, 4], pageParams(paging, null)), null, NOW);

    it('that gives the same page again would never end', () => {
      expect(() => readList(paging, answer([1, 2, 3, 4], { size: '2' }), first.next, NOW)).toThrow(/the same page/);
    });

    it('does not know the cursor of another way of paging, and asks to start over', () => {
      for (const cursor of ['of-another-age', '7', '{"at":-1}']) {
        const told: unknown = catchError(() => pageParams(paging, cursor));
        expect(told).toMatchObject({ status: 410 });
      }
    });

    it('is sure of a change only as far as the day before it began, even in a later run', () => {
      const later = new Date('2023-02-25T09:00:00+08:00');
      const second = readList(paging, answer([1, 2, 3, 4], pageParams(paging, first.next)), first.next, later);
      expect([first.sureUntil, second.sureUntil]).toEqual(['2023-02-19T09:00:00+08:00', '2023-02-19T09:00:00+08:00']);
    });

    // One that tells no total cannot be seen to shrink.
    if (kind !== 'last-page') {
      it('that shrank is started over: what moved up would be missed', () => {
        const shrunk = answer([2, 3, 4], pageParams(paging, first.next));
        expect(catchError(() => readList(paging, shrunk, first.next, NOW))).toMatchObject({ status: 410 });
      });
    }

    it('that grew is read to its new end', () => {
      const grown = answer([1, 2, 3, 4, 5], pageParams(paging, first.next));
      expect(readList(paging, grown, first.next, NOW)).toMatchObject({
        records: [3, 4],
        next: expect.any(String) as string,
      });
    });
  },
);

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return null;
}
