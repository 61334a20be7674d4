/** Identifiers of SPDX that may be packed: each asks for no more than its text and notices to be kept. */
const PERMITTED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'bzip2-1.0.6',
  'CC0-1.0',
  'CDLA-Permissive-2.0',
  'ISC',
  'MIT',
  'MIT-0',
  'NCSA',
  'OFL-1.1',
  'OLDAP-2.8',
  'OpenSSL',
  'PostgreSQL',
  'Unicode-3.0',
  'Unlicense',
  'Zlib',
]);
const PERMITTED_EXCEPTIONS: ReadonlySet<string> = new Set(['LLVM-exception']);

/** Words that makers use where SPDX has another, or none. */
const WORDS: Readonly<Record<string, string>> = {
  Apache: 'Apache-2.0',
  'BSD 2-clause': 'BSD-2-Clause',
  'BSD 3-clause': 'BSD-3-Clause',
  Boost: 'BSL-1.0',
  bzip2: 'bzip2-1.0.6',
  'OpenLDAP Version 2.8': 'OLDAP-2.8',
  zLib: 'Zlib',
};
/** Permitted, and in no list of SPDX. */
const PERMITTED_WORDS: ReadonlySet<string> = new Set(['BSD', 'Public Domain']);
/** Listed by SPDX, and packed for a reason only. */
const LISTED_BESIDE: ReadonlySet<string> = new Set(['MPL-2.0']);

export const isListed = (id: string): boolean => PERMITTED.has(id) || LISTED_BESIDE.has(id);

/** A licence as its makers state it, in the words of SPDX where it has them: `MIT/Apache-2.0` is a choice. */
export const licenceOf = (stated: string): string => WORDS[stated] ?? stated.replace(/\s*\/\s*/g, ' OR ');

/** Whether what a licence demands can be met by packing its text: of a choice one has to, of several all. */
export function isPermitted(licence: string): boolean {
  if (PERMITTED_WORDS.has(licence)) return true;
  const tokens = licence.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const takes = (word: string): boolean => tokens[at] === word && next() === word;
  const one = (): boolean => {
    if (takes('(')) {
      const inner = any();
      return takes(')') && inner;
    }
    const isOne = PERMITTED.has(next());
    return takes('WITH') ? PERMITTED_EXCEPTIONS.has(next()) && isOne : isOne;
  };
  const all = (): boolean => {
    let is = one();
    while (takes('AND')) is = one() && is;
    return is;
  };
  const any = (): boolean => {
    let is = all();
    while (takes('OR')) is = all() || is;
    return is;
  };
  return any() && at === tokens.length;
}
