import { expect, it } from 'vitest';
import { choicesInOrder, facetsOf } from './facets.ts';

const keys = { figure: 'k.figure', app: 'k.app', org: 'k.org' };
const word = (key: string) => key.slice(2);
const to = (code: string | undefined) => ({ query: { kind: code } });

it('offers what would leave something, all first, in the order of the words', () => {
  const choices = choicesInOrder(
    keys,
    [
      { code: 'app', count: 2 },
      { code: 'figure', count: 5 },
    ],
    word,
  );
  const facets = facetsOf(choices, { all: 'all', chosen: undefined, to });
  expect(facets.map(({ text, count, current }) => [text, count, current])).toEqual([
    ['all', null, true],
    ['figure', 5, false],
    ['app', 2, false],
  ]);
});

it('keeps the choice made, though it leaves nothing, so that it can be taken back', () => {
  const facets = facetsOf(choicesInOrder(keys, [], word), { all: 'all', chosen: 'org', to });
  expect(facets.map(({ key, current }) => [key, current])).toEqual([
    ['all', false],
    ['org', true],
  ]);
  expect(facets[0]?.to).toEqual({ query: { kind: undefined } });
});
