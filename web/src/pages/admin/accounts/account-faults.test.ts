import type { AccountRole } from '@dangzhi/metrics/rights';
import { describe, expect, it } from 'vitest';
import { accountFaults, grantFault } from './account-faults.ts';

const held = (role: AccountRole, unit: string | null = null) => ({ role, unit, index: null });

describe('an account before it is sent', () => {
  it('needs a login, a name and a reason', () => {
    expect(accountFaults({ login: '张三', name: ' ', grants: [], reason: '' })).toEqual({
      login: 'people.fault.login',
      name: 'people.fault.name',
      reason: 'people.fault.reason',
    });
    expect(accountFaults({ login: 'zhangsan', name: '张三', grants: [held('leader')], reason: '新任' })).toEqual({});
    expect(accountFaults({ name: '张三', grants: [], reason: '更正' })).toEqual({});
  });

  it('is head or reporter of some unit', () => {
    expect(grantFault([held('head')])).toBe('people.fault.unitNeeded');
    expect(grantFault([held('reporter', 'XC-D13')])).toBeUndefined();
  });

  it('keeps apart who manages, who decides and who looks on', () => {
    expect(grantFault([held('auditor'), held('leader')])).toBe('people.fault.auditorAlone');
    expect(grantFault([held('admin'), held('steward')])).toBe('people.fault.adminApart');
    expect(grantFault([held('admin'), held('leader')])).toBeUndefined();
  });

  it('holds a role once', () => {
    expect(grantFault([held('leader'), held('leader')])).toBe('people.fault.grantTwice');
    expect(grantFault([held('head', 'A'), held('head', 'B')])).toBeUndefined();
  });
});
