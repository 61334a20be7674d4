const INDENT = '  ';

/**
 * JSON laid out on lines. Only white space between tokens changes: a record must read as it was given,
 * and parsing would turn `1.0` into `1` and lose the digits of long numbers.
 *
 * @returns the text as it is when it is not an object or an array
 */
export function layOutJson(text: string): string {
  const tokens = text.trim().match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  if (!'{['.includes(tokens[0] ?? ' ')) return text;
  let depth = 0;
  const line = () => `\n${INDENT.repeat(depth)}`;
  return tokens
    .map((token, index) => {
      if ('{['.includes(token)) {
        depth += 1;
        return '}]'.includes(tokens[index + 1] ?? ' ') ? token : token + line();
      }
      if ('}]'.includes(token)) {
        depth = Math.max(0, depth - 1);
        return '{['.includes(tokens[index - 1] ?? ' ') ? token : line() + token;
      }
      if (token === ',') return token + line();
      return token === ':' ? ': ' : token;
    })
    .join('');
}
