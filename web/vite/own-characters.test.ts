import { expect, it } from 'vitest';
import { readOwnCharacters } from './own-characters.ts';
import { readRanges, writeRanges } from './unicode-ranges.ts';

const { figures, wall, names, others } = readOwnCharacters();

it('no character is in two parts', () => {
  const parts = [figures, wall, names, others];
  expect(new Set(parts.flatMap((part) => [...part])).size).toBe(parts.reduce((sum, { size }) => sum + size, 0));
});

it('what every weight needs is in the first: figures, the county, and all punctuation, which moves together', () => {
  for (const character of ' 0Aa~新昌县，。《》：；（）“”…—·−▾')
    expect([character, figures.has(character)]).toEqual([character, true]);
});

it('what a wall says and what it names is not among the others', () => {
  for (const character of '档治数据截至') expect([character, others.has(character)]).toEqual([character, false]);
  // 羽林街道, 儒岙镇: townships; 亿条: a unit of measure.
  for (const character of '羽儒岙亿条')
    expect([character, names.has(character) || wall.has(character)]).toEqual([character, true]);
});

it('a list of ranges is read, and written as short as it can be', () => {
  expect(readRanges('U+20-22,u+4e00, U+4e03')).toEqual([0x20, 0x21, 0x22, 0x4e00, 0x4e03]);
  expect(writeRanges([0x4e03, 0x22, 0x20, 0x21, 0x4e00, 0x20])).toBe('U+20-22,U+4e00,U+4e03');
  expect(writeRanges([])).toBe('');
});
