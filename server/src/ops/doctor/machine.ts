import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { ClockView } from '@dangzhi/metrics/contract';
import { few, fault, gib, ok, warning, type Check } from './check.ts';

/** What the machine is, as far as the program depends on it. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  /** Version of the C library when it is glibc; `null` when it is another. */
  readonly glibc: string | null;
  /** What the processor can do, in the kernel's words; `null` where the kernel does not say. */
  readonly processor: ReadonlySet<string> | null;
  /** Memory this process may use: the machine's, or less where it is limited. */
  readonly memoryBytes: number;
  readonly now: Date;
  readonly timeZone: string;
}

export function readMachine(): Machine {
  // Left to itself the report looks up every network address by name.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  const limit = process.constrainedMemory();
  return {
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    glibc: header.glibcVersionRuntime ?? null,
    processor: readProcessor(),
    // Without a limit the kernel answers 0 or a number beyond any machine.
    memoryBytes: limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem(),
    now: new Date(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function readProcessor(): ReadonlySet<string> | null {
  try {
    const flags = /^flags\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
    return flags === undefined ? null : new Set(flags.split(' '));
  } catch {
    return null;
  }
}

const NODE_NEEDED = 24;
const GLIBC_NEEDED = '2.28';
/** ClickHouse's own builds for x86-64 are made for these. */
const X64_NEEDED = ['ssse3', 'sse4_1', 'sse4_2', 'popcnt', 'pclmulqdq'];
/** A demo's first start was measured at 2.0 GiB. */
const MEMORY_NEEDED = 3 * 1024 ** 3;
const MEMORY_WANTED = 4 * 1024 ** 3;
/** No copy of this program is older: a clock before it is wrong. */
const OLDEST_NOW = new Date('2026-11-01T00:00:00Z');
const SHANGHAI_MINUTES = 8 * 60;

/** @param clock what the stores say of the clock; `null` when nobody could be asked */
export function checkMachine(machine: Machine, clock: ClockView | null): Check[] {
  return [checkNode(machine), checkSystem(machine), checkMemory(machine), checkClock(machine, clock)];
}

function checkNode({ node }: Machine): Check {
  if (Number.parseInt(node, 10) >= NODE_NEEDED) return ok('node', node);
  return fault('node', node, `Start it with Node ${NODE_NEEDED} or newer; a package brings its own.`);
}

function checkSystem({ platform, arch, glibc, processor }: Machine): Check {
  const found = `${platform} ${arch}, ${glibc === null ? 'no glibc' : `glibc ${glibc}`}`;
  if (platform !== 'linux')
    return warning('system', found, 'Packages are made and tested for Linux; keep to it for a county’s own data.');
  if (glibc === null || isOlder(glibc, GLIBC_NEEDED))
    return fault('system', found, `The embedded ClickHouse needs glibc ${GLIBC_NEEDED} or newer: use another system.`);
  const absent = arch === 'x64' && processor !== null ? X64_NEEDED.filter((flag) => !processor.has(flag)) : [];
  if (absent.length > 0)
    return fault(
      'system',
      `${found}, a processor without ${few(absent, absent.length)}`,
      'The embedded ClickHouse needs these; in a virtual machine, hand the host’s processor through.',
    );
  return ok('system', found);
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}

function checkMemory({ memoryBytes }: Machine): Check {
  const found = gib(memoryBytes);
  if (memoryBytes < MEMORY_NEEDED) return fault('memory', found, `Give it ${gib(MEMORY_WANTED)}.`);
  if (memoryBytes < MEMORY_WANTED)
    return warning('memory', found, `${gib(MEMORY_WANTED)} leave room for the first load.`);
  return ok('memory', found);
}

function checkClock({ now, timeZone }: Machine, clock: ClockView | null): Check {
  const found = `${now.toISOString().slice(0, 16)}Z, ${timeZone}`;
  if (now < OLDEST_NOW) return fault('clock', found, 'Set the clock: it is before this program was made.');
  if (clock !== null && clock.state !== 'sound') {
    const against = clock.state === 'behind' ? 'is before the latest record,' : 'is long after it was last seen at';
    const mend = 'Set the clock; if it is right, say so to the running server: `dangzhi clock accept`.';
    return fault('clock', `${found}, ${against} ${clock.against ?? ''}: nothing is stored`, mend);
  }
  if (offsetMinutes(now, timeZone) !== SHANGHAI_MINUTES)
    return warning(
      'clock',
      found,
      'Months are counted in Asia/Shanghai all the same; set that zone so that the machine’s own times agree.',
    );
  return ok('clock', found);
}

/** Minutes a zone is ahead of UTC at an instant. */
function offsetMinutes(instant: Date, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
