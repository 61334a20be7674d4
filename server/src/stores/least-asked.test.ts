import { expect, it } from 'vitest';
import { lendLeastAsked } from './least-asked.ts';

it('whoever asks gets a connection nobody waits for, while there is one', async () => {
  const lend = lendLeastAsked(['a', 'b', 'c']);
  const { promise: long, resolve } = Promise.withResolvers<undefined>();
  const given: string[] = [];
  const scoring = [lend((one) => (given.push(one), long)), lend((one) => (given.push(one), long))];
  for (let page = 0; page < 4; page += 1) await lend(async (one) => given.push(one));
  expect(given).toEqual(['a', 'b', 'c', 'c', 'c', 'c']);
  resolve(undefined);
  await Promise.all(scoring);
  await lend(async (one) => given.push(one));
  expect(given.at(-1)).toBe('a');
});

it('a question that failed is open no more', async () => {
  const lend = lendLeastAsked(['a', 'b']);
  await expect(lend(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await lend(async (one) => one)).toBe('a');
});
