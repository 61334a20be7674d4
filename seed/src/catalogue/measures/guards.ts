import type { Jump, Measure, Pair, Quantity } from '@dangzhi/metrics';

/** What a unit of measure counts in. A level may be anything; a size is a measured amount, 万页 or GB. */
const QUANTITY_OF: Readonly<Record<string, Quantity>> = {
  ...Object.fromEntries(
    ['件', '卷', '卷件', '个', '人', '次', '人次', '种', '场', '篇', '项', '份', '类', '张', '批', '条', '起'].map(
      (unit) => [unit, 'count'] as const,
    ),
  ),
  万页: 'size',
  亿条: 'size',
  万人: 'size',
  GB: 'size',
  万元: 'money',
  平方米: 'area',
  小时: 'hours',
  '%': 'share',
  年: 'level',
  '万人/百万人': 'level',
};

/** What says something else than its unit of measure does: growth may be negative. */
const QUANTITY_OF_MEASURE: Readonly<Record<string, Quantity>> = { 'holdings-growth-5y': 'level' };

/** Shares of something that they are not part of: a store room may hold more than it is meant to. */
const MAY_EXCEED_ALL = new Set(['stack-room-occupancy', 'holdings-growth-5y']);

/** A difference up to this is no jump. */
const LEAST: Readonly<Record<Exclude<Quantity, 'level'>, number>> = {
  count: 50,
  size: 10,
  money: 20,
  area: 100,
  hours: 200,
  share: 30,
};

/** What comes in bursts, or all at once when a system is connected: its own history says little of what comes next. */
const BURSTS = new Set([
  'accessions',
  'transfers',
  'transfers-with-opinion',
  'tested-items',
  'passed-first-items',
  'tables',
  'fields',
  'security-alerts',
  'stack-room-alarms',
]);

function jumpOf(code: string, kind: Measure['kind'], grain: Measure['grain'], quantity: Quantity): Jump | undefined {
  if (quantity === 'level' || BURSTS.has(code)) return undefined;
  return { times: kind === 'flow' ? 10 : 3, window: grain === 'year' ? 60 : 12, least: LEAST[quantity] };
}

type Guards = Pick<Measure, 'quantity' | 'bounds' | 'jump'>;

/** What the values of a measure may be. */
export function guardsOf(code: string, unitOfMeasure: string, kind: Measure['kind'], grain: Measure['grain']): Guards {
  const quantity = QUANTITY_OF_MEASURE[code] ?? QUANTITY_OF[unitOfMeasure];
  if (quantity === undefined)
    throw new RangeError(`guardsOf requires to know what ${unitOfMeasure} of ${code} counts in`);
  const jump = jumpOf(code, kind, grain, quantity);
  return {
    quantity,
    ...(quantity === 'share' && !MAY_EXCEED_ALL.has(code) && { bounds: { least: 0, most: 100 } }),
    ...(jump && { jump }),
  };
}

/** Parts and their wholes, of the same unit and period. What may rightly exceed its divisor is not here. */
export const pairs: Pair[] = (
  [
    ['formal-items', 'prearchived-items'],
    ['online-filing', 'online-required'],
    ['passed-first-items', 'tested-items'],
    ['categories-held', 'categories-due'],
    ['appraised-items', 'expired-items'],
    ['new-electronic-items', 'new-items'],
    ['single-set-items', 'single-set-eligible'],
    ['due-transferred', 'due-for-transfer'],
    ['units-transferred', 'units-to-transfer'],
    ['digitised-records', 'records-to-digitise'],
    ['catalogued-items', 'held-items'],
    ['special-media-digitised', 'special-media'],
    ['text-pages', 'scanned-pages'],
    ['entries-uploaded', 'entries-to-upload'],
    ['reviewed-25y', 'held-25y'],
    ['open-holdings', 'holdings'],
    ['transfers-with-opinion', 'transfers'],
    ['backed-up-gb', 'to-back-up-gb'],
    ['systems-archiving', 'systems-registered'],
    ['components-used', 'components-due'],
    ['departments-catalogued', 'catalogue-required'],
    ['tickets-approved', 'tickets'],
    ['township-warehouses', 'warehouses-required'],
    ['online-cases', 'applied-cases'],
    ['mobile-items', 'service-items'],
    ['active-users', 'activated-users'],
    ['lookups-online', 'lookups'],
    ['lookups-on-time', 'lookups-due'],
    ['windows-certifying', 'windows-due'],
    ['express-channels', 'express-required'],
    ['satisfied-ratings', 'ratings'],
    ['vulns-fixed-on-time', 'vulns-due'],
    ['systems-protected', 'systems-to-protect'],
    ['climate-hours-in-range', 'climate-hours'],
    ['duties-met', 'duties-due'],
    ['schedules-approved', 'filing-units'],
    ['digital-rooms', 'filing-units'],
    ['rectified-on-time', 'rectifications-due'],
    ['units-guided', 'units-to-guide'],
    ['returns-on-time', 'returns-due'],
    ['archivists-trained', 'archivists'],
    ['milestones-met', 'milestones-due'],
    ['accounts-captured', 'accounts-due'],
    ['villages-up-to-standard', 'villages'],
    ['samples-passed', 'samples-taken'],
    ['hazards-closed-on-time', 'hazards-due'],
    ['risk-items-clear', 'risk-items'],
  ] as const
).map(([part, whole]) => ({ part, whole }));
