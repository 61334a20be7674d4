import { catalogue } from '../catalogue/index.ts';
import { county } from '../county/units.ts';
import { factById, type ArticleFact } from '../articles/article-facts.ts';
import type { SeedBatch } from './batch.ts';

/** The articles are undated and speak of the end of 2022. */
const YEAR = '2022';
const MONTH = '2022-12';

/** Measure, value as decimal text, fact, and what is peculiar about it. */
type PublishedFigure = readonly [measure: string, value: string, fact: string, reason?: string];

const ONE_FOR_TWO = '原文“线上受理率和掌上办事实现率95.66%”一个数对应两个指标，两处均按 95.66% 录入。';

/** Every figure of the articles that is a measure of the county. */
export const PUBLISHED_FIGURES: readonly PublishedFigure[] = [
  ['online-filing', '60', 'A023'],
  ['prearchived-items', '207124', 'A024'],
  ['formal-items', '29893', 'A025'],
  ['units-transferred', '43', 'A034'],
  ['accessioned-files', '161280', 'A035', '原文卷、件连写；案卷与文件分列，不作换算。'],
  ['accessioned-items', '136417', 'A035', '原文卷、件连写；案卷与文件分列，不作换算。'],
  ['holdings-growth-5y', '56.9', 'A036', '2018 年以来累计；原文未说明按卷还是按卷件。'],
  ['thematic-archive-databases', '2', 'A037'],
  ['floor-area', '7428', 'A044'],
  ['stack-room-occupancy', '66.7', 'A045', '近似值：原文为“三分之二左右”，按 66.7% 录入。'],
  ['years-until-full', '5', 'A046', '近似值：原文为“预计未来5年”。'],
  ['departments-catalogued', '83', 'B022'],
  ['tables', '681', 'B023'],
  ['fields', '9009', 'B024'],
  ['records-collected', '29.91', 'B025'],
  ['raw-databases', '70', 'B026'],
  ['central-databases', '1', 'B027'],
  ['subject-databases', '2', 'B028'],
  ['thematic-data-databases', '11', 'B029'],
  ['township-warehouses', '12', 'B030'],
  ['warehouses-required', '12', 'B030', '全县 12 个镇（乡、街道），与原文 12 个数据仓相符。'],
  ['apps-producing-data-rate', '100', 'B033'],
  ['apps-using-data-rate', '83.63', 'B034'],
  ['data-linked-rate', '100', 'B035'],
  ['data-timely-rate', '100', 'B036'],
  ['departments-with-interfaces', '15', 'B039'],
  ['key-applications', '19', 'B039'],
  ['interfaces-supplied', '244', 'B039'],
  ['interface-requests', '265', 'B043'],
  ['tickets', '518', 'B044'],
  ['ticket-approval-rate', '96.3', 'B044', '按“共518个数据工单”为分母理解：499/518 = 96.33%。'],
  ['county-tickets', '179', 'B045'],
  ['county-ticket-approval-rate', '100', 'B045'],
  ['contest-entries', '5', 'B047'],
  ['semi-finalists', '1', 'B048'],
  ['cloud-departments', '60', 'B051'],
  ['ecs-instances', '291', 'B052'],
  ['rds-instances', '56', 'B053'],
  ['oss-instances', '31', 'B054'],
  ['new-local-apps', '19', 'B059'],
  ['zheliban-users', '36.66', 'B061'],
  ['zheliban-dau-per-million', '2.91', 'B062', '按“月均的每百万人口日活跃用户数”理解，不是全县日活。'],
  ['activated-users', '11480', 'B063'],
  ['ding-activity-rate', '86.22', 'B064', '原文未说明活跃的统计窗口。'],
  ['online-acceptance-rate', '95.66', 'B065', ONE_FOR_TWO],
  ['mobile-service-rate', '95.66', 'B065', ONE_FOR_TWO],
  ['one-net-rate', '95.48', 'B066'],
  ['promoted-apps', '5', 'B067'],
  ['shared-apps', '5', 'B068'],
];

const grainOf = new Map(catalogue.measures.map(({ code, grain }) => [code, grain]));

const SOURCE = 'articles';

/** Title and author of each article, as printed. */
const ARTICLE: Readonly<Record<ArticleFact['article'], { readonly title: string; readonly author: string }>> = {
  A: { title: factById('A001').quote, author: factById('A002').quote },
  B: { title: factById('B001').quote, author: factById('B002').quote },
};

/** A fact as its article has it, without what is noted on it for those who work with it. */
const recordOf = ({ id, article, quote, values }: ArticleFact) => ({
  id,
  ...ARTICLE[article],
  quote,
  values: values.map(({ name, value, unit }) => ({ name, value, unit })),
});

/**
 * What the two articles publish about the county, at 2022-12, or at 2022 where the measure is a
 * year's. The record behind each row is its article, the literal quote and the figures in it.
 */
export function publishedBatch(): SeedBatch {
  return {
    source: SOURCE,
    sourceName: { zh: '公开资料（两篇署名文章）', en: 'Published articles' },
    standing: 'published',
    origin: `${ARTICLE.A.author}《${ARTICLE.A.title}》；${ARTICLE.B.author}《${ARTICLE.B.title}》`,
    recordedAt: '2022-12-31T18:00:00+08:00',
    recordedBy: SOURCE,
    rows: PUBLISHED_FIGURES.map(([measure, value, , reason], record) => ({
      measure,
      unit: county.code,
      period: grainOf.get(measure) === 'year' ? YEAR : MONTH,
      value,
      missing: null,
      reason: reason ?? null,
      record,
    })),
    records: PUBLISHED_FIGURES.map(([, , fact]) => JSON.stringify(recordOf(factById(fact)))),
  };
}
