/** The contract as the page reads it. Types only: the schemas themselves never reach the browser. */
import type { Names, UnitKind } from '@dangzhi/metrics';
import type { Observation, PullRun, Quarantined, Source } from '@dangzhi/metrics/contract';

export type * from '@dangzhi/metrics/contract';
export type { Catalogue as CatalogueView } from '@dangzhi/metrics';

interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

export type ObservationPage = Page<Observation>;
export type PullRunPage = Page<PullRun>;
export type QuarantinePage = Page<Quarantined>;
export interface SourceList {
  items: Source[];
}
export interface SchemeList {
  items: { code: string; version: number; unitKind: UnitKind; name: Names; leaves: number }[];
}
