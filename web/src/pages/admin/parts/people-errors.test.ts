import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../api/http.ts';
import { errorWords, halfIn } from './people-errors.ts';

const t = (key: string) => key;
const refusal = (code: string, message: string) => new ApiError(409, { code, message, details: [] });

describe('why something was refused', () => {
  it('is said in words of the page where it has some, else in those of the server', () => {
    expect(errorWords(refusal('RECUSED', 'Nobody decides …'), 'zh', t)).toBe('people.error.recused');
    expect(errorWords(refusal('CONFLICT', '登录名已有人用 · The login is taken'), 'zh', t)).toBe('登录名已有人用');
    expect(errorWords(refusal('CONFLICT', '登录名已有人用 · The login is taken'), 'en', t)).toBe('The login is taken');
    expect(errorWords(new TypeError('x'), 'zh', t)).toBe('state.failed');
  });

  it('is left whole where it is one language', () => {
    expect(halfIn('Login a · b is taken', 'zh')).toBe('Login a · b is taken');
    expect(halfIn('登录名已有人用', 'en')).toBe('登录名已有人用');
  });
});
