/** The contract as the page reads it. Types only: the schemas themselves never reach the browser. */
import type { MissingKind, Names, UnitKind } from '@dangzhi/metrics';
import type * as contract from '@dangzhi/metrics/contract';
import type { Observation, PullRun, Quarantined, Source } from '@dangzhi/metrics/contract';

export type * from '@dangzhi/metrics/contract';
export type { Catalogue as CatalogueView } from '@dangzhi/metrics';

/** One leaf of a row of a ranking. */
export interface LeafCell {
  code: string;
  value: number | null;
  missing: MissingKind | null;
  contribution: number | null;
}

/** As `laidOutByLeaf` makes it of the columns that were sent. */
export type RankingRow = Omit<contract.RankingRow, 'cells'> & {
  /** What is behind the total is open to the reader; else there are no leaves. */
  isOpen: boolean;
  leaves: readonly LeafCell[];
};
export type Ranking = Omit<contract.Ranking, 'leaves' | 'rows'> & { rows: RankingRow[] };

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
