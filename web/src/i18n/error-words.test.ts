import { describe, expect, it } from 'vitest';
import type { ApiErrorBody } from '../api/types.ts';
import { ApiError } from '../api/http.ts';
import { errorWords } from './error-words.ts';

const t = (key: string) => key;
const refusal = (body: ApiErrorBody) => new ApiError(409, body);

describe('errorWords', () => {
  it('has words of its own for some facts, the contract has those of all others', () => {
    const recused = refusal({ code: 'decision.about-own-unit', params: {}, message: 'Recusal …' });
    expect(errorWords(recused, 'zh', t)).toBe('people.error.recused');
    const taken = refusal({ code: 'login.taken', params: { login: 'wang' }, message: 'The login wang is taken' });
    expect(errorWords(taken, 'zh', t)).toBe('账号名 wang 已被使用');
    expect(errorWords(taken, 'en', t)).toBe('The login wang is taken; choose another');
    expect(errorWords(new TypeError('x'), 'zh', t)).toBe('state.failed');
  });

  it('says of a password what it lacks', () => {
    const weak = refusal({
      code: 'password.weak',
      params: { faults: ['too-short', 'contains-login'] },
      message: 'The password needs …',
    });
    expect(errorWords(weak, 'zh', t)).toBe('口令要求：至少 10 个字符；不能包含账号名');
    expect(errorWords(weak, 'en', t)).toBe('The password needs: at least 10 characters; not the account’s name in it');
  });

  it('shows the message of a fact it does not know', () => {
    const later = refusal({ code: 'moon.full', params: {}, message: 'The moon is full' } as unknown as ApiErrorBody);
    expect(errorWords(later, 'zh', t)).toBe('The moon is full');
    expect(errorWords(new ApiError(502, { code: 'unknown', message: 'Bad Gateway' }), 'en', t)).toBe('Bad Gateway');
  });
});
