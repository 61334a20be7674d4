import { expect, it } from 'vitest';
import { runHook } from './run-hook.ts';

const named = { folder: '/srv/back ups; rm -rf $HOME', at: '2026-12-01T02:30:00.000Z' };
const node = (script: string, ...args: string[]) => runHook([process.execPath, '-e', script, ...args], named);

it('gives the program folder and instant as they are, read by no shell', async () => {
  const { output, failure } = await node(
    'process.stdout.write(process.argv.slice(1).join("|"))',
    '{folder}/',
    '{at}',
    '$HOME',
  );
  expect([output, failure]).toEqual([`${named.folder}/|${named.at}|$HOME`, null]);
});

it('keeps what it printed, and says how it failed', async () => {
  expect(await node('console.error("no route to host"); process.exit(12)')).toEqual({
    output: 'no route to host',
    failure: 'it ended by code 12',
  });
  const { failure } = await runHook(['/nowhere/rsync'], named);
  expect(failure).toContain('ENOENT');
});
