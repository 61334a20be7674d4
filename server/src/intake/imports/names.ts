/**
 * What makes two spellings one name: full-width and half-width, composed and decomposed characters, spaces. A name is
 * shown as it was written; this is only for finding it again.
 */
export const identityOf = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .toLowerCase();

/** The same for the head of a column, which may carry its unit of measure: 归档率（%）, 面积/平方米. */
export const headIdentity = (head: string): string =>
  identityOf(head)
    .replace(/\([^()]*\)$/, '')
    .replace(/[:,]$/, '');

/** As many names as a message can bear. */
export const someOf = (names: readonly string[]): string =>
  `${names
    .slice(0, 8)
    .map((name) => `"${name}"`)
    .join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
