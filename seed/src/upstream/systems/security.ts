import { demoFigures } from '../../demo/figures/figures.ts';
import { longValues, type SimulatedSystem } from './system.ts';
import { lastingNames } from './unit-names.ts';

const names = lastingNames(({ shortName }) => shortName.zh);

/** 网络安全与运维: one record a figure, under names of metrics, some of which concern nobody here. */
export const security: SimulatedSystem = {
  declaration: {
    code: 'security',
    name: { zh: '网络安全与运维（模拟）', en: 'Network security and operations (simulated)' },
    path: '/security/api/metrics',
    query: { order: 'id' },
    auth: { kind: 'header', header: 'X-Api-Key', tokenName: 'SECURITY_TOKEN' },
    paging: {
      kind: 'offset',
      offsetParam: 'offset',
      sizeParam: 'limit',
      size: 2000,
      recordsField: 'items',
      totalField: 'meta.total',
    },
    sinceParam: 'since',
    mapping: {
      id: 'id',
      changedAt: { field: 'ts', format: 'epoch-s' },
      unit: { field: 'owner', codes: names.codes },
      period: {
        field: 'period',
        grainField: 'cycle',
        readings: { m: { format: 'YYYY/MM', grain: 'month' }, y: { format: 'YYYY', grain: 'year' } },
      },
      values: longValues(
        { measureField: 'metric', valueField: 'value', ignored: ['agent.heartbeat'] },
        {
          'vulns-fixed-on-time': 'vuln.high.fixed_on_time',
          'vulns-due': 'vuln.high.due',
          'security-alerts': 'alert.count',
          'security-incidents': 'incident.major',
          'drills-done': 'backup.drill.ok',
          'drills-planned': 'backup.drill.planned',
          'systems-protected': 'mlps.valid',
          'systems-to-protect': 'mlps.due',
        },
      ),
      absent: { 'n/a': 'not-applicable' },
      reasonField: 'comment',
    },
    schedule: '1-59/10 * * * *',
    timeoutMs: 10_000,
    attempts: 4,
  },
  prefix: '/security',
  nameOf: names.nameOf,
  numbersAs: 'number',
  nothing: null,
  order: 'id',
  envelope: ({ count }) => ({ meta: { returned: count } }),
  decoration: {},
  failure: (status, message) => ({ status, body: { error: { status, message } } }),
  figures: (until) => demoFigures('security', until),
};
