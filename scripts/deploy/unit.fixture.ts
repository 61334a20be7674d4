import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEPLOY, type Environment } from './compose.fixture.ts';

/** A systemd unit: what was given to a directive, in order. */
export interface Unit {
  readonly text: string;
  /** Of the section `[Service]`; the last where it is given more than once. `undefined` where it is not. */
  one(directive: string): string | undefined;
  /** What `Environment=` sets. */
  readonly environment: Environment;
}

/**
 * A unit of deploy/, as systemd reads it: comments left out, `%i` filled in.
 *
 * @param instance of a template; what stands between `@` and `.service` when it is started
 * @throws Error for a line that is neither a section nor a directive
 */
export function readUnit(file: string, instance = ''): Unit {
  const text = readFileSync(path.join(DEPLOY, file), 'utf8');
  const given: { section: string; directive: string; value: string }[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    if (line === '' || /^[#;]/.test(line)) continue;
    const [, named] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, directive, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (named !== undefined) section = named;
    else if (directive !== undefined) given.push({ section, directive, value: value.replaceAll('%i', instance) });
    else throw new Error(`${file} has the line ${line}`);
  }
  const all = (wanted: string): string[] =>
    given.filter((one) => one.section === 'Service' && one.directive === wanted).map(({ value }) => value);
  const environment = Object.fromEntries(
    all('Environment').map((pair): [string, string] => [
      pair.slice(0, pair.indexOf('=')),
      pair.slice(pair.indexOf('=') + 1),
    ]),
  );
  return { text, one: (directive) => all(directive).at(-1), environment };
}
