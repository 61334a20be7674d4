import { describe, expect, it } from 'vitest';
import { rightsOfDisplay } from '@dangzhi/metrics/rights';
import { createKnownCallers, type Found } from './known-callers.ts';

const somebody = (name: string, notedAt = 0): Found<string> => ({
  kept: name,
  caller: {
    kind: 'account',
    id: name,
    name,
    rights: rightsOfDisplay([name]),
    session: name,
    mustChangePassword: false,
  },
  notedAt,
});
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('callers known by their secret', () => {
  it('are read once', async () => {
    const known = createKnownCallers<string>();
    expect(known.get('s')).toBeUndefined();
    const one = await known.load('s', async () => somebody('a'));
    expect(known.get('s')).toBe(one);
    expect([...known.all()]).toEqual([one]);
  });

  it('are nobody where the store has nobody, and asked about again', async () => {
    const known = createKnownCallers<string>();
    expect(await known.load('s', async () => null)).toBeNull();
    expect(known.get('s')).toBeUndefined();
  });

  it('share one ending where two calls read them at once', async () => {
    const known = createKnownCallers<string>();
    const [one, other] = await Promise.all([
      known.load('s', async () => somebody('a')),
      known.load('s', async () => somebody('a')),
    ]);
    expect(other).toBe(one);
    known.forget(() => true);
    expect(one?.caller.ended.aborted).toBe(true);
  });

  it('are read once more where somebody was forgotten meanwhile', async () => {
    const known = createKnownCallers<string>();
    const answers = [somebody('before'), somebody('after')];
    const one = await known.load('s', async () => {
      const answer = answers.shift() ?? null;
      if (answer?.kept === 'before') known.forget(() => false);
      return answer;
    });
    expect(one?.kept).toBe('after');
  });

  it('end when they are forgotten, and nobody else with them', async () => {
    const known = createKnownCallers<string>();
    const one = await known.load('s', async () => somebody('a'));
    const other = await known.load('t', async () => somebody('b'));
    known.forget(({ kept }) => kept === 'a');
    expect([one, other].map((each) => each?.caller.ended.aborted)).toEqual([true, false]);
    expect(known.get('s')).toBeUndefined();
  });

  it('are noted down once a minute, whether that succeeds or not', async () => {
    const known = createKnownCallers<string>();
    const one = await known.load('s', async () => somebody('a', 0));
    if (one === null) throw new Error('nobody');
    const noted: number[] = [];
    for (const seconds of [59, 60, 61, 119, 120]) {
      known.see(one, at(seconds), async () => {
        noted.push(seconds);
        throw new Error('the store is down');
      });
      expect(one.seenAt).toBe(seconds * 1000);
    }
    await known.idle();
    expect(noted).toEqual([60, 120]);
  });

  it('who are doubted are read anew: the same stay, with their streams, and the others end', async () => {
    const known = createKnownCallers<string>();
    const store = new Map([
      ['s', somebody('a')],
      ['t', somebody('b')],
      ['u', somebody('c')],
    ]);
    const read = async (secret: string) => store.get(secret) ?? null;
    const [a, b, c] = await Promise.all(['s', 't', 'u'].map((secret) => known.load(secret, () => read(secret))));
    store.set('t', somebody('somebody else'));
    store.delete('u');
    known.doubt(read);
    expect(['s', 't', 'u'].map((secret) => known.get(secret))).toEqual([undefined, undefined, undefined]);
    await known.idle();
    expect([a, b, c].map((one) => one?.caller.ended.aborted)).toEqual([false, true, true]);
    expect(known.get('s')).toBe(a);
    expect([known.get('t')?.kept, known.get('u')]).toEqual(['somebody else', undefined]);
  });

  it('who cannot be read now are read when they ask', async () => {
    const known = createKnownCallers<string>();
    const one = await known.load('s', async () => somebody('a'));
    known.doubt(() => Promise.reject(new Error('away')));
    await known.idle();
    expect(known.get('s')).toBeUndefined();
    expect(await known.load('s', async () => somebody('a'))).toBe(one);
    expect(known.get('s')).toBe(one);
  });
});
