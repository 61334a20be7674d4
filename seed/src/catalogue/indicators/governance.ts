import { ADMINISTRATION, amount, ARCHIVES, percentage, type Behaviour } from './behaviour.ts';

/** 档案治理. */
export const governance: Behaviour[] = [
  { code: 'GOV-1-01', formula: percentage('duties-met', 'duties-due'), grain: 'year', mode: 'last-complete' },
  {
    code: 'GOV-1-02',
    formula: amount('leadership-sessions'),
    mode: 'ytd',
    prorate: true,
    note: '本年累计；目标值按已过月份折算。',
  },
  {
    code: 'GOV-2-01',
    formula: percentage('schedules-approved', 'filing-units'),
    grain: 'year',
    mode: 'last-complete',
    rollupOver: 'records-rooms',
    responsible: ADMINISTRATION,
  },
  {
    code: 'GOV-2-02',
    formula: percentage('units-inspected', 'filing-units'),
    mode: 'ytd',
    prorate: true,
    responsible: ADMINISTRATION,
    note: '本年累计；目标值按已过月份折算，两年检查一遍即每年 50%。',
  },
  {
    code: 'GOV-2-03',
    formula: percentage('rectified-on-time', 'rectifications-due'),
    mode: 'ytd',
    responsible: ADMINISTRATION,
    note: '本年累计；本年没有应整改问题的单位按“无业务”处理。',
  },
  {
    code: 'GOV-2-04',
    formula: percentage('units-guided', 'units-to-guide'),
    grain: 'quarter',
    mode: 'own',
    responsible: ARCHIVES,
  },
  {
    code: 'GOV-2-05',
    formula: percentage('returns-on-time', 'returns-due'),
    grain: 'year',
    mode: 'last-complete',
    responsible: ADMINISTRATION,
  },
  {
    code: 'GOV-3-01',
    formula: percentage('archivist-in-post', 'filing-units'),
    grain: 'quarter',
    mode: 'own',
    rollupOver: 'records-rooms',
  },
  {
    code: 'GOV-3-02',
    formula: percentage('archivists-trained', 'archivists'),
    grain: 'year',
    mode: 'last-complete',
    responsible: ARCHIVES,
  },
  {
    code: 'GOV-3-03',
    formula: percentage('archive-spending', 'archive-budget'),
    mode: 'ytd',
    prorate: true,
    note: '本年累计支出占全年预算；目标值按已过月份折算。',
  },
  {
    code: 'GOV-3-04',
    formula: percentage('milestones-met', 'milestones-due'),
    mode: 'own',
    responsible: ARCHIVES,
  },
];
