import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What of our words a wall shows, as the keys of `zh.json` name it. */
const WALL_WORDS = [
  ...['app', 'chart', 'colour', 'coverage', 'demo', 'finding', 'forecast', 'grade', 'group', 'missing', 'next'],
  ...['period', 'standing', 'state', 'theme', 'unitKind', 'wall'],
];

/** Everywhere else that words of ours stand, with a few more in comments, which weigh little. */
const OTHER_WORDS = ['web/src/i18n/zh.json', 'seed/data/*.json', 'seed/src/**/*.ts', 'metrics/src/**/*.ts'];

/** What is fetched together; no character is in two parts. */
export type OwnCharacters = Readonly<Record<'figures' | 'wall' | 'names' | 'others', ReadonlySet<string>>>;

/**
 * The characters of our own words: figures, Latin letters, signs and the county's name, which every weight needs; what
 * a wall says; what it names; what only other pages say.
 */
export function readOwnCharacters(): OwnCharacters {
  const words = readJson('web/src/i18n/zh.json');
  const { xinchang } = readJson('seed/data/units.json') as { xinchang: { zh: string; townships: unknown } };
  const parts = {
    figures: [
      LATIN,
      PUNCTUATION,
      signsOf(readAll('web/src/**/*.{ts,vue}')),
      signsOf(readAll(OTHER_WORDS)),
      xinchang.zh,
    ],
    wall: WALL_WORDS.map((key) => textsOf(words[key])),
    names: [
      textsOf(xinchang, ['short']),
      textsOf(xinchang.townships, ['zh']),
      textsOf(readJson('seed/data/indicators.json'), ['zh']),
      readAll(['seed/src/county/classes.ts', 'seed/src/catalogue/**/*.ts']),
    ],
    others: [readAll(OTHER_WORDS)],
  };
  const taken = new Set<string>();
  const takeNew = (texts: readonly string[]): Set<string> => {
    const part = new Set([...texts.join('')].filter((character) => character >= ' ' && !taken.has(character)));
    for (const character of part) taken.add(character);
    return part;
  };
  // The first part that has a character keeps it.
  const { figures, wall, names, others } = parts;
  return { figures: takeNew(figures), wall: takeNew(wall), names: takeNew(names), others: takeNew(others) };
}

const charactersFrom = (first: string, last: string): string => {
  const from = first.codePointAt(0) ?? 0;
  const count = (last.codePointAt(0) ?? 0) - from + 1;
  return String.fromCodePoint(...Array.from({ length: count }, (_, place) => from + place));
};
const LATIN = charactersFrom(' ', '~');
/** All in one part: 》 and ， move together only where both are of one face. */
const PUNCTUATION = [charactersFrom('　', '〟'), charactersFrom('！', '／'), charactersFrom('：', '＠')].join('');

/** Every character of the texts below a value; with `keys`, of those that stand under one of them. */
function textsOf(value: unknown, keys?: readonly string[]): string {
  const take = (below: unknown, key: string): string => {
    if (typeof below === 'string') return keys === undefined || keys.includes(key) ? below : '';
    if (Array.isArray(below)) return below.map((one) => take(one, key)).join('');
    if (typeof below !== 'object' || below === null) return '';
    return Object.entries(below)
      .map(([name, one]) => take(one, name))
      .join('');
  };
  return take(value, '');
}

/** Arrows, dashes, minus: written in the pages themselves. */
const signsOf = (text: string): string => (text.match(/[^\p{Script=Han}\p{ASCII}]/gu) ?? []).join('');

const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Record<string, unknown>;

const readAll = (patterns: string | readonly string[]): string =>
  globSync([patterns].flat(), { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
    .join('');
