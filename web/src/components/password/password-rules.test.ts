import { describe, expect, it } from 'vitest';
import { keptRules, PASSWORD_RULES } from './password-rules.ts';

const kept = (password: string, login = 'wangfang') =>
  PASSWORD_RULES.filter((rule) => keptRules(password, login).has(rule));

describe('keptRules', () => {
  it('keeps none while nothing is typed', () => expect(kept('')).toEqual([]));

  it('counts characters, not code units', () => {
    expect(kept('Aa1bcdefgh')).toContain('long');
    expect(kept('Aa1bcdefg')).not.toContain('long');
    expect(kept('Aa1😀😀😀😀😀😀')).not.toContain('long');
  });

  it('asks for three of small letters, capitals, digits and all else', () => {
    expect(kept('abcdefghij')).not.toContain('mixed');
    expect(kept('abcdefghiA!')).toContain('mixed');
    expect(kept('abcdefghi1档')).toContain('mixed');
    expect(kept('ABCDEFGH11')).not.toContain('mixed');
  });

  it('refuses the login in it, in whatever case', () => {
    expect(kept('Xx1-WangFang')).not.toContain('unlike');
    expect(kept('Xx1-WangFan')).toContain('unlike');
    expect(kept('Xx1-WangFan', ' ')).toContain('unlike');
  });

  it('refuses a character four times in a row', () => {
    expect(kept('Xx1-aaaa')).not.toContain('varied');
    expect(kept('Xx1-aaa-aaa')).toContain('varied');
  });
});
