/**
 * The first character, in the order of pinyin, of each letter that begins a syllable. I, U and V begin none.
 */
const FIRST_OF: readonly (readonly [letter: string, character: string])[] = [
  ['a', '吖'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '咑'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '铪'],
  ['j', '丌'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '屲'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];

/** The reader's own browser sorts Chinese by pinyin: a dictionary it need not be sent. */
const byPinyin = new Intl.Collator('zh-CN');
const HAN = /\p{Script=Han}/u;

/**
 * The initials a person types for a name: 年度归档完成率 → `ndgdwcl`. Latin letters and digits stay, other signs
 * go. A character with several readings has the one the collation sorts it by.
 */
export function pinyinInitials(name: string): string {
  return [...name].map(initialOf).join('');
}

function initialOf(character: string): string {
  if (!HAN.test(character)) return /[a-z0-9]/i.test(character) ? character.toLowerCase() : '';
  let found = '';
  for (const [letter, first] of FIRST_OF) {
    if (byPinyin.compare(first, character) > 0) break;
    found = letter;
  }
  return found;
}
