import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Unit } from './unit.fixture.ts';

/**
 * Runs a command under what a unit confines it to, as far as it can be done without systemd: a file system that is
 * read-only but for one folder, no capability and no way to one, the mask of its files, no dump of memory. Calls of the
 * system that the unit forbids are not stopped, and noted.
 */
export interface Confinement {
  /** Before the command. */
  readonly before: readonly string[];
  /** Calls that the unit would have refused, by name; of sockets, their families. */
  readonly readRefused: () => string[];
}

const SCRIPT = `
  mount --make-rprivate /
  for folder in "$1" "$2"; do mount --bind "$folder" "$folder"; done
  mount -o remount,bind,ro /
  umask "$3"; ulimit -c "$4"
  shift 4
  exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all -- "$@"`;

/**
 * @param state the one folder it may write
 * @param watch another, for what is noted
 */
export function confine(unit: Unit, state: string, watch: string): Confinement {
  const notes = path.join(watch, 'refused');
  const allowed = allowedCalls(unit.one('SystemCallFilter') ?? '').filter((name) => !/^socket(pair)?$/.test(name));
  const families = new Set(unit.one('RestrictAddressFamilies')?.split(' '));
  return {
    before: [
      ...['unshare', '--mount', 'sh', '-euc', SCRIPT, 'sh', state, watch],
      ...[unit.one('UMask') ?? '', unit.one('LimitCORE') ?? ''],
      // As a grandchild: the command keeps the process that is signalled.
      ...['strace', '-D', '-qq', '--follow-forks', '--seccomp-bpf', '--signal=none', `--output=${notes}`],
      `--trace=!${allowed.map((name) => `?${name}`).join(',')}`,
    ],
    readRefused: () => {
      const calls = [...readFileSync(notes, 'utf8').matchAll(/^\d+ +(\w+)\((\w*)/gm)];
      const names = calls.flatMap(([, name = '', first = '']) => {
        if (!name.startsWith('socket')) return [name];
        return families.has(first === 'AF_LOCAL' ? 'AF_UNIX' : first) ? [] : [`${name} ${first}`];
      });
      return [...new Set(names)].sort();
    },
  };
}

/** Why it cannot be done here; `null` where it can. */
export function whyNotConfined(): string | null {
  if (process.getuid?.() !== 0) return 'only root makes a file system read-only for one process';
  for (const [program, ...args] of [
    ['unshare', '--mount', 'true'],
    ['setpriv', '--version'],
    ['strace', '--version'],
    ['systemd-analyze', '--version'],
  ]) {
    const { error, status, stderr } = spawnSync(program ?? '', args, { encoding: 'utf8' });
    if (status !== 0) return error?.message ?? stderr.trim();
  }
  return null;
}

/** The calls that a filter of systemd lets through, by name; sets in it are looked up in systemd's own list. */
function allowedCalls(filter: string): string[] {
  const { stdout } = spawnSync('systemd-analyze', ['syscall-filter', '--no-pager'], { encoding: 'utf8' });
  const sets = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of stdout.split('\n')) {
    if (/^@[\w-]+$/.test(line)) sets.set(line, (current = []));
    else if (/^ +[@\w]/.test(line)) current.push(line.trim());
  }
  const resolve = (name: string): string[] => (name.startsWith('@') ? (sets.get(name) ?? []).flatMap(resolve) : [name]);
  // systemd adds it to every list of what is allowed.
  return [...new Set(['@default', ...filter.split(' ')].flatMap(resolve))];
}
