import { expect, it } from 'vitest';
import { refusalWords } from './refusal-words.ts';

it('are in the reader’s language', () => {
  const message = '口令要求：至少 10 个字符；不能包含账号名 · The password needs: at least 10 characters';
  expect(refusalWords(message, 'zh')).toBe('口令要求：至少 10 个字符；不能包含账号名');
  expect(refusalWords(message, 'en')).toBe('The password needs: at least 10 characters');
});

it('are the whole sentence where it has one half only', () => {
  expect((['zh', 'en'] as const).map((locale) => refusalWords('too short', locale))).toEqual([
    'too short',
    'too short',
  ]);
});
