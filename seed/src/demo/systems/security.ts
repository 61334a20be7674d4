import { countOfCases, INCIDENTS } from '../units/cases.ts';
import { between } from '../chance/chance.ts';
import { rising } from '../time/trend.ts';
import { cases, few, type Series } from '../series/series.ts';
import { keptOf, share, someOf } from '../series/shares.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { sizeOf } from '../units/size.ts';

const vulnerabilities = cases('vulnerabilities', 9);
const drills = few('drills', 1, 2);
const systems: Series = (unit) => 1 + Math.round(sizeOf(unit) * between(0.2, 1, 'protected-systems', unit.code));

/** Alerts, patches, backup drills, graded protection. */
export const security: SeriesByMeasure = {
  'vulns-fixed-on-time': someOf('fixed', vulnerabilities, share('DAT-4-01', rising(58, 74, 79, 82), { spread: 34 })),
  'vulns-due': vulnerabilities,
  'security-alerts': cases('alerts', 26),
  'security-incidents': ({ code }, { label }) => countOfCases(INCIDENTS, code, label),
  'drills-done': someOf('drills-done', drills, share('SEC-3-02', rising(58, 74, 82, 86))),
  'drills-planned': drills,
  'systems-protected': keptOf(
    'protected',
    systems,
    share('SEC-3-03', rising(48, 58, 70, 77), { spread: 34, wobble: 0 }),
  ),
  'systems-to-protect': systems,
};
