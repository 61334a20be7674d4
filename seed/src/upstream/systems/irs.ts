import { demoFigures } from '../../demo/figures/figures.ts';
import { wideValues, type SimulatedSystem } from './system.ts';
import { lastingNames } from './unit-names.ts';

const organisations = lastingNames((_unit, number) => `ZJ330624-${number}`);

/** A rate is written as a fraction. */
const fraction = (field: string) => [field, { shift: 2 }] as const;

/** 省一体化数字资源系统: English snake_case, pages of which the last says so, rates as fractions. */
export const irs: SimulatedSystem = {
  declaration: {
    code: 'irs',
    name: { zh: '省一体化数字资源系统 IRS（模拟）', en: 'Integrated Resources System (simulated)' },
    path: '/irs/gateway/indicator/page',
    query: { area_code: '330624', sort: 'row_id,asc' },
    auth: { kind: 'header', header: 'X-App-Key', tokenName: 'IRS_TOKEN' },
    success: { field: 'success', equals: true },
    paging: {
      kind: 'last-page',
      pageParam: 'page',
      sizeParam: 'limit',
      size: 1000,
      recordsField: 'result.content',
      lastField: 'result.last',
      lastValue: true,
      countField: 'result.number_of_elements',
    },
    sinceParam: 'updated_after',
    mapping: {
      id: 'row_id',
      changedAt: { field: 'gmt_modified', format: 'epoch-ms' },
      unit: { field: 'org_code', codes: organisations.codes },
      period: {
        field: 'stat_date',
        grainField: 'stat_cycle',
        readings: {
          MONTH: { format: 'YYYY-MM-DD', grain: 'month' },
          QUARTER: { format: 'YYYY-MM-DD', grain: 'quarter' },
        },
      },
      values: wideValues({
        'apps-producing-data-rate': fraction('app_produce_rate'),
        'apps-using-data-rate': fraction('app_use_rate'),
        'data-linked-rate': fraction('data_link_rate'),
        'data-timely-rate': fraction('data_timely_rate'),
        'departments-catalogued': 'dept_catalogued',
        'catalogue-required': 'dept_to_catalogue',
        'interfaces-supplied': 'api_count',
        'key-applications': 'key_app_count',
        'departments-with-interfaces': 'dept_with_api',
        'interface-requests': 'api_request_total',
        tickets: 'ticket_total',
        'tickets-approved': 'ticket_passed_total',
        'ticket-approval-rate': fraction('ticket_pass_rate'),
        'county-tickets': 'county_ticket_total',
        'county-ticket-approval-rate': fraction('county_ticket_pass_rate'),
        'systems-registered': 'biz_system_count',
        'components-used': 'component_used',
        'components-due': 'component_due',
        'promoted-apps': 'app_promoted',
        'shared-apps': 'app_shared',
        'new-components': 'component_new_ytd',
      }),
      absent: { '-': 'not-applicable' },
      reasonField: 'memo',
    },
    schedule: '4-59/10 * * * *',
    timeoutMs: 10_000,
    attempts: 4,
  },
  prefix: '/irs',
  nameOf: organisations.nameOf,
  numbersAs: 'number',
  nothing: null,
  order: 'id',
  envelope: () => ({ error_code: null }),
  decoration: { area_code: '330624' },
  failure: (status, message) => ({
    status: 200,
    body: { success: false, error_code: `E${status}`, error_msg: message },
  }),
  figures: (until) => demoFigures('irs', until),
};
