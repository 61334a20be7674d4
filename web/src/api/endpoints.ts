import type * as contract from '@dangzhi/metrics/contract';
import type {
  ArchivesScene,
  Batch,
  CatalogueView,
  CountyRecord,
  Explanation,
  FactPage,
  FactView,
  ForecastList,
  Meta,
  NextSteps,
  ObservationPage,
  Overview,
  PlatformScene,
  PullRunPage,
  QuarantinePage,
  RawRecord,
  RecordPage,
  SchemeList,
  SchemeView,
  SourceList,
  UnitList,
  UnitScoreView,
} from './types.ts';
import { get } from './http.ts';

/** Pages count from 1. */
interface Paging {
  page?: number | undefined;
  pageSize?: number | undefined;
}

export interface FactFilter extends Paging {
  article?: string | undefined;
  kind?: string | undefined;
  system?: string | undefined;
  ruling?: string | undefined;
  use?: string | undefined;
  q?: string | undefined;
}

export interface CountyRecordFilter extends Paging {
  kind?: string | undefined;
  status?: string | undefined;
  article?: string | undefined;
  q?: string | undefined;
}

export interface ObservationFilter extends Paging {
  unit?: string | undefined;
  measure?: string | undefined;
  period?: string | undefined;
  asOf?: string | undefined;
}

/** Any number on any page: a node of a unit's score at a month. */
export interface NodeAddress {
  unit: string;
  period: string;
  node: string;
}

// One function per endpoint, so that the whole API can be asked; those no page needs yet are marked public.

const segment = encodeURIComponent;

export const getMeta = (signal?: AbortSignal) => get<Meta>('meta', {}, signal);

export const getUnits = (signal?: AbortSignal) => get<UnitList>('units', {}, signal);

export const getCatalogue = (signal?: AbortSignal) => get<CatalogueView>('catalogue', {}, signal);

export const getFacts = (filter: FactFilter, signal?: AbortSignal) => get<FactPage>('facts', { ...filter }, signal);

export const getFact = (id: string, signal?: AbortSignal) => get<FactView>(`facts/${segment(id)}`, {}, signal);

export const getCountyRecords = (filter: CountyRecordFilter, signal?: AbortSignal) =>
  get<RecordPage>('records', { ...filter }, signal);

export const getCountyRecord = (code: string, signal?: AbortSignal) =>
  get<CountyRecord>(`records/${segment(code)}`, {}, signal);

/** @public */
export const getObservations = (filter: ObservationFilter, signal?: AbortSignal) =>
  get<ObservationPage>('observations', { ...filter }, signal);

/** @public */
export const getSources = (signal?: AbortSignal) => get<SourceList>('sources', {}, signal);

/** @public */
export const getRuns = (source: string, paging: Paging, signal?: AbortSignal) =>
  get<PullRunPage>(`sources/${segment(source)}/runs`, { ...paging }, signal);

/** @public */
export const getQuarantine = (source: string, paging: Paging, signal?: AbortSignal) =>
  get<QuarantinePage>(`sources/${segment(source)}/quarantine`, { ...paging }, signal);

export const getBatch = (id: string, signal?: AbortSignal) => get<Batch>(`batches/${segment(id)}`, {}, signal);

export const getRecord = (batch: string, record: number, signal?: AbortSignal) =>
  get<RawRecord>(`batches/${segment(batch)}/records/${record}`, {}, signal);

/** @public */
export const getSchemes = (signal?: AbortSignal) => get<SchemeList>('schemes', {}, signal);

export const getScheme = (code: string, signal?: AbortSignal) =>
  get<SchemeView>(`schemes/${segment(code)}`, {}, signal);

export const getRanking = (scheme: string, period: string, signal?: AbortSignal) =>
  get<contract.Ranking>('rankings', { scheme, period }, signal);

export const getUnitScore = (unit: string, period: string, signal?: AbortSignal) =>
  get<UnitScoreView>(`units/${segment(unit)}/score`, { period }, signal);

export const getForecasts = (unit: string, period: string, signal?: AbortSignal) =>
  get<ForecastList>(`units/${segment(unit)}/forecasts`, { period }, signal);

export const getNextSteps = (unit: string, period: string, signal?: AbortSignal) =>
  get<NextSteps>(`units/${segment(unit)}/next-steps`, { period }, signal);

export const getExplanation = (address: NodeAddress, signal?: AbortSignal) =>
  get<Explanation>('explanations', { ...address }, signal);

export const getOverview = (period: string, signal?: AbortSignal) => get<Overview>('wall/overview', { period }, signal);

export const getArchivesScene = (period: string, signal?: AbortSignal) =>
  get<ArchivesScene>('wall/archives', { period }, signal);

export const getPlatformScene = (period: string, signal?: AbortSignal) =>
  get<PlatformScene>('wall/platform', { period }, signal);
