import { ACTIONS, ROLES } from '@dangzhi/metrics/rights';
import { describe, expect, it } from 'vitest';
import { ROLE_KEY } from '../../../i18n/role-labels.ts';
import zh from '../../../i18n/zh.json';
import { actorWords, grantWords, reasonWords, RIGHT_KEY, rightKey, scopeWords, type Words } from './role-words.ts';

const at = (key: string) =>
  key.split('.').reduce<unknown>((found, part) => (found as Record<string, unknown> | undefined)?.[part], zh);
const words: Words = {
  t: (key, named = {}) => String(at(key)).replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? ''),
  unit: (code) => ({ 'XC-D13': '县档案馆' })[code] ?? code,
  scheme: (code) => ({ county: '县级方案' })[code] ?? code,
};

describe('the words of rights', () => {
  it('name every role and every action of the table', () => {
    expect(ROLES.filter((role) => typeof at(ROLE_KEY[role]) !== 'string')).toEqual([]);
    expect(ACTIONS.filter((action) => typeof at(RIGHT_KEY[action]) !== 'string')).toEqual([]);
    expect(rightKey('unit.read')).toBe('people.right.unitRead');
    expect(rightKey('unit.sell')).toBeNull();
  });

  it('say where a role holds', () => {
    expect(scopeWords({ unit: null, index: null }, words)).toBe('全县');
    expect(scopeWords({ unit: 'XC-D13', index: null }, words)).toBe('县档案馆及下级');
    expect(scopeWords({ unit: null, index: 'county' }, words)).toBe('全县，限“县级方案”');
    expect(grantWords({ role: 'evaluator', unit: null, index: null }, words)).toBe('评价员（全县）');
  });

  it('name who acts without an account', () => {
    expect(actorWords('system', '系统', words)).toBe('系统');
    expect(actorWords('demo-admin', '演示管理员', words)).toBe('演示管理员');
    expect(actorWords('gone', '', words)).toBe('gone');
  });

  it('print the code of what has no name', () => {
    expect(scopeWords({ unit: 'XC-GONE', index: 'old' }, words)).toBe('XC-GONE及下级，限“old”');
  });

  it('say the program’s own reasons in words, and leave a person’s as they are', () => {
    expect(reasonWords('DEMO=on', words)).toBe('演示方式启动');
    expect(reasonWords('wrong password', words)).toBe('口令不对');
    expect(reasonWords('sso: no-role', words)).toBe('sso: 其分组没有对应的角色');
    expect(reasonWords('到任', words)).toBe('到任');
  });
});
