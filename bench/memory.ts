import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rounded, type Figure } from './figure.ts';

const SETTLE_MS = 60_000;
const LIMIT_MB = 700;

/**
 * What a machine has to have for the product a minute after it is ready, nobody asking: memory of every process below
 * the command, what they share counted once, without npm and the simulated systems. Linux only.
 */
export async function benchIdleMemory(pid: number): Promise<Figure> {
  await sleep(SETTLE_MS);
  const sum = memoryMb(pid);
  return { name: 'memory.idle-mb', value: rounded(sum), unit: 'MB', against: LIMIT_MB, ratio: rounded(sum / LIMIT_MB) };
}

/** Of every process below a command, without npm and the simulated systems. */
export const memoryMb = (pid: number): number =>
  processesBelow(pid)
    .filter((id) => !/\bnpm\b|upstream\/main\.ts/.test(commandOf(id)))
    .map(proportionalMb)
    .reduce((a, b) => a + b, 0);

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
  const found = /^PPid:\s*(\d+)/m.exec(fileOf(pid, 'status'))?.[1];
  return found === undefined ? null : Number(found);
}

/** With its arguments, NULs between them. */
const commandOf = (pid: number): string => fileOf(pid, 'cmdline').replaceAll('\0', ' ');

const proportionalMb = (pid: number): number =>
  Number(/^Pss:\s*(\d+)/m.exec(fileOf(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024;

function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
