import type { ArchivesScene, CountyRecord } from '@dangzhi/metrics/contract';
import { listRecords } from '../county/records/queries.ts';
import type { Stores } from '../stores/index.ts';
import { figuresOf, leafFigure, leafFigures } from './figures.ts';
import { listPriorities } from './groups.ts';
import { readScene, type SceneAsked } from './scene.ts';
import { readStorage } from './storage.ts';

/** Opening and look-up, by the permanent codes of the leaves. */
const SERVICE = ['USE-1-01', 'USE-1-02', 'USE-2-02', 'USE-2-03', 'USE-2-06'] as const;

/**
 * 档案工作: what the archives' article speaks of, at a month.
 *
 * @throws CallRefused when there is no county, no scheme for it, or the month was never scored
 */
export async function readArchivesScene(stores: Stores, asked: SceneAsked): Promise<ArchivesScene> {
  const scene = await readScene(stores, asked);
  const figure = figuresOf(scene);
  const focuses = listPriorities(scene);
  const records = await listArticleRecords(stores);
  const used = new Set(focuses.flatMap(({ leaves }) => leaves));
  return {
    ...scene.head,
    filing: {
      online: figure('MON-03'),
      prearchived: figure('MON-01'),
      formal: figure('MON-02'),
      rate: figure('DIG-1-02'),
    },
    holdings: {
      units: figure('MON-06'),
      files: figure('MON-04'),
      items: figure('MON-05'),
      growth: figure('RES-2-04'),
    },
    databases: {
      built: figure('RES-3-01'),
      planned: records.filter(isPlannedDatabase).map(({ code, name }) => ({ code, name })),
    },
    storage: await readStorage(stores, scene.run.ref, scene.county.code, figure('SEC-1-01')),
    service: leafFigures(scene, SERVICE),
    focuses,
    leaves: scene.leaves.filter(({ code }) => used.has(code)).map(leafFigure),
    records: records.filter(mayEarnBonus).map(titleOf),
  };
}

/** The county's own list is some hundred entries; the archives' share of it fits one page. */
const ALL = { page: 1, pageSize: 500 } as const;

const listArticleRecords = async ({ postgres }: Stores): Promise<readonly CountyRecord[]> =>
  (await listRecords(postgres, { article: 'A' }, ALL)).items;

const isPlannedDatabase = ({ kind, status }: CountyRecord): boolean => kind === 'database' && status === 'planned';

/** Honours, pilots and projects of those above the county: what a bonus may be given for. */
const mayEarnBonus = ({ adjustment }: CountyRecord): boolean => adjustment !== null;

const titleOf = ({ code, kind, status, name, sources }: CountyRecord): ArchivesScene['records'][number] => ({
  code,
  kind,
  status,
  name,
  fact: sources[0]?.fact ?? null,
});
