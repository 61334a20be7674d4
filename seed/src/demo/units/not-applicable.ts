import type { UnitKind } from '@dangzhi/metrics';

interface Exempt {
  /** Kind the measure's leaf is weighted for. */
  readonly kind: UnitKind;
  readonly reason: string;
}

const NO_SERVICE_ITEMS: Exempt = { kind: 'department', reason: '演示：无依申请政务服务事项，不适用。' };
const NO_APPLICATION: Exempt = { kind: 'department', reason: '演示：无 IRS 登记应用，不适用。' };
const NO_CATALOGUE: Exempt = { kind: 'department', reason: '演示：尚未编目，没有数据目录，不适用。' };

/**
 * Measures a unit outside their duty set says it has no such duty for, by the numerator of the leaf; where
 * nobody says so a unit that does not owe is `no-source`.
 */
export const NOT_APPLICABLE: Readonly<Record<string, Exempt>> = {
  'service-cases-archived': NO_SERVICE_ITEMS,
  'online-cases': NO_SERVICE_ITEMS,
  'projects-accepted': { kind: 'department', reason: '演示：未承担重点建设项目，不适用。' },
  'accounts-captured': { kind: 'department', reason: '演示：无网站和公众号，不适用。' },
  'systems-archiving': NO_APPLICATION,
  'components-used': NO_APPLICATION,
  'apps-producing-data-rate': NO_APPLICATION,
  'apps-using-data-rate': NO_APPLICATION,
  'data-linked-rate': NO_APPLICATION,
  'data-timely-rate': NO_CATALOGUE,
  'demands-met': NO_CATALOGUE,
};
