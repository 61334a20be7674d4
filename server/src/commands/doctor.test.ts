import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../testing/served/server-process.ts';
import type { Check } from '../ops/doctor/check.ts';
import { runCli } from '../../testing/cli.ts';

let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-doctor-'));
  env = { DATA_DIR: path.join(folder, 'data'), DEMO: 'off', PORT: String(await findFreePort()), LOG_LEVEL: 'error' };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

async function examine(more: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCli(['doctor', '--json'], { ...env, ...more });
  expect(stderr).toBe('');
  const { ok, checks } = JSON.parse(stdout) as Report;
  expect(code).toBe(ok ? 0 : 1);
  // Pages are built by another step, and may not be here.
  const faults = checks.filter(({ name, state }) => state === 'fault' && name !== 'pages' && name !== 'fonts');
  return { names: checks.map(({ name }) => name), faults: faults.map(({ name, found }) => `${name}: ${found}`) };
}

const ALL = [
  ...['package', 'settings', 'node', 'system', 'memory', 'clock', 'pages', 'fonts', 'data-dir', 'lock', 'port', 'disk'],
  'backup',
  ...['clickhouse', 'postgres', 'demo', 'audit', 'guards', 'integrity', 'durability', 'sources'],
];

// A first PostgreSQL takes its time on a busy machine.
describe('dangzhi doctor', () => {
  it('before the first start: everything is asked, nothing is made', async () => {
    const { names, faults } = await examine({ TMPDIR: folder });
    expect([names, faults]).toEqual([ALL, []]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('settings that do not fit: what needs none of them is asked', async () => {
    const { names, faults } = await examine({ PORT: 'web' });
    expect(names).toEqual(['package', 'settings', 'node', 'system', 'memory', 'clock', 'pages', 'fonts']);
    expect(faults).toEqual(['settings: PORT=web must be a whole number from 0 to 65535.']);
  });

  it('on paper: a line a check, the mend below it, and the count', async () => {
    const { code, stdout } = await runCli(['doctor'], { ...env, DATA_DIR: '/proc/1/fdinfo' });
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^ok {7}package {5}a source tree, not a package$/);
    const index = lines.findIndex((line) => line.startsWith('fault    data-dir'));
    expect(lines[index + 1]).toMatch(/^ {21}→ Set DATA_DIR to/);
    expect(lines.at(-2)).toMatch(/^\d+ ok, \d+ to know, \d+ to mend$/);
  });
});
