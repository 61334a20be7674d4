import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_ROLES,
  ACTIONS,
  decides,
  extentOf,
  RIGHTS,
  rightsOfDisplay,
  rightsOfPerson,
  rightsOfRole,
  ROLES,
  ROLES_OF_A_UNIT,
  type ActionName,
  type Extent,
  type Grant,
  type Role,
} from './index.ts';

/** 县 ⊃ two departments, one with an office below it; beside it another county. */
const UNITS = [
  { code: 'COUNTY', parent: null },
  { code: 'OFFICE', parent: 'D1' },
  { code: 'D1', parent: 'COUNTY' },
  { code: 'D2', parent: 'COUNTY' },
  { code: 'OTHER', parent: null },
];
const CODES = UNITS.map(({ code }) => code);

/** What the roles see and do, read off the design's table of people; nothing else is theirs. */
const WANTED: Readonly<Record<Role, Partial<Record<ActionName, Extent>>>> = {
  leader: { 'wall.read': 'all', 'ranking.read': 'all', 'unit.read': 'scope', 'observation.read': 'scope' },
  head: { 'ranking.read': 'all', 'unit.read': 'scope', 'observation.read': 'scope' },
  reporter: { 'unit.read': 'scope', 'observation.read': 'scope', 'observation.report': 'scope' },
  steward: {
    'unit.read': 'scope',
    'observation.read': 'scope',
    'observation.report': 'scope',
    'observation.inspect': 'scope',
    'observation.decide': 'scope',
    'source.read': 'all',
    'source.pull': 'all',
    'clock.read': 'all',
  },
  evaluator: {
    'wall.read': 'all',
    'ranking.read': 'all',
    'unit.read': 'scope',
    'observation.read': 'scope',
    'weights.try': 'all',
  },
  approver: {
    'wall.read': 'all',
    'ranking.read': 'all',
    'unit.read': 'scope',
    'observation.read': 'scope',
    'source.read': 'all',
    'weights.try': 'all',
  },
  admin: {
    'source.read': 'all',
    'account.read': 'all',
    'account.manage': 'all',
    'display.read': 'all',
    'display.manage': 'all',
    'audit.read': 'all',
    'metrics.read': 'all',
    'clock.read': 'all',
    'clock.decide': 'all',
    'backup.read': 'all',
    'backup.make': 'all',
    'integrity.read': 'all',
    'integrity.check': 'all',
  },
  auditor: {
    'wall.read': 'all',
    'ranking.read': 'all',
    'unit.read': 'scope',
    'observation.read': 'scope',
    'source.read': 'all',
    'weights.try': 'all',
    'account.read': 'all',
    'display.read': 'all',
    'audit.read': 'all',
    'metrics.read': 'all',
    'clock.read': 'all',
    'backup.read': 'all',
    'integrity.read': 'all',
  },
  display: { 'wall.read': 'screens' },
};

/** What everybody with an account may besides; a display only the first two. */
const FOR_ALL: readonly ActionName[] = ['meta.read', 'events.read', 'catalogue.read', 'self.manage'];

describe('the table', () => {
  it.each(ROLES)('gives %s what the design says, and nothing else', (role) => {
    const own = Object.fromEntries(
      ACTIONS.flatMap((action) => {
        const extent = extentOf(role, action);
        return extent === null || FOR_ALL.includes(action) ? [] : [[action, extent]];
      }),
    );
    expect(own).toEqual(WANTED[role]);
    const common = role === 'display' ? FOR_ALL.slice(0, 2) : FOR_ALL;
    expect(FOR_ALL.filter((action) => extentOf(role, action) !== null)).toEqual(common);
  });

  it('lets an auditor and a display change nothing', () => {
    const reading = ACTIONS.filter((action) => action.endsWith('.read'));
    for (const role of ['auditor', 'display'] as const)
      for (const action of ACTIONS.filter((one) => extentOf(role, one) !== null))
        expect([...reading, 'weights.try', 'self.manage']).toContain(action);
  });

  it('keeps values, weights and rulings from the admin', () => {
    for (const action of ACTIONS.filter((one) => extentOf('admin', one) !== null))
      expect(action).not.toMatch(/^(observation|weights|unit|ranking|wall)/);
  });
});

const head: Grant = { role: 'head', unit: 'D1', index: null };

