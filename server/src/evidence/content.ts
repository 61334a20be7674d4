import { fileTypeFromBuffer } from 'file-type';
import { hasEntry } from './zip-entry.ts';

/** What evidence may be: documents, tables and pictures, nothing that runs where it is opened. */
const KINDS = [
  { mediaType: 'application/pdf', extensions: ['pdf'] },
  { mediaType: 'image/png', extensions: ['png'] },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  // GB/T 33190: an archive with this entry.
  { mediaType: 'application/ofd', extensions: ['ofd'] },
  { mediaType: 'text/csv', extensions: ['csv'] },
  { mediaType: 'text/plain', extensions: ['txt'] },
] as const;

export const EXTENSIONS: readonly string[] = KINDS.flatMap(({ extensions }) => extensions);

/** The last part of a name's path without what no file system and no header should meet; never empty. */
export function plainName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last
    // Controls, what turns or hides writing, and what a file system or a header reads as its own.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*:<>?|]/gu, '')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '');
  return [...plain].slice(-120).join('') || 'file';
}

export interface Content {
  /** `null` when it is of no kind that is taken, or of another than its name says. */
  readonly mediaType: string | null;
  /** What it is, for the message. */
  readonly found: string;
}

/** What a file is, by its content; its name has to agree. */
export async function examineContent(name: string, bytes: Uint8Array): Promise<Content> {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = KINDS.find(({ extensions }) => extensions.some((one) => one === extension))?.mediaType ?? null;
  const found = await contentOf(bytes);
  const isNamed = found === 'text in UTF-8' ? named?.startsWith('text/') === true : found === named;
  return { mediaType: isNamed ? named : null, found };
}

async function contentOf(bytes: Uint8Array): Promise<string> {
  const type = await fileTypeFromBuffer(bytes);
  if (type?.mime === 'application/zip' && hasEntry(bytes, 'OFD.xml')) return 'application/ofd';
  if (type !== undefined) return type.mime;
  if (bytes.length === 0) return 'empty';
  return isText(bytes) ? 'text in UTF-8' : 'unknown, and no plain text in UTF-8';
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
