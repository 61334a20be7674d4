import { describe, expect, it } from 'vitest';
import { actionWords, fieldWords, readTarget, valueWords } from './audit-words.ts';

const words = {
  t: (key: string, named: Record<string, string> = {}) => [key, ...Object.values(named)].join(' '),
  unit: (code: string) => ({ 'XC-D13': '县档案馆' })[code] ?? code,
  scheme: (code: string) => code,
  measure: (code: string) => ({ 'formal-items': '正式归档件数' })[code] ?? code,
};

describe('the words of the trail', () => {
  it('name what is known and print the code of what is not', () => {
    expect(actionWords('account.create', words)).toBe('people.auditAction.accountCreate');
    expect(actionWords('lamp.light', words)).toBe('lamp.light');
    expect(fieldWords(['grants'], words)).toBe('people.field.grants');
    expect(fieldWords(['policy', 'name'], words)).toBe('policy · people.field.name');
  });

  it('read what it was done to', () => {
    expect(readTarget('account:demo-head')).toEqual({
      kind: 'account',
      id: 'demo-head',
      kindKey: 'people.kind.account',
    });
    expect(readTarget('lamp:a:b')).toEqual({ kind: 'lamp', id: 'a:b', kindKey: null });
    expect(readTarget('')).toBeNull();
  });

  it('print values as a person reads them', () => {
    expect(valueWords(null, 'unit', words)).toBe('people.value.none');
    expect(valueWords([], 'grants', words)).toBe('people.value.none');
    expect(valueWords(true, 'disabled', words)).toBe('people.value.yes');
    expect(valueWords('XC-D13', 'unit', words)).toBe('县档案馆');
    expect(valueWords('XC-D13', 'name', words)).toBe('XC-D13');
    expect(valueWords(['overview'], 'screens', words)).toBe('wall.sceneOverview');
    expect(valueWords('2026-11-28T01:30:00.000Z', 'until', words)).toBe('2026-11-28 09:30');
    expect(valueWords({ role: 'leader', unit: null, index: null }, 'grants', words)).toContain('rights.role.leader');
    expect(valueWords({ role: 'unknown' }, 'grants', words)).toBe('role: unknown');
    expect(valueWords('inspected', 'standing', words)).toBe('standing.inspected');
    expect(valueWords('demo', 'origin', words)).toBe('people.origin.demo');
    const row = { measure: 'formal-items', unit: 'XC-D13', period: '2022-12', value: '5200', reason: '复核' };
    expect(valueWords(row, 'rows', words)).toBe(
      ['县档案馆', '正式归档件数', '2022-12'].join('people.listSeparator') + ': 5200',
    );
    expect(valueWords(12, 'sessions', words)).toBe('12');
  });
});
