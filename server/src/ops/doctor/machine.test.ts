import type { ClockView } from '@dangzhi/metrics/contract';
import { describe, expect, it } from 'vitest';
import { checkMachine, readMachine, type Machine } from './machine.ts';

const GIB = 1024 ** 3;
const sound: Machine = {
  node: '24.21.0',
  platform: 'linux',
  arch: 'x64',
  glibc: '2.28',
  processor: new Set(['ssse3', 'sse4_1', 'sse4_2', 'popcnt', 'pclmulqdq', 'avx']),
  memoryBytes: 4 * GIB,
  now: new Date('2026-12-01T00:00:00Z'),
  timeZone: 'Asia/Shanghai',
};

const clockOf = (state: ClockView['state']): ClockView => ({
  state,
  now: '2026-12-01T00:00:00.000Z',
  against: '2027-06-01T00:00:00.000Z',
});
const found = (machine: Partial<Machine>, name: string, clock: ClockView | null = null) =>
  checkMachine({ ...sound, ...machine }, clock).find((check) => check.name === name);

it('a sound machine has nothing to mend', () => {
  expect(checkMachine(sound, clockOf('sound'))).toEqual([
    { name: 'node', state: 'ok', found: '24.21.0', mend: null },
    { name: 'system', state: 'ok', found: 'linux x64, glibc 2.28', mend: null },
    { name: 'memory', state: 'ok', found: '4.0 GiB', mend: null },
    { name: 'clock', state: 'ok', found: '2026-12-01T00:00Z, Asia/Shanghai', mend: null },
  ]);
});

describe('a machine that is not', () => {
  it.each<[Partial<Machine>, name: string, state: string, found: string]>([
    [{ node: '22.20.0' }, 'node', 'fault', '22.20.0'],
    [{ glibc: null }, 'system', 'fault', 'linux x64, no glibc'],
    [{ glibc: '2.17' }, 'system', 'fault', 'linux x64, glibc 2.17'],
    [{ glibc: '1.99' }, 'system', 'fault', 'linux x64, glibc 1.99'],
    [{ processor: new Set(['ssse3', 'sse4_1']) }, 'system', 'fault', 'without sse4_2, popcnt, pclmulqdq'],
    [{ platform: 'darwin', arch: 'arm64', glibc: null }, 'system', 'warning', 'darwin arm64'],
    [{ memoryBytes: 2.9 * GIB }, 'memory', 'fault', '2.9 GiB'],
    [{ memoryBytes: 3.1 * GIB }, 'memory', 'warning', '3.1 GiB'],
    [{ now: new Date('1970-01-01T00:05:00Z') }, 'clock', 'fault', '1970-01-01T00:05Z'],
    [{ timeZone: 'UTC' }, 'clock', 'warning', 'UTC'],
    [{ timeZone: 'America/St_Johns' }, 'clock', 'warning', 'America/St_Johns'],
  ])('%o', (machine, name, state, words) => {
    const check = found(machine, name);
    expect(check).toMatchObject({ state, found: expect.stringContaining(words) as unknown });
    expect(check?.mend).not.toBeNull();
  });

  it.each([
    ['behind', 'is before the latest record, 2027-06-01T00:00:00.000Z'],
    ['ahead', 'is long after it was last seen at 2027-06-01T00:00:00.000Z'],
  ] as const)('whose clock is %s', (state, words) => {
    const check = found({}, 'clock', clockOf(state));
    expect(check).toMatchObject({ state: 'fault', found: expect.stringContaining(words) as unknown });
    expect(check?.mend).toContain('dangzhi clock accept');
  });
});

it.each([
  [{ glibc: '3.0' }, 'system'],
  [{ glibc: '2.39' }, 'system'],
  [{ arch: 'arm64', processor: new Set<string>() }, 'system'],
  [{ processor: null }, 'system'],
  [{ timeZone: 'Asia/Singapore' }, 'clock'],
])('%o will do', (machine, name) => {
  expect(found(machine, name)?.state).toBe('ok');
});

it('this machine is read', () => {
  const machine = readMachine();
  expect(machine.node).toBe(process.versions.node);
  expect(machine.memoryBytes).toBeGreaterThan(GIB);
  expect(machine.memoryBytes).toBeLessThan(100_000 * GIB);
  expect(machine.timeZone).toBe('America/St_Johns');
});
