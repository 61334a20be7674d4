import type { StandingBreakList, StandingBreakView } from '@dangzhi/metrics/contract';
import { few, ok, warning, type Check } from './check.ts';

/** Whether what counts in the store can be true by what the measures declare. */
export function checkGuards({ items, total }: StandingBreakList): Check {
  if (total === 0) return ok('guards', 'no value that counts breaks what its measure declares');
  return warning(
    'guards',
    `${total} ${total === 1 ? 'value counts that' : 'values count that'} cannot be true: ${few(items.map(printed))}`,
    'Nothing was dropped. Report each anew, or have it inspected: GET /api/v1/guard-breaks lists them.',
  );
}

const WHAT: Readonly<Record<StandingBreakView['guard'], string>> = {
  kind: 'negative, or not whole',
  bounds: 'out of bounds',
  part: 'more than its whole',
  'not-begun': 'of a period to come',
};

const printed = ({ unit, measure, period, value, guard }: StandingBreakView): string =>
  `${unit} ${measure} ${period} is ${value} (${WHAT[guard]})`;
