import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { readPlaywrightCounts, readVitestCounts } from './counts.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dangzhi-counts-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(report: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

it('counts a test file that could not be loaded as a failure', () => {
  const report = write({
    numPassedTests: 12,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(readVitestCounts(report)).toEqual({ passed: 12, failed: 2 });
});

it('counts a browser test that passed only when repeated as a failure', () => {
  const report = write({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 }, errors: [] });
  expect(readPlaywrightCounts(report)).toEqual({ passed: 3, failed: 2 });
});
