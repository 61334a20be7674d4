import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

import { findChromium } from './find-chromium.ts';

// Every worker reads this file again: the port and the folder are drawn once, and inherited.
const port = (process.env['E2E_PORT'] ??= String(await findFreePort()));
// Tests find the operator's token in it.
const dataDir = (process.env['E2E_DATA_DIR'] ??= join(tmpdir(), `dangzhi-e2e-${port}`));
const baseURL = `http://127.0.0.1:${port}`;

const executablePath = findChromium();

const PEOPLE = /(people|session)\.spec\.ts/;
const ALONE = /@alone/;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // One server and one set of stores for all tests; two cores.
  workers: 2,
  projects: [
    // Only read, each by itself.
    { name: 'pages', testIgnore: PEOPLE, grepInvert: ALONE, fullyParallel: true },
    // Accounts, sessions and displays, which the tests beside them do not look at.
    { name: 'people', testMatch: PEOPLE, workers: 1 },
    // Correct what others show, or count frames.
    { name: 'alone', grep: ALONE, workers: 1, dependencies: ['pages', 'people'] },
  ],
  forbidOnly: Boolean(process.env['CI']),
  timeout: 20 * 60_000,
  // A slow machine is no fault of a page, nor a server that catches up with the calendar when it has just begun.
  expect: { timeout: 5 * 60_000 },
  // The JSON report goes to PLAYWRIGHT_JSON_OUTPUT_FILE, which `npm test` reads.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['line'], ['json']] : [['line']],
  globalSetup: './global-setup.ts',
  use: {
    baseURL,
    storageState: join(dataDir, 'session.json'),
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // A number caught while it counts up would make a test pass or fail by chance.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Traces keep every page of every step, and nearly all steps succeed: `--trace on` when one is wanted.
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        // Root has no sandbox to offer, and a machine for tests has no graphics card.
        ...['--no-sandbox', '--disable-gpu'],
        // Nothing but the server under test is spoken to.
        ...['--disable-quic', '--no-first-run', '--disable-background-networking'],
        ...['--disable-component-update', '--disable-sync'],
      ],
    },
  },
  webServer: {
    command: 'exec node --disable-warning=ExperimentalWarning ../../server/testing/serve-demo.ts',
    env: { PORT: port, DATA_DIR: dataDir },
    url: `${baseURL}/readyz`,
    // After a change to what fills it, it is started on nothing first: migrated, loaded, pulled and scored.
    timeout: 20 * 60_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
