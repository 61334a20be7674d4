/** One sentence in the languages a page can print. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * `error`: the document contradicts itself, or cannot be scored. `warning`: it can be scored, and probably
 * does not say what was meant. `note`: worth knowing before somebody asks.
 */
export type Severity = 'error' | 'warning' | 'note';

/**
 * A kind of finding, in words: what, why it matters, and how to mend it. `{node}` and `{other}` are the
 * nodes' names with their codes, every other word in braces is an entry of the finding's `data`.
 */
export interface FindingText {
  readonly severity: Severity;
  readonly message: Text;
  readonly why: Text;
  readonly mend: Text;
}

/** Puts `value` at a JSON pointer of the document, in place of what is there. */
export interface Change {
  readonly path: string;
  readonly value: unknown;
}

/** What a check hands back: everything but the words. */
export interface Found {
  /** Code of the node it is about; `null` when it is about the scheme. */
  readonly node: string | null;
  /** JSON pointer into the document. */
  readonly path: string;
  /** The numbers and names the words speak of; `other` is the code of a second node or item. */
  readonly data: Readonly<Record<string, number | string>>;
  /** A mend that is certain: after it the finding is gone, and nothing else is decided. */
  readonly change?: readonly Change[];
}

/** A kind of finding, and how it is found. */
export interface Check<Context> extends FindingText {
  readonly find: (context: Context) => Found[];
}

/** By the code of the finding, which is permanent: never renamed or reused. */
export type Checks<Context> = Readonly<Record<string, Check<Context>>>;

/** One thing that is, or may be, wrong with a scheme. */
export interface Finding<Code extends string = string> extends Found, FindingText {
  readonly code: Code;
}

/** Words of `data` that are printed in the reader's language. */
const WORDS: Readonly<Record<string, Text>> = {
  grades: { zh: '等次', en: 'grades' },
  colours: { zh: '五色', en: 'colours' },
  bonus: { zh: '加分', en: 'bonus' },
  deduct: { zh: '扣分', en: 'deduction' },
  higher: { zh: '越高越好', en: 'higher is better' },
  lower: { zh: '越低越好', en: 'lower is better' },
  rises: { zh: '升', en: 'rises' },
  falls: { zh: '降', en: 'falls' },
};

/** @param labelOf name and code of a node or an adjustment item */
export function findingOf<Code extends string>(
  code: Code,
  { severity, message, why, mend }: FindingText,
  found: Found,
  labelOf: (code: string) => Text,
): Finding<Code> {
  const fill = (text: Text): Text => ({ zh: fillIn(text, 'zh'), en: fillIn(text, 'en') });
  const fillIn = (text: Text, language: keyof Text): string =>
    text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => wordFor(name, language));
  const wordFor = (name: string, language: keyof Text): string => {
    if (name === 'node') return labelOf(found.node ?? '')[language];
    const value = found.data[name];
    if (name === 'other') return labelOf(String(value))[language];
    if (name === 'gap' && typeof value === 'number') return gapText(value)[language];
    if (typeof value === 'number') return printShort(value);
    return value === undefined ? `{${name}}` : (WORDS[value]?.[language] ?? labelOrWord(name, value, language));
  };
  const labelOrWord = (name: string, value: string, language: keyof Text): string =>
    name === 'where' ? labelOf(value)[language] : value;
  return { code, ...found, severity, message: fill(message), why: fill(why), mend: fill(mend) };
}

/** A sum against what it ought to be, in words: a sign says too little of which way it is off. */
function gapText(gap: number): Text {
  const size = printShort(Math.abs(gap));
  return gap < 0 ? { zh: `少${size}分`, en: `${size} short` } : { zh: `多${size}分`, en: `${size} over` };
}

/** At most four decimals: enough to see what is meant, `data` has the number itself. */
function printShort(value: number): string {
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  const short = String(Number(value.toFixed(4)));
  return short.startsWith('-') ? `−${short.slice(1)}` : short;
}

/**
 * The document with a finding's change made; the document itself stays as it is.
 *
 * @param document parsed JSON
 * @throws RangeError if a path leads nowhere
 */
export function applyChange(document: unknown, changes: readonly Change[]): unknown {
  return changes.reduce<unknown>((now, { path, value }) => put(now, path.split('/').slice(1), value), document);
}

function put(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(at) && Number(key) < at.length)
    return at.map((entry: unknown, index) => (index === Number(key) ? put(entry, rest, value) : entry));
  if (typeof at !== 'object' || at === null || Array.isArray(at))
    throw new RangeError(`applyChange requires a path that exists, unlike ${key}`);
  const record = at as Readonly<Record<string, unknown>>;
  return { ...record, [key]: put(record[key], rest, value) };
}
