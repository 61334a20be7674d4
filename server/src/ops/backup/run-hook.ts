import { spawn } from 'node:child_process';

/** Of what it prints, the end is kept. */
const KEPT_CHARACTERS = 4000;

/**
 * Runs the program that copies a folder of backups away. Without a shell: nothing in a name is read as a command.
 *
 * @param command program and arguments; `{folder}` and `{at}` in them stand for the folder and the instant of the backup
 * @returns what it printed, and why it failed; `null` where it did not
 */
export async function runHook(
  [program, ...args]: readonly [string, ...string[]],
  named: { readonly folder: string; readonly at: string },
  signal?: AbortSignal,
): Promise<{ readonly output: string; readonly failure: string | null }> {
  const filled = args.map((arg) => arg.replaceAll('{folder}', named.folder).replaceAll('{at}', named.at));
  let output = '';
  const child = spawn(program, filled, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, BACKUP_FOLDER: named.folder, BACKUP_INSTANT: named.at },
  });
  const kill = (): void => void child.kill();
  signal?.addEventListener('abort', kill, { once: true });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = `${output}${text}`.slice(-KEPT_CHARACTERS)));
  const failure = await new Promise<string | null>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, ended) => resolve(code === 0 ? null : `it ended by ${ended ?? `code ${String(code)}`}`));
  });
  signal?.removeEventListener('abort', kill);
  return { output: output.trim(), failure };
}
