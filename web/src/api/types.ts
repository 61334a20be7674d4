/** The contract as the page reads it. Types only: the schemas themselves never reach the browser. */
import type { MissingKind } from '@dangzhi/metrics';
import type * as contract from '@dangzhi/metrics/contract';

export type * from '@dangzhi/metrics/contract';

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

/** What a route is called with after the `?`. */
export type QueryFor<Name extends contract.RouteName> = contract.Calls[Name] extends { readonly query: infer Query }
  ? Query
  : never;

/** The same as it stands in the address of a page, where a word may be any; the server refuses what it does not know. */
export type ChosenFor<Name extends contract.RouteName> = {
  [Key in keyof QueryFor<Name>]: QueryFor<Name>[Key] extends string | undefined
    ? string | undefined
    : QueryFor<Name>[Key];
};
