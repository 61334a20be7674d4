import { defineQueryOptions } from '@pinia/colada';
import { call } from './http.ts';
import { laidOutByLeaf } from './laid-out-by-leaf.ts';
import type {
  ArchivesScene,
  FactPage,
  Overview,
  PlatformScene,
  ChosenFor,
  QueryFor,
  Ranking,
  RecordPage,
} from './types.ts';

/** Any number on any page: a node of a unit's score at a month. */
export interface NodeAddress {
  unit: string;
  period: string;
  node: string;
}

// One key per selection; its first word names what a live event makes stale (`events.ts`). `placeholderData`
// keeps the last answer on the page while the next selection is on its way.

/** A batch and its records never change once received. */
const FOREVER = Number.POSITIVE_INFINITY;

export const metaQuery = defineQueryOptions({ key: ['meta'], query: ({ signal }) => call('GET /meta', { signal }) });

export const unitsQuery = defineQueryOptions({ key: ['units'], query: ({ signal }) => call('GET /units', { signal }) });

/** Of the program itself: the same until it starts anew, but for stores that did not answer. */
export const aboutQuery = defineQueryOptions({
  key: ['about'],
  query: ({ signal }) => call('GET /about', { signal }),
});

/** Whether everything could be had back. */
export const backupsQuery = defineQueryOptions({
  key: ['backups'],
  query: ({ signal }) => call('GET /backups', { signal }),
});

/** Whether what is stored is what was stored. */
export const integrityQuery = defineQueryOptions({
  key: ['integrity'],
  query: ({ signal }) => call('GET /integrity', { signal }),
});

export const checkIntegrity = () => call('POST /integrity/checks', {});

export const partsQuery = defineQueryOptions((of: string) => ({
  key: ['about', 'parts', of],
  query: ({ signal }) => call('GET /about/parts/{of}', { params: { of }, signal }),
  staleTime: FOREVER,
}));

export const noticeQuery = defineQueryOptions((number: number) => ({
  key: ['about', 'notice', number],
  query: ({ signal }) => call('GET /about/notices/{number}', { params: { number }, signal }),
  staleTime: FOREVER,
}));

export const factsQuery = defineQueryOptions((filter: ChosenFor<'GET /facts'>) => ({
  key: ['facts', { ...filter }],
  query: ({ signal }) => call('GET /facts', { query: filter as QueryFor<'GET /facts'>, signal }),
  placeholderData: (previous: FactPage | undefined) => previous,
}));

export const factQuery = defineQueryOptions((id: string) => ({
  key: ['fact', id],
  query: ({ signal }) => call('GET /facts/{id}', { params: { id }, signal }),
}));

export const countyRecordsQuery = defineQueryOptions((filter: ChosenFor<'GET /records'>) => ({
  key: ['county-records', { ...filter }],
  query: ({ signal }) => call('GET /records', { query: filter as QueryFor<'GET /records'>, signal }),
  placeholderData: (previous: RecordPage | undefined) => previous,
}));

export const countyRecordQuery = defineQueryOptions((code: string) => ({
  key: ['county-record', code],
  query: ({ signal }) => call('GET /records/{code}', { params: { code }, signal }),
}));

export const batchQuery = defineQueryOptions((id: string) => ({
  key: ['batch', id],
  query: ({ signal }) => call('GET /batches/{id}', { params: { id }, signal }),
  staleTime: FOREVER,
}));

export const recordQuery = defineQueryOptions(({ batch, record }: { batch: string; record: number }) => ({
  key: ['record', batch, record],
  query: ({ signal }) => call('GET /batches/{id}/records/{record}', { params: { id: batch, record }, signal }),
  staleTime: FOREVER,
}));

/** Measures, indicators, sets and views change with a new version of the program only. */
export const catalogueQuery = defineQueryOptions({
  key: ['catalogue'],
  query: ({ signal }) => call('GET /catalogue', { signal }),
  staleTime: FOREVER,
});

/** The version in force unless one is named, which never changes. */
export const schemeQuery = defineQueryOptions(({ code, version }: { code: string; version?: number }) => ({
  key: ['scheme', code, version ?? 'in force'],
  query: ({ signal }) =>
    call('GET /schemes/{code}', { params: { code }, query: version === undefined ? {} : { version }, signal }),
  ...(version !== undefined && { staleTime: FOREVER }),
}));

export const rankingQuery = defineQueryOptions(({ scheme, period }: { scheme: string; period: string }) => ({
  key: ['ranking', scheme, period],
  query: async ({ signal }) => laidOutByLeaf(await call('GET /rankings', { query: { scheme, period }, signal })),
  placeholderData: (previous: Ranking | undefined) => previous,
}));

export const unitScoreQuery = defineQueryOptions(({ unit, period }: { unit: string; period: string }) => ({
  key: ['unit-score', unit, period],
  query: ({ signal }) => call('GET /units/{code}/score', { params: { code: unit }, query: { period }, signal }),
}));

/** Keyed with the score it belongs to, so that a new scoring makes both stale. */
export const forecastsQuery = defineQueryOptions(({ unit, period }: { unit: string; period: string }) => ({
  key: ['unit-score', unit, period, 'forecasts'],
  query: ({ signal }) => call('GET /units/{code}/forecasts', { params: { code: unit }, query: { period }, signal }),
}));

export const nextStepsQuery = defineQueryOptions(({ unit, period }: { unit: string; period: string }) => ({
  key: ['unit-score', unit, period, 'next-steps'],
  query: ({ signal }) => call('GET /units/{code}/next-steps', { params: { code: unit }, query: { period }, signal }),
}));

export const explanationQuery = defineQueryOptions((address: NodeAddress) => ({
  key: ['explanation', address.unit, address.period, address.node],
  query: ({ signal }) => call('GET /explanations', { query: address, signal }),
}));

export const derivationQuery = defineQueryOptions((address: NodeAddress) => ({
  key: ['derivation', address.unit, address.period, address.node],
  query: ({ signal }) => call('GET /derivations', { query: address, signal }),
}));

export const overviewQuery = defineQueryOptions((period: string) => ({
  key: ['wall', 'overview', period],
  query: ({ signal }) => call('GET /wall/overview', { query: { period }, signal }),
  placeholderData: (previous: Overview | undefined) => previous,
}));

export const archivesSceneQuery = defineQueryOptions((period: string) => ({
  key: ['wall', 'archives', period],
  query: ({ signal }) => call('GET /wall/archives', { query: { period }, signal }),
  placeholderData: (previous: ArchivesScene | undefined) => previous,
}));

export const platformSceneQuery = defineQueryOptions((period: string) => ({
  key: ['wall', 'platform', period],
  query: ({ signal }) => call('GET /wall/platform', { query: { period }, signal }),
  placeholderData: (previous: PlatformScene | undefined) => previous,
}));