describe('a holder', () => {
  it('reaches the unit of the role and those below it', () => {
    const rights = rightsOfPerson({ unit: null, grants: [head] }, UNITS);
    expect(CODES.filter((unit) => rights.may('unit.read', { unit }) === 'yes')).toEqual(['OFFICE', 'D1']);
    expect(rights.may('unit.read', { unit: 'D2' })).toBe('elsewhere');
    expect(rights.may('ranking.read')).toBe('yes');
    expect(rights.may('wall.read')).toBe('no-right');
  });

  it('of a role for a unit and no unit has nothing', () => {
    for (const role of ROLES_OF_A_UNIT) {
      const rights = rightsOfRole(role, UNITS);
      expect(ACTIONS.filter((action) => rights.may(action) !== 'no-right')).toEqual([]);
    }
  });

  it('of a role for one index has it for no other', () => {
    const grants: Grant[] = [{ role: 'evaluator', unit: null, index: 'DEPARTMENTS' }];
    const rights = rightsOfPerson({ unit: null, grants }, UNITS);
    expect(rights.may('ranking.read', { index: 'DEPARTMENTS' })).toBe('yes');
    expect(rights.may('ranking.read', { index: 'COUNTIES' })).toBe('elsewhere');
    expect(rights.may('unit.read', { unit: 'D1', index: 'COUNTIES' })).toBe('elsewhere');
  });

  it('does not mix two roles: each reaches what it reaches', () => {
    const grants: Grant[] = [
      { role: 'evaluator', unit: 'D1', index: 'A' },
      { role: 'evaluator', unit: 'D2', index: 'B' },
    ];
    const rights = rightsOfPerson({ unit: null, grants }, UNITS);
    expect(rights.may('unit.read', { unit: 'D1', index: 'A' })).toBe('yes');
    expect(rights.may('unit.read', { unit: 'D1', index: 'B' })).toBe('elsewhere');
  });

  it('decides nothing about the unit it belongs to, by work or by role', () => {
    const steward: Grant = { role: 'steward', unit: null, index: null };
    const works = rightsOfPerson({ unit: 'D1', grants: [steward] }, UNITS);
    expect(works.may('observation.inspect', { unit: 'D1' })).toBe('recused');
    expect(works.may('observation.inspect', { unit: 'D2' })).toBe('yes');
    expect(works.may('observation.report', { unit: 'D1' })).toBe('yes');
    const heads = rightsOfPerson({ unit: null, grants: [steward, { ...head, unit: 'D2' }] }, UNITS);
    expect(heads.may('observation.inspect', { unit: 'D2' })).toBe('recused');
  });

  it('on a display sees its screens', () => {
    const rights = rightsOfDisplay(['overview']);
    expect(rights.may('wall.read', { screen: 'overview' })).toBe('yes');
    expect(rights.may('wall.read', { screen: 'platform' })).toBe('elsewhere');
    expect(rights.may('unit.read', { unit: 'D1' })).toBe('no-right');
  });
});

const anyGrant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...ACCOUNT_ROLES),
  unit: fc.constantFrom(null, ...CODES, 'GONE'),
  index: fc.constantFrom(null, 'A', 'B'),
});
const anyPerson = fc.record({ unit: fc.constantFrom(null, ...CODES), grants: fc.array(anyGrant, { maxLength: 4 }) });
const anyTarget = fc.record(
  { unit: fc.constantFrom(...CODES, 'GONE'), index: fc.constantFrom('A', 'B'), screen: fc.constant('overview') },
  { requiredKeys: [] },
);
const anyAction = fc.constantFrom(...ACTIONS);

describe('laws of rights', () => {
  it('what the table does not give, nobody has', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, anyTarget, (person, action, target) => {
        const mayAny = person.grants.some(({ role }) => extentOf(role, action) !== null);
        if (!mayAny) expect(rightsOfPerson(person, UNITS).may(action, target)).toBe('no-right');
      }),
    );
  });

  it('a person has what one of the roles alone would give, but for recusal', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, anyTarget, (person, action, target) => {
        const verdict = rightsOfPerson(person, UNITS).may(action, target);
        const alone = person.grants.map((grant) => rightsOfPerson({ unit: null, grants: [grant] }, UNITS));
        const some = alone.some((rights) => ['yes', 'recused'].includes(rights.may(action, target)));
        expect(['yes', 'recused'].includes(verdict)).toBe(some);
      }),
    );
  });

  it('a narrower question is never answered more freely', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, anyTarget, (person, action, target) => {
        const rights = rightsOfPerson(person, UNITS);
        if (rights.may(action, target) === 'yes') expect(rights.may(action)).toBe('yes');
      }),
    );
  });

  it('nobody decides about their own unit', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, (person, action) => {
        if (person.unit === null || !decides(action)) return;
        expect(rightsOfPerson(person, UNITS).may(action, { unit: person.unit })).not.toBe('yes');
      }),
    );
  });

  it('every unit a reach names is one it may', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, (person, action) => {
        const rights = rightsOfPerson(person, UNITS);
        const named = rights
          .reach(action)
          .flatMap(({ units, index }) => [...(units ?? [])].map((unit) => ({ unit, index })));
        for (const { unit, index } of named)
          expect(['yes', 'recused']).toContain(rights.may(action, { unit, ...(index !== null && { index }) }));
      }),
    );
  });
});

it('names every right once', () => {
  expect(new Set(ACTIONS).size).toBe(Object.keys(RIGHTS).length);
});
