import type { AuditVerification } from '@dangzhi/metrics/contract';
import type { Names } from '@dangzhi/metrics';
import type { Postgres } from '../stores/index.ts';
import { countEntries, pagesOfRows, readLine, type AuditRow } from './queries.ts';
import { hashOf, NO_HASH, type AuditLine } from './trail.ts';

/** A line's place in the trail and its hash; of the last line it stands for all before it. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Whether the trail is whole: lines 1 to the last without a gap, each hash from its line and the hash before, and
 * the columns beside a line as the line. Stops at the first that does not fit.
 *
 * @param anchor a head that was kept outside the database: without it, lines cut off at the end do not show, nor
 * does a trail that was written anew with all its hashes
 * @param earlier heads that were kept before that one: where the end is cut off they show whether what is left is as it was
 */
export async function verifyTrail(
  postgres: Postgres,
  anchor: Head | null = null,
  earlier: readonly Head[] = [],
): Promise<AuditVerification> {
  const anchors = [...(anchor === null ? [] : [anchor]), ...earlier];
  let last: Head = { sequence: 0, hash: NO_HASH };
  for await (const rows of pagesOfRows(postgres)) {
    for (const row of rows) {
      const fault = faultOf(row, last, anchors);
      if (fault !== null)
        return { entries: await countEntries(postgres), intact: false, damage: 'rewritten', ...fault };
      last = row;
    }
  }
  const entries = last.sequence;
  if (anchor !== null && anchor.sequence > entries) {
    const found = cutOffWords(entries, anchor, earlier);
    return { entries, intact: false, firstFault: entries + 1, damage: 'cut-off', found };
  }
  return { entries, intact: true, firstFault: null, damage: null, found: soundWords(last, anchor) };
}

/** What is left was compared with the heads kept before, as far as they reach. */
function cutOffWords(entries: number, anchor: Head, earlier: readonly Head[]): Names {
  const same = Math.max(0, ...earlier.map(({ sequence }) => sequence).filter((sequence) => sequence <= entries));
  const zhSame = same === 0 ? '' : `第 1 至 ${same} 条与此前留存的一致，未被改写。`;
  const enSame = same === 0 ? '' : ` Lines 1 to ${same} are those that were there before.`;
  return {
    zh: `审计记录止于第 ${entries} 条，但此前已有第 ${anchor.sequence} 条：末尾被截断，其后的内容已丢失。${zhSame}`,
    en: `The trail ends at line ${entries}, but line ${anchor.sequence} was there before: its end is cut off, and what followed is gone.${enSame}`,
  };
}

/** The last hash is said, so that whoever writes it down can compare it later. */
function soundWords({ sequence, hash }: Head, anchor: Head | null): Names {
  if (sequence === 0) return { zh: '尚无记录。', en: 'There is no line yet.' };
  const zhKept = anchor === null ? '' : `，第 ${anchor.sequence} 条与此前留存的一致`;
  const enKept = anchor === null ? '' : `, and line ${anchor.sequence} is the one that was there before`;
  return {
    zh: `第 1 至 ${sequence} 条前后相接${zhKept}；末条校验值为 ${hash}。`,
    en: `Lines 1 to ${sequence} follow one another${enKept}; the last hash is ${hash}.`,
  };
}

type Fault = Pick<AuditVerification, 'firstFault' | 'found'>;

function faultOf(row: AuditRow, last: Head, anchors: readonly Head[]): Fault | null {
  const { sequence } = row;
  const due = last.sequence + 1;
  const at = (zh: string, en: string, firstFault = sequence): Fault => ({ firstFault, found: { zh, en } });
  if (sequence < due) return at(`第 ${sequence} 条排在首条之前。`, `Line ${sequence} stands before the first.`);
  if (sequence > due)
    return at(`缺第 ${due} 条，其后为第 ${sequence} 条。`, `Line ${due} is missing; the next one is ${sequence}.`, due);
  if (row.hash !== hashOf(last.hash, row.line))
    return at(
      `第 ${sequence} 条的校验值与其内容及前一条的校验值不符。`,
      `The hash of line ${sequence} does not follow from the line and the hash before it.`,
    );
  const line = readLine(row.line);
  if (line === null) return at(`第 ${sequence} 条无法读取。`, `Line ${sequence} cannot be read.`);
  const column = COLUMNS.find((name) => row[name] !== asColumn(line, name));
  if (column !== undefined)
    return at(
      `第 ${sequence} 条旁的“${column}”栏与该条内容不一致。`,
      `The column "${column}" beside line ${sequence} does not say the same as the line.`,
    );
  if (anchors.some((anchor) => anchor.sequence === sequence && anchor.hash !== row.hash))
    return at(
      `第 ${sequence} 条此前的校验值与现在不同：该条或更早的某条被改写。`,
      `Line ${sequence} had another hash before: it, or one before it, was written anew.`,
    );
  return null;
}

const COLUMNS = ['sequence', 'at', 'actor', 'action', 'outcome', 'target'] as const;

/** What a column holds when it goes with the line; columns tell time to the microsecond, lines to the millisecond. */
const asColumn = (line: AuditLine, name: (typeof COLUMNS)[number]): string | number =>
  name === 'at' ? line.at.replace(/Z$/, '000Z') : line[name];
