import type { Fact } from '../api/types.ts';

/** The two source articles, by their letter. */
export const ARTICLE_KEY: Record<Fact['article'], string> = { A: 'facts.articleA', B: 'facts.articleB' };
