import type { FilingRecord } from '../demo/filing-records.ts';
import { platformName } from './unit-names.ts';

/** A record as the platform writes it, under its own field names. `null` is no value, never 0. */
export interface PlatformRecord {
  /** 记录 id */
  readonly jlid: string;
  /** 单位名称 */
  readonly dwmc: string;
  /** 统计月份 `YYYYMM` */
  readonly tjyf: string;
  /** 预归档数（累计） */
  readonly yjgds: number | null;
  /** 正式归档数（累计） */
  readonly zsgds: number | null;
  /** 应归数（当月） */
  readonly yjs: number | null;
  /** 实归数（当月） */
  readonly sjs: number | null;
  /** 检测数（当月） */
  readonly jcs: number | null;
  /** 一次通过数（当月） */
  readonly tgs: number | null;
  /** 在线状态 1/0 */
  readonly zxzt: number | null;
  /** 更新时间, ISO with `+08:00` and whole seconds, so that text order is time order */
  readonly gxsj: string;
}

/** Writes generated records the platform's way; ids number units and months, not our codes. */
export function toPlatformRecords(records: readonly FilingRecord[]): PlatformRecord[] {
  const unitNumbers = new Map<string, number>();
  for (const { unit } of records) if (!unitNumbers.has(unit)) unitNumbers.set(unit, unitNumbers.size + 1);
  return records.map((record) => {
    const tjyf = record.month.replace('-', '');
    return {
      jlid: `${tjyf}${String(unitNumbers.get(record.unit)).padStart(3, '0')}`,
      dwmc: platformName(record.unit, record.month),
      tjyf,
      yjgds: record.prearchived,
      zsgds: record.formal,
      yjs: record.due,
      sjs: record.archived,
      jcs: record.tested,
      tgs: record.passedFirst,
      zxzt: record.online,
      gxsj: record.filedAt,
    };
  });
}
