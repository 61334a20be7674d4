import { FILLED_AT, RECORDED_AT } from './server.ts';

/** Of headers these differ from one time to the next, or say how the answer was carried. */
const IGNORED_HEADERS = new Set([
  'date',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'last-modified',
]);
const DAY_MS = 86_400_000;

/** Headers by name, as they are answered every time. */
export function headersOf(answer: Response): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of answer.headers)
    if (!IGNORED_HEADERS.has(name) && !name.startsWith('x-ratelimit') && name !== 'set-cookie')
      kept[name] = name === 'etag' ? '<etag>' : normaliseText(value);
  const cookies = answer.headers.getSetCookie().map((line) => line.replace(/^([^=]+)=[^;]*/, '$1=<secret>'));
  if (cookies.length > 0) kept['set-cookie'] = cookies;
  return kept;
}

/** How long a pull took, and how often it asked again, is the machine's doing. */
const OF_THE_MACHINE = new Set(['durationMs', 'retries']);

/** An answer as it is every time: what a run makes up itself (ids, hashes, instants) is replaced by what it is. */
export function normalise(body: unknown): unknown {
  if (typeof body === 'string') return normaliseText(body);
  if (Array.isArray(body)) return body.map(normalise);
  if (body === null || typeof body !== 'object') return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      normaliseText(key),
      OF_THE_MACHINE.has(key) && typeof value === 'number' ? `<${key}>` : normalise(value),
    ]),
  );
}

const HASH = /\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b/g;
/** Twelve random bytes, as ids are written. */
const ID = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{16}(?![\w-])/g;
const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?/g;
const FILE_INSTANT = /\b\d{8}T\d{6}Z/g;
/** Files of the built pages carry a hash of what is in them. */
const ASSET = /(\/assets\/[\w.-]+?)-[\w-]{8}(\.\w+)/g;
const PORT = /(127\.0\.0\.1:)\d+/g;

export const normaliseText = (text: string): string =>
  text
    .replaceAll(INSTANT, instantWord)
    .replaceAll(FILE_INSTANT, '<instant>')
    .replaceAll(HASH, '<hash>')
    .replaceAll(ID, '<id>')
    .replaceAll(ASSET, '$1-<hash>$2')
    .replaceAll(PORT, '$1<port>');

/** Instants of the filling and of the recording are told apart; those of the county's own data stay. */
function instantWord(text: string): string {
  const instant = Date.parse(text);
  if (instant >= RECORDED_AT.start && instant < RECORDED_AT.start + DAY_MS) return '<recorded>';
  if (instant >= FILLED_AT.start && instant < RECORDED_AT.start + DAY_MS) return '<filled>';
  return text;
}
