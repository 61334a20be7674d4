import { expect, it } from 'vitest';
import { isPermitted, licenceOf } from './licences.ts';

it.each([
  ['MIT', true],
  ['MIT/Apache-2.0', true],
  ['Apache-2.0 / MIT', true],
  ['(MIT OR Apache-2.0) AND Unicode-3.0', true],
  ['Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT', true],
  ['GPL-2.0-only OR BSD-3-Clause', true],
  ['MIT AND (GPL-3.0 OR ISC)', true],
  ['BSD', true],
  ['BSD 3-clause', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-2.0-only WITH Classpath-exception-2.0', false],
  ['Apache-2.0 WITH GPL-exception', false],
  ['LGPL', false],
  ['MPL-2.0', false],
  ['AGPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['UNLICENSED', false],
  ['MIT MIT', false],
  ['(MIT', false],
  ['', false],
])('%s may be packed: %s', (stated, right) => {
  expect(isPermitted(licenceOf(stated))).toBe(right);
});
