import { Readable } from 'node:stream';
import type { AuditEntry } from '@dangzhi/metrics/contract';

const OUTCOMES = { done: '已执行', refused: '已拒绝' } as const;
const json = (value: unknown): string => (value === null ? '' : JSON.stringify(value));

const COLUMNS: readonly [title: string, cell: (entry: AuditEntry) => string][] = [
  ['序号', ({ sequence }) => String(sequence)],
  ['时间（UTC）', ({ at }) => at],
  ['操作者编号', ({ actor }) => actor],
  ['操作者', ({ actorName }) => actorName],
  ['来源地址', ({ address }) => address],
  ['客户端', ({ agent }) => agent],
  ['操作', ({ action }) => action],
  ['结果', ({ outcome }) => OUTCOMES[outcome]],
  ['对象', ({ target }) => target],
  ['变更前', ({ before }) => json(before)],
  ['变更后', ({ after }) => json(after)],
  ['理由', ({ reason }) => reason],
  ['校验值', ({ hash }) => hash],
];

/**
 * Lines of the audit trail as a CSV file, read page by page as it is sent: UTF-8 with a byte order mark, RFC 4180.
 * The first page is read before this answers: when that fails there is still time to answer with an error.
 */
export async function csvOf(pages: AsyncIterable<readonly AuditEntry[]>): Promise<Readable> {
  const chunks = chunksOf(pages);
  const first = await chunks.next();
  return Readable.from(first.done ? [] : startingWith(first.value, chunks));
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

async function* chunksOf(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  let before = `\ufeff${recordOf(COLUMNS.map(([title]) => title))}`;
  for await (const entries of pages) {
    yield before + entries.map((entry) => recordOf(COLUMNS.map(([, cell]) => cell(entry)))).join('');
    before = '';
  }
  if (before !== '') yield before;
}

const recordOf = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** What a spreadsheet takes for the beginning of a formula, or skips before one; full-width too, as some do. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function quoted(text: string): string {
  const cell = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
