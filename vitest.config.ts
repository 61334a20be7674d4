import { defineConfig } from 'vitest/config';

// Forks, not threads: the embedded ClickHouse crashes a worker thread at its end.
// A time zone that is not UTC, so that a day boundary computed in local time shows.
process.env.TZ = 'America/St_Johns';

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      { test: { name: 'metrics', include: ['metrics/src/**/*.test.ts'] } },
      { test: { name: 'seed', include: ['seed/src/**/*.test.ts'] } },
      { test: { name: 'web', include: ['web/src/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['server/src/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
