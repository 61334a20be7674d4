import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rounded, type Figure } from './figure.ts';

const SETTLE_MS = 15_000;

/** Resident memory of the serving process a quarter of a minute after it is ready, nobody asking: Linux only. */
export async function benchIdleMemory(pid: number): Promise<Figure> {
  await sleep(SETTLE_MS);
  // The largest below the command: npm and the simulated systems stand beside the one that holds the stores.
  const largest = Math.max(...processesBelow(pid).map(residentMb));
  return { name: 'rss.idle-mb', value: rounded(largest), unit: 'MB' };
}

function processesBelow(pid: number): number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    const id = Number(name);
    const parent = Number.isInteger(id) ? parentOf(id) : null;
    return parent === null ? [] : [{ id, parent }];
  });
  const below = (root: number): number[] => [
    root,
    ...parents.filter(({ parent }) => parent === root).flatMap(({ id }) => below(id)),
  ];
  return below(pid);
}

/** @returns `null` when the process has ended in between */
function parentOf(pid: number): number | null {
  const found = /^PPid:\s*(\d+)/m.exec(statusOf(pid))?.[1];
  return found === undefined ? null : Number(found);
}

const residentMb = (pid: number): number => Number(/^VmRSS:\s*(\d+)/m.exec(statusOf(pid))?.[1] ?? 0) / 1024;

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
