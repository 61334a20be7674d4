import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A way to run a command without any network but loopback. */
export interface Confinement {
  readonly name: string;
  /** Before the command. */
  readonly before: readonly string[];
  /** In the environment of everything that runs inside. */
  readonly env: Readonly<Record<string, string>>;
}

// A new namespace has its own loopback, and that is down.
const UP = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
const GUARD = fileURLToPath(new URL('./refuse-network.fixture.ts', import.meta.url));

const WAYS: readonly Confinement[] = [
  { name: 'network namespace', before: ['unshare', '--net', ...UP], env: {} },
  { name: 'network namespace of a user', before: ['unshare', '--map-root-user', '--net', ...UP], env: {} },
  // Where neither is permitted: Node itself refuses. Weaker, since native code is not asked.
  {
    name: 'refused by Node',
    before: [],
    env: { NODE_OPTIONS: `--import=${GUARD} --disable-warning=ExperimentalWarning` },
  },
];

/** The strongest way this machine permits; `DANGZHI_NO_NETWORK` chooses one by name. */
export function findConfinement(): Confinement {
  const chosen = process.env['DANGZHI_NO_NETWORK'];
  const ways = WAYS.filter(({ name }) => chosen === undefined || name === chosen);
  const way = ways.find(({ before: [program, ...args] }) => {
    return program === undefined || spawnSync(program, [...args, 'true']).status === 0;
  });
  if (way === undefined) throw new Error(`This machine permits no ${chosen ?? 'confinement'}`);
  return way;
}
