import { readFileSync } from 'node:fs';

/** Titles and authors end without a full stop and are nevertheless whole. */
const IS_HEADING = /^([一二三]、.+|[^，。,]{1,8}|聚焦“六大重点”.+|关于县级.+)$/;
const IS_WHOLE = /[。)）]$/;

/** The paragraphs of both articles; what a page or a column broke off is put together again. */
export const paragraphs: readonly string[] = readFileSync(
  new URL('../../data/source-articles.txt', import.meta.url),
  'utf8',
)
  .split(/\n\s*\n/)
  .map((block) => block.trim())
  .filter((block) => block !== '')
  .reduce<string[]>((whole, block) => {
    const last = whole.at(-1);
    if (last === undefined || IS_WHOLE.test(last) || IS_HEADING.test(last)) return [...whole, block];
    return [...whole.slice(0, -1), last + block];
  }, []);

const SENTENCE_END = '。';

/**
 * The rest of the sentence a quote stands in, before it and after it, as printed.
 *
 * @throws RangeError if no paragraph has these words
 */
export function contextOf(quote: string): { before: string; after: string } {
  const paragraph = paragraphs.find((one) => one.includes(quote));
  if (paragraph === undefined) throw new RangeError(`contextOf requires words of the articles, not ${quote}`);
  const start = paragraph.indexOf(quote);
  const end = start + quote.length;
  const before = paragraph.slice(0, start);
  const after = paragraph.slice(end);
  const stop = after.indexOf(SENTENCE_END);
  return {
    before: before.slice(before.lastIndexOf(SENTENCE_END) + 1),
    after: stop === -1 ? after : after.slice(0, stop + 1),
  };
}
