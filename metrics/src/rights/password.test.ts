import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordFaults, type PasswordFault } from './password.ts';

describe('what a password lacks', () => {
  it.each<[string, readonly PasswordFault[]]>([
    ['Hai-Lu-2031', []],
    ['hailu-2031-x', []],
    ['新昌县档案馆的口令A1', []],
    ['abcdefghiA!', []],
    ['abcdefghi1档', []],
    ['Hai-Lu-20', ['too-short']],
    // Characters, not code units.
    ['Aa1😀😁😀😁😀😁', ['too-short']],
    ['新A1😀😀😀😀', ['too-short', 'repeats']],
    ['hailuhailu', ['too-plain']],
    ['hailu20312031', ['too-plain']],
    ['20312031203120', ['too-plain']],
    ['ABCDEFGH11', ['too-plain']],
    ['Wang.Fang-2031', ['contains-login']],
    ['Wang.Fan-2031', []],
    ['Hai-Luuu-2031', []],
    ['Hai-Luuuu-2031', ['repeats']],
    ['Hai-Lu-0000', ['repeats']],
    ['Xx1-aaa-aaa', []],
    ['', ['too-short', 'too-plain']],
    ['wang.fang', ['too-short', 'too-plain', 'contains-login']],
  ])('%s: %j', (password, wanted) => {
    expect(passwordFaults(password, 'wang.fang')).toEqual(wanted);
  });

  it('is not the login where there is none', () => {
    expect(['', ' '].map((login) => passwordFaults('Hai-Lu-2031 ', login))).toEqual([[], []]);
  });

  it('never depends on the case of the login', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 2, maxLength: 20, unit: 'grapheme-ascii' }).filter((login) => login.trim() !== ''),
        (login) => {
          expect(passwordFaults(`Hai-Lu-2031${login}`, login.toUpperCase())).toContain('contains-login');
        },
      ),
    );
  });
});
