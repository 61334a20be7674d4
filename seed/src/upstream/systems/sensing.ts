import { demoFigures } from '../../demo/figures/figures.ts';
import { wideValues, type SimulatedSystem } from './system.ts';
import { lastingNames } from './unit-names.ts';

const rooms = lastingNames((_unit, number) => `KF-${number}`);

/** 物联感知: everything in one answer, by the number of the stack room, under short names. */
export const sensing: SimulatedSystem = {
  declaration: {
    code: 'sensing',
    name: { zh: '物联感知（模拟）', en: 'Sensing (simulated)' },
    path: '/sensing/export/monthly.json',
    auth: { kind: 'bearer', tokenName: 'SENSING_TOKEN' },
    paging: { kind: 'none', recordsField: 'rows', countField: 'n' },
    sinceParam: 'from',
    mapping: {
      id: 'key',
      changedAt: { field: 't', format: 'epoch-s' },
      unit: { field: 'room', codes: rooms.codes },
      period: { field: 'ym', format: 'YYYYMM', grain: 'month' },
      values: wideValues({
        'climate-hours-in-range': 'th_ok_h',
        'climate-hours': 'th_h',
        'stack-room-alarms': 'alarms',
      }),
      absent: { none: 'not-applicable' },
      reasonField: 'why',
    },
    schedule: '3-59/10 * * * *',
    timeoutMs: 20_000,
    attempts: 4,
  },
  prefix: '/sensing',
  nameOf: rooms.nameOf,
  numbersAs: 'number',
  nothing: null,
  order: 'update',
  envelope: () => ({ v: 1 }),
  decoration: {},
  failure: (status, message) => ({ status, body: { err: message } }),
  figures: (until) => demoFigures('sensing', until),
};
