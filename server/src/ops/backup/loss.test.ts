import { expect, it } from 'vitest';
import { tellLoss } from './loss.ts';
import type { Manifest } from './manifest.ts';

const counts = { batches: 10, observations: 500, evidence: 2, accounts: 4, officialRuns: 0, trail: 60 };
const at = (instant: string, more: Partial<Manifest['counts']> = {}): Manifest => ({
  format: 1,
  at: instant,
  program: { version: '0.1.0', commit: null, engineVersion: 1 },
  migrations: { clickhouse: [], postgres: [] },
  postgres: { tables: [], sequences: [] },
  clickhouse: { packs: [], runs: [], tables: [] },
  evidence: [],
  head: null,
  trail: null,
  counts: { ...counts, ...more },
  faults: [],
});

it('names what a later backup has more of, and that nothing is later than that', () => {
  expect(tellLoss(at('2026-12-01T02:30:00.000Z'), at('2026-12-03T02:30:00.000Z', { batches: 12, trail: 75 }))).toEqual([
    'Between it and the newest backup, of 2026-12-03T02:30:00.000Z, lie: 2 batches, 15 lines of the audit trail. They will not be here.',
    'Whatever was recorded after 2026-12-03T02:30:00.000Z is in no backup of this folder.',
  ]);
});

it('says of the newest that it is, and of a quiet night that nothing lies between', () => {
  const newest = at('2026-12-03T02:30:00.000Z');
  expect(tellLoss(newest, newest)).toEqual([
    'This is the newest backup. Whatever was recorded after 2026-12-03T02:30:00.000Z is in no backup of this folder.',
  ]);
  expect(tellLoss(at('2026-12-02T02:30:00.000Z'), newest)[0]).toContain('no new batch, file, account or line');
});
