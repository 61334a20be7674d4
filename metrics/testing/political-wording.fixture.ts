import type { Fact } from '../src/contract/index.ts';

type Quoted = Pick<Fact, 'name' | 'quote' | 'political'>;
interface Group {
  readonly name: Fact['name'];
}

/**
 * What may stand beside no score: the quotes of the facts that are political wording, what those put in quotation marks,
 * and how their names render it in English. A group of a view may be called by a neutral part of its heading.
 */
export function politicalPhrases(facts: readonly Quoted[], groups: readonly Group[]): string[] {
  const neutral = new Set(groups.flatMap(({ name: { zh, en } }) => [zh, en.toLowerCase()]));
  const phrases = facts
    .filter(({ political }) => political)
    .flatMap(({ quote, name }) => [
      quote,
      ...[...quote.matchAll(/“([^”]+)”/g)].map(([, phrase]) => phrase ?? ''),
      ...[...name.en.matchAll(/^Focus \d: (.+)/g)].map(([, phrase]) => phrase ?? ''),
    ]);
  return [...new Set(phrases)].filter((phrase) => !neutral.has(phrase.toLowerCase()));
}

/** Those of the phrases that a text holds. */
export const heldIn = (text: string, phrases: readonly string[]): string[] => {
  const small = text.toLowerCase();
  return phrases.filter((phrase) => small.includes(phrase.toLowerCase()));
};
