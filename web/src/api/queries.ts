import { defineQueryOptions } from '@pinia/colada';
import {
  getArchivesScene,
  getBatch,
  getCountyRecord,
  getCountyRecords,
  getCatalogue,
  getExplanation,
  getFact,
  getFacts,
  getForecasts,
  getMeta,
  getNextSteps,
  getOverview,
  getPlatformScene,
  getRanking,
  getRecord,
  getScheme,
  getUnits,
  getUnitScore,
  type CountyRecordFilter,
  type FactFilter,
  type NodeAddress,
} from './endpoints.ts';
import { laidOutByLeaf } from './laid-out-by-leaf.ts';
import type { ArchivesScene, FactPage, Overview, PlatformScene, Ranking, RecordPage } from './types.ts';

// One key per selection; its first word names what a live event makes stale (`events.ts`). `placeholderData`
// keeps the last answer on the page while the next selection is on its way.

/** A batch and its records never change once received. */
const FOREVER = Number.POSITIVE_INFINITY;

export const metaQuery = defineQueryOptions({ key: ['meta'], query: ({ signal }) => getMeta(signal) });

export const unitsQuery = defineQueryOptions({ key: ['units'], query: ({ signal }) => getUnits(signal) });

export const factsQuery = defineQueryOptions((filter: FactFilter) => ({
  key: ['facts', { ...filter }],
  query: ({ signal }) => getFacts(filter, signal),
  placeholderData: (previous: FactPage | undefined) => previous,
}));

export const factQuery = defineQueryOptions((id: string) => ({
  key: ['fact', id],
  query: ({ signal }) => getFact(id, signal),
}));

export const countyRecordsQuery = defineQueryOptions((filter: CountyRecordFilter) => ({
  key: ['county-records', { ...filter }],
  query: ({ signal }) => getCountyRecords(filter, signal),
  placeholderData: (previous: RecordPage | undefined) => previous,
}));

export const countyRecordQuery = defineQueryOptions((code: string) => ({
  key: ['county-record', code],
  query: ({ signal }) => getCountyRecord(code, signal),
}));

export const batchQuery = defineQueryOptions((id: string) => ({
  key: ['batch', id],
  query: ({ signal }) => getBatch(id, signal),
  staleTime: FOREVER,
}));

export const recordQuery = defineQueryOptions(({ batch, record }: { batch: string; record: number }) => ({
  key: ['record', batch, record],
  query: ({ signal }) => getRecord(batch, record, signal),
  staleTime: FOREVER,
}));

/** Measures, indicators, sets and views change with a new version of the program only. */
export const catalogueQuery = defineQueryOptions({
  key: ['catalogue'],
  query: ({ signal }) => getCatalogue(signal),
  staleTime: FOREVER,
});

export const schemeQuery = defineQueryOptions((code: string) => ({
  key: ['scheme', code],
  query: ({ signal }) => getScheme(code, signal),
}));

export const rankingQuery = defineQueryOptions(({ scheme, period }: { scheme: string; period: string }) => ({
  key: ['ranking', scheme, period],
  query: async ({ signal }) => laidOutByLeaf(await getRanking(scheme, period, signal)),
  placeholderData: (previous: Ranking | undefined) => previous,
}));

export const unitScoreQuery = defineQueryOptions(({ unit, period }: { unit: string; period: string }) => ({
  key: ['unit-score', unit, period],
  query: ({ signal }) => getUnitScore(unit, period, signal),
}));

/** Keyed with the score it belongs to, so that a new scoring makes both stale. */
export const forecastsQuery = defineQueryOptions(({ unit, period }: { unit: string; period: string }) => ({
  key: ['unit-score', unit, period, 'forecasts'],
  query: ({ signal }) => getForecasts(unit, period, signal),
}));

export const nextStepsQuery = defineQueryOptions(({ unit, period }: { unit: string; period: string }) => ({
  key: ['unit-score', unit, period, 'next-steps'],
  query: ({ signal }) => getNextSteps(unit, period, signal),
}));

export const explanationQuery = defineQueryOptions((address: NodeAddress) => ({
  key: ['explanation', address.unit, address.period, address.node],
  query: ({ signal }) => getExplanation(address, signal),
}));

export const overviewQuery = defineQueryOptions((period: string) => ({
  key: ['wall', 'overview', period],
  query: ({ signal }) => getOverview(period, signal),
  placeholderData: (previous: Overview | undefined) => previous,
}));

export const archivesSceneQuery = defineQueryOptions((period: string) => ({
  key: ['wall', 'archives', period],
  query: ({ signal }) => getArchivesScene(period, signal),
  placeholderData: (previous: ArchivesScene | undefined) => previous,
}));

export const platformSceneQuery = defineQueryOptions((period: string) => ({
  key: ['wall', 'platform', period],
  query: ({ signal }) => getPlatformScene(period, signal),
  placeholderData: (previous: PlatformScene | undefined) => previous,
}));
