import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { keepAttempt, pathOfOurs, takeAttempt } from './attempts.ts';

describe('where to go after signing in', () => {
  it.each([
    ['/units/XC-D29?period=2022-12#top', '/units/XC-D29?period=2022-12#top'],
    ['/ranking', '/ranking'],
    ['/单位', '/%E5%8D%95%E4%BD%8D'],
    [undefined, '/'],
    ['', '/'],
    ['ranking', '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/a//evil.example', '/'],
    ['/a\r\nset-cookie: a=b', '/'],
    ['/.//evil.example', '/'],
    ['/api/v1/sign-in/oidc', '/'],
    ['/x/../api/v1/sign-in/oidc', '/'],
    [`/${'a'.repeat(500)}`, '/'],
  ])('%s is %s', (text, path) => {
    expect(pathOfOurs(text)).toBe(path);
  });
});

describe('an attempt', () => {
  let test: TestStores;
  beforeAll(async () => {
    test = await openTestStores();
  });
  afterAll(() => test.drop());

  const START = Date.parse('2023-02-20T08:00:00Z');
  const after = (minutes: number): Date => new Date(START + minutes * 60_000);
  const attempt = { provider: 'oidc', secrets: { state: 's', verifier: 'v' }, returnTo: '/ranking' };
  const keep = () => keepAttempt(test.stores.postgres, after(0), attempt);
  const take = (secret: string, minutes = 1, provider = 'oidc') =>
    takeAttempt(test.stores.postgres, after(minutes), secret, provider);

  it('comes back once, to who began it', async () => {
    const secret = await keep();
    expect(await take('another')).toBeNull();
    expect(await take(secret)).toEqual(attempt);
    expect(await take(secret)).toBeNull();
  });

  it('comes back once of two calls at once', async () => {
    const secret = await keep();
    const taken = await Promise.all([take(secret), take(secret)]);
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
  });

  it('comes back within ten minutes, from its own provider', async () => {
    expect(await take(await keep(), 10)).toBeNull();
    expect(await take(await keep(), 9.9)).not.toBeNull();
    expect(await take(await keep(), 1, 'other')).toBeNull();
  });

  it('is kept by digest only, and not longer than it counts', async () => {
    const secret = await keep();
    await keepAttempt(test.stores.postgres, after(11), attempt);
    const rows = await test.stores.postgres.db.selectFrom('sign_in_attempt').select('digest').execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]!.digest).not.toContain(secret);
  });
});
