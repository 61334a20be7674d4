import { compareDecimals, LARGEST_FIGURE, toDecimal, type MissingKind } from '@dangzhi/metrics';

/** What stands in a cell where a number belongs. */
export type Cell =
  | { readonly is: 'number'; readonly text: string; readonly value: number; readonly read?: Reading }
  | { readonly is: 'missing'; readonly kind: MissingKind; readonly mark: string }
  | { readonly is: 'fault'; readonly message: string };

/** How a number was read that was not written as a plain one; said once a file. */
export type Reading = 'thousands' | 'decimal comma' | 'per cent' | 'more digits than a double';

/** What people write where there is no value, and what it says. */
const MARKS: readonly (readonly [RegExp, MissingKind])[] = [
  [/^(不适用|n\/?a|not[ -]applicable)$/, 'not-applicable'],
  [/^(未到期|未到报送期|not[ -]due)$/, 'not-due'],
  [/^(无业务|无此业务|no[ -]cases)$/, 'no-cases'],
  [/^(逾期|逾期未报|overdue)$/, 'overdue'],
  [
    /^(\/|\\|[-–—―−]+|…+|\.{2,}|:|\*|未报|未填|暂缺|缺|无|暂无|无数据|暂无数据|空|null|nan|none|no[ -]source)$/,
    'no-source',
  ],
];

/** The five reasons by their own words, as the column `missing` of a long file may have them. */
export const missingKindOf = (text: string): MissingKind | null =>
  MARKS.find(([pattern]) => pattern.test(plainOf(text).toLowerCase()))?.[1] ?? null;

/** Full-width characters as plain ones, minus signs as one, no spaces or the apostrophe of a spreadsheet's text cell. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/^'/, '')
    .replace(/[\s\u200b]+/g, ' ')
    .trim();

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const THOUSANDS = /^[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/**
 * Reads a cell that is not empty.
 *
 * @param separator of the file: a comma inside a cell is a decimal comma only where commas do not part cells
 */
export function readCell(written: string, separator: string): Cell {
  const text = plainOf(written);
  const kind = missingKindOf(text);
  if (kind !== null) return { is: 'missing', kind, mark: written };
  const plain = text.replace(/^[−–]/, '-');
  if (NUMBER.test(plain)) return numberOf(plain, written);
  if (/^[+-]?\d+(\.\d+)?\s*%$/.test(plain)) return numberOf(plain.replace(/\s*%$/, ''), written, 'per cent');
  const isCommaFile = separator === ',' || separator === '，';
  if (!isCommaFile && DECIMAL_COMMA.test(plain)) {
    return /^[+-]?\d{1,3},\d{3}$/.test(plain)
      ? fault(written, `may be ${plain.replace(',', '')} or ${plain.replace(',', '.')}; write it without the comma`)
      : numberOf(plain.replace(',', '.'), written, 'decimal comma');
  }
  if (THOUSANDS.test(plain)) return numberOf(plain.replace(/[, ]/g, ''), written, 'thousands');
  return fault(written, `is not a number; ${hintFor(plain)}`);
}

function numberOf(text: string, written: string, reading?: Reading): Cell {
  const value = Number(text);
  if (!(Math.abs(value) < LARGEST_FIGURE))
    return fault(
      written,
      'is not a number that is computed with: no more than 15 digits before the point; state it in a larger unit, as 亿元 for 元',
    );
  const isHeld = compareDecimals(toDecimal(text), toDecimal(value)) === 0;
  const read = isHeld ? reading : 'more digits than a double';
  return { is: 'number', text, value, ...(read !== undefined && { read }) };
}

const fault = (written: string, what: string): Cell => ({ is: 'fault', message: `"${written}" ${what}` });

function hintFor(text: string): string {
  const [, digits, large] = /^([+-]?\d+(?:\.\d+)?)\s*(万|亿)$/.exec(text) ?? [];
  if (digits !== undefined && large !== undefined)
    return `write it out: ${large} is ${large === '万' ? '10000' : '100000000'} times ${digits}`;
  if (/^#/.test(text)) return 'a formula of the spreadsheet failed there; mend it, or leave the cell empty';
  if (/^\(.*\)$/.test(text)) return 'write a negative number with a minus, as in -5';
  if (/^[<>≤≥≈约]/.test(text)) return 'write the figure itself, without "about" or "more than"';
  if (/^[+-]?\d[\d.,]*\s*[\p{L}㎡°%‰]+/u.test(text))
    return 'write the number alone; what it counts belongs into the head of the column';
  if (/^\d{4}[-/.年]\d{1,2}/.test(text)) return 'it looks like a date; is the column the right one?';
  return 'write it with a point and without separators, or leave the cell empty where there is none';
}
