import type { Grant } from '@dangzhi/metrics/rights';
import { describe, expect, it } from 'vitest';
import type { PersonView, SessionView } from '../api/types.ts';
import { homeUnit, landingOf, ownUnits, rightsOf } from './landing.ts';

const grant = (role: Grant['role'], unit: string | null = null): Grant => ({ role, unit, index: null });
const person = (grants: Grant[], unit: string | null = null): PersonView => ({
  id: '1',
  login: 'somebody',
  name: '某某',
  unit,
  grants,
  mustChangePassword: false,
  hasPassword: true,
  names: [],
});
const session = (over: Partial<SessionView>): SessionView => ({
  person: null,
  display: null,
  providers: [],
  demoAccounts: [],
  demoPassword: null,
  idleMinutes: 30,
  absoluteHours: 12,
  ...over,
});

describe('landingOf', () => {
  it('is the page the work of the role begins with', () => {
    const landings = (['leader', 'steward', 'evaluator', 'approver', 'admin', 'auditor'] as const).map((role) => [
      role,
      landingOf(person([grant(role)])).name,
    ]);
    expect(Object.fromEntries(landings)).toEqual({
      leader: 'ranking',
      steward: 'catalogue',
      evaluator: 'ranking',
      approver: 'ranking',
      admin: 'accounts',
      auditor: 'ranking',
    });
  });

  it('is the own unit of its head and its reporter', () => {
    for (const role of ['head', 'reporter'] as const) {
      expect(landingOf(person([grant(role, 'U1')]))).toEqual({ name: 'unit', params: { code: 'U1' } });
    }
  });

  it('is the ranking for a head who reads the whole county', () => {
    expect(landingOf(person([grant('head', 'U1'), grant('auditor')]))).toEqual({ name: 'ranking' });
  });

  it('is the own account for who may nothing', () => {
    expect(landingOf(person([]))).toEqual({ name: 'account' });
    expect(landingOf(person([grant('head')]))).toEqual({ name: 'account' });
  });
});

describe('units of one’s own', () => {
  it('are where one works and what one heads, each once', () => {
    expect(ownUnits(person([grant('head', 'U1'), grant('reporter', 'U2'), grant('steward', 'U3')], 'U1'))).toEqual([
      'U1',
      'U2',
    ]);
  });

  it('begin with the one that is headed, not with where one works', () => {
    expect(homeUnit(person([grant('steward', 'U3'), grant('head', 'U1')], 'U2'))).toBe('U1');
    expect(homeUnit(person([grant('steward', 'U3')], 'U2'))).toBeNull();
  });
});

describe('rightsOf', () => {
  it('are the person’s, though the device is a display', () => {
    const display = { name: '大厅', screens: ['overview'], state: 'active' as const };
    const rights = rightsOf(session({ person: person([grant('admin')]), display }), []);
    expect(rights?.may('wall.read', { screen: 'overview' })).toBe('no-right');
  });

  it('of a display are its screens', () => {
    const rights = rightsOf(session({ display: { name: '大厅', screens: ['archives'], state: 'active' } }), []);
    expect(rights?.may('wall.read', { screen: 'archives' })).toBe('yes');
    expect(rights?.may('wall.read', { screen: 'overview' })).toBe('elsewhere');
    expect(rights?.may('unit.read', { unit: 'U1' })).toBe('no-right');
  });

  it('are none for nobody and for a revoked display', () => {
    expect(rightsOf(undefined, [])).toBeNull();
    expect(rightsOf(session({}), [])).toBeNull();
    expect(rightsOf(session({ display: { name: '大厅', screens: ['archives'], state: 'revoked' } }), [])).toBeNull();
  });

  it('reach the units below the one a role is held for', () => {
    const units = [
      { code: 'U1', parent: null },
      { code: 'U2', parent: 'U1' },
    ] as Parameters<typeof rightsOf>[1];
    const rights = rightsOf(session({ person: person([grant('head', 'U1')]) }), units);
    expect(rights?.may('unit.read', { unit: 'U2' })).toBe('yes');
    expect(rights?.may('unit.read', { unit: 'U9' })).toBe('elsewhere');
  });
});
