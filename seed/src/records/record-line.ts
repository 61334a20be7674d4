import type { CountyRecord, RecordKind, RecordStatus } from '@dangzhi/metrics/contract';

type Bilingual = readonly [zh: string, en: string];

/** A record as it is written down here; names of what its codes stand for are looked up. */
export interface RecordLine {
  readonly code: string;
  readonly kind: RecordKind;
  readonly name: Bilingual;
  readonly description: Bilingual;
  /** Facts it rests on, the one it is quoted from first. */
  readonly facts: readonly [string, ...string[]];
  readonly date: CountyRecord['date'];
  readonly status: RecordStatus;
  readonly unit?: string;
  /** 1 unless said otherwise; `null` where the article does not say. */
  readonly count?: number | null;
  readonly target?: {
    readonly indicator: string | null;
    readonly comparator: '>=' | '=' | null;
    readonly value: number | null;
    readonly unitOfMeasure: string;
    readonly by: string | null;
  };
  readonly adjustment?: string;
  readonly focuses?: readonly string[];
  readonly band?: string;
}

export const year = (label: string): CountyRecord['date'] => ({ precision: 'year', from: label, to: label });
export const month = (label: string): CountyRecord['date'] => ({ precision: 'month', from: label, to: label });
/** Without a date; done by the time the articles were written, at the end of 2022. */
export const BY_2022 = { precision: 'undated', from: null, to: '2022' } as const;
/** Without a date, in a sentence that begins with 2018年以来. */
export const SINCE_2018 = { precision: 'undated', from: '2018', to: '2022' } as const;
/** Without a date, among the next steps. */
export const FROM_2023 = { precision: 'undated', from: '2023', to: null } as const;

export const ARCHIVES = 'XC-D13';
export const DATA_CENTRE = 'XC-D47';
