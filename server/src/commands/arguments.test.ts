import { expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

it.each([
  ['report U m 2022-12 5 --reason r', 'report U m 2022-12 5 --reason r'],
  ['report U m 2022-12 -5 --reason r', 'report U m 2022-12 --reason r -- -5'],
  ['report --inspected U m 2022-12 -.5', 'report --inspected U m 2022-12 -- -.5'],
  ['report --reason r -- U m 2022-12 -5', 'report --reason r -- U m 2022-12 -5'],
  ['score -h', 'score -h'],
])('%s', (given, read) => {
  expect(readArguments(given.split(' ')).join(' ')).toBe(read);
});
