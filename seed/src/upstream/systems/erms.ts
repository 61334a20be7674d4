import { monthOfInstant } from '@dangzhi/metrics';
import { monthsFromTo } from '../../demo/time/calendar.ts';
import type { DemoFigure } from '../../demo/figures/figure.ts';
import { demoFigures } from '../../demo/figures/figures.ts';
import { runningRecords } from '../../demo/filing/records.ts';
import { wideValues, type SimulatedSystem } from './system.ts';
import { officialUnitNames } from './unit-names.ts';

/** 电子文件统一管理平台: pinyin initials, a cursor, one record a unit and period. */
export const erms: SimulatedSystem = {
  declaration: {
    code: 'erms',
    name: { zh: '电子文件统一管理平台（模拟）', en: 'Electronic records platform (simulated)' },
    path: '/api/v1/gdtj',
    auth: { kind: 'bearer', tokenName: 'ERMS_TOKEN' },
    paging: {
      kind: 'cursor',
      cursorParam: 'yb',
      sizeParam: 'myts',
      size: 500,
      recordsField: 'jl',
      nextField: 'xyyb',
      countField: 'bybs',
    },
    sinceParam: 'gxqs',
    mapping: {
      id: 'jlid',
      changedAt: { field: 'gxsj', format: 'iso' },
      unit: { field: 'dwmc', codes: officialUnitNames.codes },
      period: {
        field: 'tjyf',
        grainField: 'zqlx',
        readings: {
          月: { format: 'YYYYMM', grain: 'month' },
          季: { format: 'YYYYQn', grain: 'quarter' },
          年: { format: 'YYYY', grain: 'year' },
        },
      },
      values: wideValues({
        'prearchived-items': 'yjgds',
        'formal-items': 'zsgds',
        'due-items': 'yjs',
        'archived-items': 'sjs',
        'tested-items': 'jcs',
        'passed-first-items': 'tgs',
        'online-filing': 'zxzt',
        'online-required': 'ysxzt',
        'archived-by-june': 'lydgds',
        'categories-held': 'sgmls',
        'categories-due': 'ygmls',
        'appraised-items': 'yjds',
        'expired-items': 'dqs',
        'new-electronic-items': 'xzdzs',
        'new-items': 'xzzs',
        'single-set-items': 'dtzs',
        'single-set-eligible': 'jbdtzs',
        'systems-archiving': 'djxts',
      }),
      absent: { 不适用: 'not-applicable' },
      reasonField: 'bz',
    },
    schedule: '*/5 * * * *',
    timeoutMs: 10_000,
    attempts: 4,
  },
  prefix: '',
  nameOf: officialUnitNames.nameOf,
  numbersAs: 'number',
  nothing: null,
  order: 'update',
  envelope: ({ total }) => ({ dm: 0, xx: '成功', zbs: total }),
  decoration: {},
  failure: (status, message) => ({ status, body: { dm: status, xx: message } }),
  figures: (until, now) => [...demoFigures('erms', until), ...runningFigures(until, now)],
};

/** A platform that is up to date counts the running month as well; one that ends in the past does not. */
function runningFigures(until: string, now: Date): DemoFigure[] {
  if (monthsFromTo(until, monthOfInstant(now)) !== 1) return [];
  return runningRecords(now).flatMap(({ unit, month, filedAt, ...record }) => {
    const counted = {
      'prearchived-items': record.prearchived,
      'formal-items': record.formal,
      'due-items': record.due,
      'archived-items': record.archived,
      'tested-items': record.tested,
      'passed-first-items': record.passedFirst,
      'online-filing': record.online,
    };
    return Object.entries(counted).flatMap(([measure, count]) =>
      count === null
        ? []
        : { measure, unit, period: month, value: String(count), missing: null, reason: null, filedAt },
    );
  });
}
