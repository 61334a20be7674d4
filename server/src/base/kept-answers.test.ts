import { describe, expect, it, vi } from 'vitest';
import { keepAnswer, sizeOf } from './kept-answer.ts';
import { createKeptAnswers } from './kept-answers.ts';
import { PATIENCE_MS } from '../../testing/patience.ts';

const text = async (answer: ReturnType<ReturnType<typeof createKeptAnswers>['read']>): Promise<string> =>
  (await answer).plain.toString();

describe('kept answers', () => {
  it('are made once for all who ask at once and after them', async () => {
    const kept = createKeptAnswers();
    const make = vi.fn(async () => '{"a":1}');
    const [first, second] = await Promise.all([kept.read('a', make), kept.read('a', make)]);
    expect(second).toBe(first);
    expect(kept.read('a', make)).toBe(first);
    expect(await text(kept.read('b', async () => 'other'))).toBe('other');
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('are made again after something happened', async () => {
    const kept = createKeptAnswers();
    const make = vi.fn<() => Promise<string>>().mockResolvedValueOnce('before').mockResolvedValueOnce('after');
    const before = await kept.read('a', make);
    kept.clear();
    const after = await kept.read('a', make);
    expect(after.plain.toString()).toBe('after');
    expect(after.hash).not.toBe(before.hash);
  });

  it('one under way when something happens goes to those who asked before it and to nobody else', async () => {
    const kept = createKeptAnswers();
    const { promise, resolve } = Promise.withResolvers<string>();
    const asked = kept.read('a', () => promise);
    kept.clear();
    const later = kept.read('a', async () => 'after');
    resolve('before');
    expect([await text(asked), await text(later)]).toEqual(['before', 'after']);
    expect(await text(kept.read('a', async () => 'again'))).toBe('after');
  });

  it('some of them alone, by their key', async () => {
    const kept = createKeptAnswers();
    const { promise, resolve } = Promise.withResolvers<string>();
    const under = [text(kept.read('wall a', () => promise)), text(kept.read('unit a', () => promise))];
    for (const key of ['wall b', 'unit b'])
      await kept.read(key, vi.fn<() => Promise<string>>().mockResolvedValueOnce('before').mockResolvedValue('after'));
    kept.clear((key) => key.startsWith('wall'));
    resolve('before');
    await Promise.all(under);
    const again = (key: string): Promise<string> => text(kept.read(key, async () => 'after'));
    expect([await again('wall a'), await again('wall b')]).toEqual(['after', 'after']);
    expect([await again('unit a'), await again('unit b')]).toEqual(['before', 'before']);
  });

  it('a failure is told those who wait, and not kept', async () => {
    const kept = createKeptAnswers();
    const fail = (): Promise<string> => Promise.reject(new Error('away'));
    const asked = [kept.read('a', fail), kept.read('a', fail)];
    for (const one of asked) await expect(one).rejects.toThrow('away');
    expect(await text(kept.read('a', async () => 'back'))).toBe('back');
  });

  it('those that were asked for are made again by themselves, the last asked first, and others are not', async () => {
    const kept = createKeptAnswers();
    const made: string[] = [];
    const make = (key: string) => async () => {
      made.push(key);
      return key;
    };
    for (const key of ['a', 'b', 'c', 'a']) await kept.read(key, make(key));
    made.length = 0;
    kept.clear((key) => key !== 'c');
    await vi.waitFor(() => expect(made).toEqual(['a', 'b']), { timeout: PATIENCE_MS });
    // Asked for again, it is there.
    await vi.waitFor(() => expect(kept.read('a', make('a'))).not.toBeInstanceOf(Promise), { timeout: PATIENCE_MS });
    expect(made).toEqual(['a', 'b']);
    kept.clear((key) => key !== 'c');
    await vi.waitFor(() => expect(made).toEqual(['a', 'b', 'a']), { timeout: PATIENCE_MS });
    await kept.stop();
    kept.clear();
    expect(await text(kept.read('c', make('c')))).toBe('c');
    expect(made).toEqual(['a', 'b', 'a', 'c']);
  });

  it('one that is being made again when something happens is made once more', async () => {
    const kept = createKeptAnswers();
    const { promise, resolve } = Promise.withResolvers<string>();
    const make = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce('first')
      .mockReturnValueOnce(promise)
      .mockResolvedValue('third');
    await kept.read('a', make);
    kept.clear();
    await vi.waitFor(() => expect(make).toHaveBeenCalledTimes(2), { timeout: PATIENCE_MS });
    kept.clear();
    resolve('second');
    await vi.waitFor(() => expect(make).toHaveBeenCalledTimes(3), { timeout: PATIENCE_MS });
    expect(await text(kept.read('a', make))).toBe('third');
    expect(make).toHaveBeenCalledTimes(3);
  });

  it('one that fails when it is made again is made when it is asked for', async () => {
    const kept = createKeptAnswers();
    const make = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce('before')
      .mockRejectedValueOnce(new Error('away'));
    await kept.read('a', make);
    kept.clear();
    await vi.waitFor(() => expect(make).toHaveBeenCalledTimes(2), { timeout: PATIENCE_MS });
    await vi.waitFor(async () => expect(await text(kept.read('a', async () => 'back'))).toBe('back'), {
      timeout: PATIENCE_MS,
    });
  });

  it('beyond a number, and beyond a size, what nobody asked for longest goes', async () => {
    const size = sizeOf(await keepAnswer('0123456789'));
    for (const limits of [
      { answers: 2, bytes: 1000 * size },
      { answers: 1000, bytes: 2 * size },
    ]) {
      const kept = createKeptAnswers(limits);
      const make = vi.fn(async () => '0123456789');
      for (const key of ['a', 'b', 'a', 'c']) await kept.read(key, make);
      expect(make).toHaveBeenCalledTimes(3);
      await kept.read('a', make);
      expect(make).toHaveBeenCalledTimes(3);
      await kept.read('b', make);
      expect(make).toHaveBeenCalledTimes(4);
    }
  });
});
