import { expect, it } from 'vitest';
import { AT, spoil } from '../../testing/clean-scheme.fixture.ts';
import { FINDING_TEXTS, lintScheme } from './lint-scheme.ts';

it('a finding reads in Chinese and in English, with the names of its nodes', () => {
  expect(lintScheme(spoil('A1', { weight: 30 }))[0]).toMatchObject({
    code: 'items-sum',
    node: 'A',
    path: `/nodes/${AT.A}`,
    message: {
      zh: '“收集”（A）标为60分，而其细则合计50分（少10分）。',
      en: 'Collection (A) is headed 60 points, and its sub-rules give 50 (10 short).',
    },
  });
});

it.each(Object.entries(FINDING_TEXTS))('%s says what, why and what to do, in both languages', (_code, text) => {
  for (const part of [text.message, text.why, text.mend]) {
    expect(part.zh).toMatch(/\p{Script=Han}/u);
    expect(part.en).not.toMatch(/\p{Script=Han}/u);
    const named = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([word]) => word).sort();
    expect(named(part.zh)).toEqual(named(part.en));
  }
});
