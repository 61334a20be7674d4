import type { CountyRecord } from '../../api/types.ts';

/** The words of a date: which sentence, and what stands in it. Month and year names are the language's. */
export type DateWords =
  | { key: 'records.date.by'; to: string }
  | { key: 'records.date.between'; from: string; to: string }
  | { key: 'records.date.from'; from: string }
  | { key: 'records.date.year'; from: string }
  | { key: 'records.date.quarter'; year: string; quarter: string }
  | { key: null; month: string };

/** How to say when a record is of; `null` key with an empty month where nothing is known. */
export function dateWords({ precision, from, to }: CountyRecord['date']): DateWords {
  const label = to ?? from ?? '';
  switch (precision) {
    case 'month':
      return { key: null, month: label };
    case 'quarter':
      return { key: 'records.date.quarter', year: label.slice(0, 4), quarter: label.slice(-1) };
    case 'year':
      return { key: 'records.date.year', from: label };
    case 'undated':
      if (from !== null && to !== null) return { key: 'records.date.between', from, to };
      return to === null ? { key: 'records.date.from', from: from ?? '' } : { key: 'records.date.by', to };
  }
}

/** Latest first; among records of one time the county's own order stays. */
export function byDate(one: CountyRecord, other: CountyRecord): number {
  const latest = ({ date }: CountyRecord) => date.to ?? date.from ?? '';
  return latest(other).slice(0, 4).localeCompare(latest(one).slice(0, 4));
}
