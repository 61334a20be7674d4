import { describe, expect, it } from 'vitest';
import type { PasswordFault } from '@dangzhi/metrics/contract';
import { hashPassword, makeFirstPassword, passwordFaults, verifyPassword } from './passwords.ts';

const faults = (password: string, login = 'wang.fang') => passwordFaults(password, { login });

describe('what a password lacks', () => {
  it.each<[string, readonly PasswordFault[]]>([
    ['Hai-Lu-2031', []],
    ['hailu', ['too-short', 'too-plain']],
    ['Wang.Fang-2031', ['contains-login']],
    ['Admin@123456', ['common']],
    ['aDMIN@123456', ['common']],
    ['Abc123456!', ['common']],
    ['Qwer1234!@', ['common']],
  ])('%s: %j', (password, wanted) => {
    expect(faults(password)).toEqual(wanted);
  });
});

it('a first password is always good, readable and never the same', () => {
  const made = Array.from({ length: 2000 }, makeFirstPassword);
  for (const password of made) {
    expect(faults(password)).toEqual([]);
    expect(password).toMatch(/^[a-zA-Z2-9=+@%-]{16}$/);
    expect(password).not.toMatch(/[0O1lI]/);
  }
  expect(new Set(made).size).toBe(made.length);
});

describe('a hash', () => {
  it('is Argon2id as recommended, and another every time', async () => {
    const [one, other] = await Promise.all([hashPassword('Hai-Lu-2031'), hashPassword('Hai-Lu-2031')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('verifies its password and no other', async () => {
    const hash = await hashPassword('Hai-Lu-2031');
    expect(await verifyPassword(hash, 'Hai-Lu-2031')).toBe(true);
    for (const wrong of ['hai-lu-2031', 'Hai-Lu-2031 ', '']) expect(await verifyPassword(hash, wrong)).toBe(false);
  });

  it('that is not there fits nothing, not even what it is checked against', async () => {
    for (const password of ['', 'Hai-Lu-2031', 'nobody has this password'])
      expect(await verifyPassword(null, password)).toBe(false);
  });
});
