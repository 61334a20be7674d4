import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { expect, it, vi } from 'vitest';

// Starts both servers, says where they are, and then waits to be killed.
const starter = `
  const { startClickHouse } = await import(${JSON.stringify(new URL('./clickhouse.ts', import.meta.url).href)});
  const { startPostgres } = await import(${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)});
  const [clickhouse, postgres] = await Promise.all([startClickHouse(), startPostgres()]);
  console.log(JSON.stringify({ clickhouse, postgres }));
  setInterval(() => {}, 60_000);
`;

it.each([1, 2, 3])('leaves no server and no directory behind a killed test run, round %i', async () => {
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', starter]);
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const { clickhouse, postgres } = JSON.parse(line) as Record<'clickhouse' | 'postgres', Started>;
  await fetch(clickhouse.url);
  expect([clickhouse, postgres].map(({ directory }) => existsSync(directory))).toEqual([true, true]);

  parent.kill('SIGKILL');

  await vi.waitUntil(() => ![clickhouse, postgres].some(({ directory }) => existsSync(directory)), { timeout: 15_000 });
  await expect(fetch(clickhouse.url)).rejects.toThrow();
});

interface Started {
  url: string;
  directory: string;
}
