import { amount, ARCHIVES, percentage, quotient, type Behaviour } from './behaviour.ts';

/** 开放利用. */
export const use: Behaviour[] = (
  [
    { code: 'USE-1-01', formula: percentage('reviewed-25y', 'held-25y'), grain: 'quarter', mode: 'own' },
    { code: 'USE-1-02', formula: percentage('open-holdings', 'holdings'), grain: 'year', mode: 'last-complete' },
    {
      code: 'USE-1-03',
      formula: percentage('catalogues-published', 'catalogues-due'),
      grain: 'year',
      mode: 'last-complete',
    },
    {
      code: 'USE-1-04',
      formula: percentage('transfers-with-opinion', 'transfers'),
      mode: 'rolling-12',
      note: '近十二个月之和；期间没有移交的单位按“无业务”处理。',
    },
    {
      code: 'USE-2-01',
      formula: quotient('archive-users', 'residents'),
      mode: 'rolling-12',
      note: '近十二个月利用人次 ÷ 常住人口（万人）。',
    },
    { code: 'USE-2-02', formula: percentage('lookups-online', 'lookups'), mode: 'ytd', note: '本年累计。' },
    { code: 'USE-2-03', formula: percentage('lookups-on-time', 'lookups-due'), mode: 'ytd', note: '本年累计。' },
    { code: 'USE-2-04', formula: percentage('windows-certifying', 'windows-due'), mode: 'own' },
    {
      code: 'USE-2-05',
      formula: percentage('express-channels', 'express-required'),
      mode: 'own',
      rollupOver: 'all-departments',
    },
    {
      code: 'USE-2-06',
      formula: percentage('satisfied-ratings', 'ratings'),
      mode: 'ytd',
      note: '本年累计；有效评价数一并展示，防止只报好评。',
    },
    {
      code: 'USE-3-01',
      formula: amount('compiled-works'),
      mode: 'ytd',
      prorate: true,
      note: '本年累计；目标值按已过月份折算。',
      countyNote: '文章列举的四种是 2018 年以来累计，不作年度值计分。',
    },
    {
      code: 'USE-3-02',
      formula: amount('exhibitions'),
      mode: 'ytd',
      prorate: true,
      note: '本年累计；目标值按已过月份折算。',
      countyNote: '文章点名的一场展览不是全年场次，不计分。',
    },
    {
      code: 'USE-3-03',
      formula: amount('advisory-reports'),
      mode: 'ytd',
      prorate: true,
      note: '本年累计；目标值按已过月份折算。',
    },
  ] satisfies Behaviour[]
).map((behaviour) => ({ ...behaviour, responsible: ARCHIVES }));
