import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

// A time zone that is not UTC, so that a day boundary computed in local time shows.
process.env.TZ = 'America/St_Johns';

// However full the disk is that the tests run on: servers started by them take what comes in.
process.env.KEEP_FREE_MIB ??= '0';

// Commands run as processes of their own read the same sources: `npm test` sets this, and a single file is as quick.
process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, 'node_modules/.cache/node');

// Embedded stores are a thousand small files and more: a disk takes a second of a core to make them, memory a tenth.
const IN_MEMORY = '/dev/shm';
if (process.env.TMPDIR === undefined && hasRoom(IN_MEMORY)) process.env.TMPDIR = IN_MEMORY;

/** For the stores of two workers many times over, and as much again for the tests themselves. */
function hasRoom(directory: string): boolean {
  if (!existsSync(directory)) return false;
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize > 2 * 2 ** 30 && process.availableMemory() > 4 * 2 ** 30;
}

type ProjectOptions = NonNullable<TestProjectInlineConfiguration['test']>;

// Left alone Vitest keeps a core free: on two cores that is one worker, and a quarter more time.
const WORKERS = '100%';

const LONG = '**/*.long.test.ts';

const LONGEST_MS = 20 * 60_000;

function project(name: string, options: ProjectOptions, base: true | string = true): TestProjectInlineConfiguration {
  // Forks, not threads: the embedded ClickHouse crashes a worker thread at its end.
  // Twenty minutes: a machine that is slow, or busy with something else, must not turn a slow test into a failed one.
  const common = {
    name,
    pool: 'forks' as const,
    // One process reads the sources once and runs one file after the other: no test here changes what a module holds.
    isolate: false,
    maxWorkers: WORKERS,
    testTimeout: LONGEST_MS,
    hookTimeout: LONGEST_MS,
    exclude: [LONG, '**/node_modules/**'],
  };
  return { extends: base, test: { ...common, ...options } };
}

const projects = [
  project('metrics', { include: ['metrics/src/**/*.test.ts'] }),
  project('seed', { include: ['seed/src/**/*.test.ts'] }),
  // The web's own configuration: its tests may mount components.
  project('web', { root: '.', include: ['web/{src,vite}/**/*.test.ts'], unstubGlobals: true }, './web/vite.config.ts'),
  project('tooling', { include: ['scripts/**/*.test.ts'] }),
  // A file named *.integration.test.ts runs twice: on embedded stores here, and on served ones below.
  project('server', {
    include: ['server/src/**/*.test.ts'],
    env: { DANGZHI_TEST_STORES: 'embedded' },
    globalSetup: 'server/testing/run-directory.ts',
  }),
  project('server-served', {
    include: ['server/src/**/*.integration.test.ts', 'server/testing/served/*.integration.test.ts'],
    env: { DANGZHI_TEST_STORES: 'served' },
    globalSetup: ['server/testing/run-directory.ts', 'server/testing/served/setup.ts'],
    setupFiles: 'server/testing/served/env.ts',
  }),
];

// Present only under `--mode long`, so that a plain `vitest` stays short.
const longProject = project('long', {
  include: ['{metrics,seed,server,scripts}/**/*.long.test.ts'],
  exclude: ['**/node_modules/**'],
  env: { DANGZHI_TEST_STORES: 'embedded' },
  globalSetup: 'server/testing/run-directory.ts',
  testTimeout: 60 * 60_000,
  hookTimeout: LONGEST_MS,
});

export default defineConfig(({ mode }) => ({
  test: {
    maxWorkers: WORKERS,
    projects: mode === 'long' ? [longProject] : projects,
  },
}));
