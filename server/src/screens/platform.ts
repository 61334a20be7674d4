import type { PlatformScene } from '@dangzhi/metrics/contract';
import type { Stores } from '../stores/index.ts';
import { figuresOf, leafFigure, leafFigures } from './figures.ts';
import { bandScores } from './groups.ts';
import { readScene, type SceneAsked } from './scene.ts';

/** The four rates of the IRS, in the order of the article. */
const RATES = ['DAT-2-01', 'DAT-2-02', 'DAT-2-03', 'DAT-2-04'] as const;

/**
 * 公共数据平台: what the data centre's article speaks of, at a month.
 *
 * @throws CallRefused when there is no county, no scheme for it, or the month was never scored
 */
export async function readPlatformScene(stores: Stores, asked: SceneAsked): Promise<PlatformScene> {
  const scene = await readScene(stores, asked);
  const figure = figuresOf(scene);
  const bands = bandScores(scene);
  const used = new Set(bands.flatMap(({ leaves }) => leaves));
  return {
    ...scene.head,
    resources: { tables: figure('MON-10'), fields: figure('MON-11'), records: figure('DAT-1-02') },
    databases: {
      raw: figure('MON-12'),
      central: figure('MON-13'),
      subject: figure('MON-14'),
      thematic: figure('MON-15'),
      warehouses: figure('MON-16'),
    },
    rates: leafFigures(scene, RATES),
    interfaces: { supplied: figure('MON-17'), applications: figure('MON-18'), departments: figure('MON-19') },
    tickets: { total: figure('MON-21'), approval: figure('DAT-3-02') },
    cloud: {
      departments: figure('MON-24'),
      ecs: figure('MON-25'),
      rds: figure('MON-26'),
      oss: figure('MON-27'),
    },
    zheliban: { users: figure('MON-28'), activity: figure('DAT-5-05'), oneNet: figure('DAT-5-01') },
    zhezhengding: { activated: figure('MON-30'), activity: figure('DAT-5-04') },
    security: { fixed: figure('DAT-4-01'), incidents: figure('DAT-4-02') },
    bands,
    leaves: scene.leaves.filter(({ code }) => used.has(code)).map(leafFigure),
  };
}
