import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { expect, it } from 'vitest';

const MODULE = pathToFileURL(path.join(import.meta.dirname, 'outlive-readers.ts')).href;

/** A program that prints on both ways out until it is told to end, and says so by its exit code. */
const program = (isSafe: boolean): string => `
  ${isSafe ? `import { outliveReaders } from '${MODULE}'; outliveReaders();` : ''}
  const timer = setInterval(() => { process.stdout.write('a line\\n'); process.stderr.write('a line\\n'); }, 1);
  process.stdin.on('end', () => { clearInterval(timer); process.exitCode = 7; }).resume();
  process.stdout.write('ready\\n');
`;

async function outlives(isSafe: boolean): Promise<number | null> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program(isSafe)],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.stderr.destroy();
  const ended = once(child, 'exit');
  // What dies of it dies at the next line; what does not is told to end some lines later.
  const timer = setTimeout(() => child.stdin.end(), 300);
  const [code] = (await ended) as [number | null];
  clearTimeout(timer);
  return code;
}

it.runIf(existsSync('/dev/full'))('a program goes on when what it prints into is full', async () => {
  for (const isSafe of [true, false]) {
    const full = openSync('/dev/full', 'w');
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program(isSafe)];
    const child = spawn(process.execPath, args, { stdio: ['pipe', full, full] });
    closeSync(full);
    const ended = once(child, 'exit');
    child.stdin!.on('error', () => undefined).end();
    expect([isSafe, (await ended)[0] === 7]).toEqual([isSafe, isSafe]);
  }
});

it('a program goes on when nobody reads what it prints', async () => {
  expect(await outlives(true)).toBe(7);
  expect(await outlives(false)).not.toBe(7);
});
