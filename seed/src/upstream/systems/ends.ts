import { demoFigures } from '../../demo/figures/figures.ts';
import { wideValues, type SimulatedSystem } from './system.ts';
import { lastingNames } from './unit-names.ts';

const organisations = lastingNames((_unit, number) => `GO_330624${number}`);

const percent = (field: string) => [field, { written: 'percent' }] as const;

/** 浙里办、浙政钉: English in capitals of words, a cursor deep in the answer, rates with a percent sign. */
export const ends: SimulatedSystem = {
  declaration: {
    code: 'ends',
    name: { zh: '浙里办、浙政钉（模拟）', en: 'Zheliban and Zhezhengding (simulated)' },
    path: '/ends/v2/usage/monthly',
    auth: { kind: 'bearer', tokenName: 'ENDS_TOKEN' },
    paging: {
      kind: 'cursor',
      cursorParam: 'PageToken',
      sizeParam: 'MaxResults',
      size: 1000,
      recordsField: 'Result.Items',
      nextField: 'Result.Paging.NextToken',
      countField: 'Result.Paging.Count',
    },
    sinceParam: 'ModifiedSince',
    mapping: {
      id: 'Id',
      changedAt: { field: 'Modified', format: 'iso' },
      unit: { field: 'Organization.Code', codes: organisations.codes },
      period: { field: 'Month', format: 'YYYY-MM', grain: 'month' },
      values: wideValues({
        'online-cases': 'OnlineCases',
        'applied-cases': 'AppliedCases',
        'one-net-rate': percent('OneNetRate'),
        'mobile-items': 'MobileItems',
        'service-items': 'ServiceItems',
        'mobile-service-rate': percent('MobileServiceRate'),
        'online-acceptance-rate': percent('OnlineAcceptanceRate'),
        'service-cases-archived': 'ArchivedCases',
        'service-cases-closed': 'ClosedCases',
        'active-users': 'ActiveUsers',
        'activated-users': 'ActivatedUsers',
        'ding-activity-rate': percent('ActivityRate'),
        'zheliban-users': ['RegisteredUsers', { shift: -4 }],
        'zheliban-dau-per-million': 'DauPerMillion',
        'new-local-apps': 'NewLocalApps',
      }),
      absent: { NotApplicable: 'not-applicable' },
      reasonField: 'Note',
    },
    schedule: '8-59/10 * * * *',
    timeoutMs: 10_000,
    attempts: 4,
  },
  prefix: '/ends',
  nameOf: organisations.nameOf,
  numbersAs: 'number',
  nothing: null,
  order: 'update',
  envelope: () => ({ RequestId: 'demo' }),
  decoration: { Channel: 'all' },
  failure: (status, message) => ({ status, body: { Error: { Code: status, Message: message } } }),
  figures: (until) => demoFigures('ends', until),
};
