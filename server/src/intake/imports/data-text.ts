import { DataFileError } from './data-file-error.ts';

/** The text of a data file, and what was assumed to read it. */
export interface DataText {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * A data file as people send it: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030, which is what
 * a spreadsheet in China saves as plain CSV.
 *
 * @throws DataFileError for a workbook, and for bytes that are no text in any of these
 */
export function readDataText(bytes: Uint8Array): DataText {
  const workbook = WORKBOOKS.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte));
  if (workbook !== undefined)
    throw new DataFileError(
      `This is a workbook (${workbook.kind}), and what is read here is CSV: open it and save the sheet as "CSV UTF-8"`,
    );
  for (const encoding of encodingsOf(bytes)) {
    const text = decode(bytes, encoding);
    if (text === null) continue;
    return { text, notes: encoding === 'gb18030' ? ['read as GB18030, as it is not UTF-8'] : [] };
  }
  throw new DataFileError('This is no text in UTF-8, UTF-16 or GB18030; save the sheet as "CSV UTF-8"');
}

const WORKBOOKS: readonly { readonly kind: string; readonly begins: readonly number[] }[] = [
  { kind: 'xlsx or ods', begins: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'xls', begins: [0xd0, 0xcf, 0x11, 0xe0] },
];

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A byte order mark says UTF-16; without one it is tried in turn. */
function encodingsOf([first, second]: Uint8Array): readonly Encoding[] {
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  return first === 0xfe && second === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030'];
}

/** `null` where the bytes are not of that encoding, or hold what no text does. */
function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
