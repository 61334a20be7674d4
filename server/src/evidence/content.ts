import { fileTypeFromBuffer } from 'file-type';

/** What evidence may be: documents, tables and pictures, nothing that runs where it is opened. */
const KINDS = [
  { mediaType: 'application/pdf', extensions: ['pdf'] },
  { mediaType: 'image/png', extensions: ['png'] },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  { mediaType: 'text/csv', extensions: ['csv'] },
  { mediaType: 'text/plain', extensions: ['txt'] },
] as const;

export const EXTENSIONS: readonly string[] = KINDS.flatMap(({ extensions }) => extensions);

/** The last part of a name's path without what no file system and no header should meet; never empty. */
export function plainName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"*:<>?|]/gu, '')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '');
  return [...plain].slice(-120).join('') || 'file';
}

/**
 * The media type of a file, by its content; its name has to agree.
 *
 * @returns `null` when the content is of no kind that is taken, or of another than its name says
 */
export async function mediaTypeOf(name: string, bytes: Uint8Array): Promise<string | null> {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = KINDS.find(({ extensions }) => extensions.some((one) => one === extension));
  if (named === undefined || bytes.length === 0) return null;
  const found = await fileTypeFromBuffer(bytes);
  if (!named.mediaType.startsWith('text/')) return found?.mime === named.mediaType ? named.mediaType : null;
  return found === undefined && isText(bytes) ? named.mediaType : null;
}

/** Text in UTF-8 without control characters, and no markup that a browser would take for a page. */
function isText(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) && !/^\s*<(!doctype|html|script|svg|\?xml)/i.test(text);
}
