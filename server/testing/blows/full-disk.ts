import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding, IntegrityStatus } from '@dangzhi/metrics/contract';
import { seededRandom, type Random } from '@dangzhi/metrics/doubt';
import { copyFounded } from './cases.ts';
import { differencesOf, readKept, scoreUnharmed, type Kept } from './kept.ts';
import { ask, startMixedLoad, type Acknowledged, type MixedLoad } from './mixed-load.ts';
import { startReadingBack, type ReadingBack } from './reading-back.ts';
import { startBlownServer, type BlownServer, type Keeps } from './server.ts';
import { makeSmallDisk, type DiskKind, type SmallDisk } from './small-disk.ts';

/** How a disk is filled under load, besides what the seed draws: the moment, how long, and how much room comes and goes. */
export interface Filling {
  readonly disk: DiskKind;
  /** The floor of free space that is set; with 0 nothing keeps writes off a disk that is full. */
  readonly keepFreeMib: number;
  /** What happens to the server while there is no room: killed or stopped it is started again at once. */
  readonly meanwhile: 'nothing' | 'killed' | 'stopped';
  /** How long it stays full at least. */
  readonly fullMs?: number;
}

/** What a server had acknowledged while its disk was full and after, and what it keeps. */
export interface Filled {
  readonly acknowledged: readonly Acknowledged[];
  /** By what it was for, over all of it. */
  readonly refused: Readonly<Record<string, number>>;
  /** Answers to who read what was acknowledged that were neither that nor a refusal for the full disk. */
  readonly misread: readonly string[];
  /** As it went on by itself, without another start. */
  readonly wentOn: Kept;
  /** After another start. */
  readonly restarted: Kept;
  /** The scores of an unharmed server with the same reports. */
  readonly unharmed: readonly string[];
  /** What was found damaged, by the running server and by the next start. */
  readonly damaged: readonly string[];
  /** What it said when it was started on the full disk and would not; `''` where it served, `null` where it was not started. */
  readonly startOnFull: string | null;
  /** Whether its log went on when there was room again. */
  readonly logWentOn: boolean;
}

/** So long it may take to go on: what it tries again it tries at longer and longer intervals. */
const GO_ON_MS = 240_000;

/**
 * Fills the disk of a server under load, at a moment that the seed sets; lets it be full for a while, in which a few bytes of
 * room come and go; and frees it again.
 *
 * @throws Error when it does not go on, does not end, or does not start with room
 */
export async function fillDisk(seed: string, filling: Filling): Promise<Filled> {
  const random = seededRandom(seed);
  const disk = makeSmallDisk(filling.disk);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-unharmed-'));
  try {
    const keeps = { dataDir: path.join(disk.folder, 'data') };
    await copyFounded(keeps.dataDir);
    const unharmed = { dataDir: path.join(folder, 'data') };
    await copyFounded(unharmed.dataDir);
    const went = await goThroughFull(seed, filling, { disk, keeps, random });
    const wentOn = await readKept(keeps, went.acknowledged);
    const again = await startBlownServer(keeps);
    const damaged = [...went.damaged];
    try {
      await within(again.untilScored(), 'was not scored after another start');
      damaged.push(...(await findDamaged(again)));
      await again.stop();
    } finally {
      await again.kill();
    }
    const restarted = await readKept(keeps, went.acknowledged);
    return { ...went, damaged, wentOn, restarted, unharmed: await scoreUnharmed(unharmed, wentOn.reports) };
  } finally {
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Went = Omit<Filled, 'wentOn' | 'restarted' | 'unharmed'>;

interface Place {
  readonly disk: SmallDisk;
  readonly keeps: Keeps;
  readonly random: Random;
}

async function goThroughFull(seed: string, filling: Filling, { disk, keeps, random }: Place): Promise<Went> {
  const { keepFreeMib, meanwhile } = filling;
  const env = { KEEP_FREE_MIB: String(keepFreeMib) };
  const logFile = path.join(disk.folder, 'log');
  const loads: (MixedLoad & ReadingBack)[] = [];
  let server: BlownServer | null = await startBlownServer(keeps, { ...env, LOG_LEVEL: 'info' }, { logFile });
  const acknowledged = (): Acknowledged[] => loads.flatMap((load) => load.acknowledged);
  const refusals = (): number =>
    Object.entries(sumsOf(loads.map(({ refused }) => refused)))
      .filter(([reason]) => reason.startsWith('5'))
      .reduce((sum, [, count]) => sum + count, 0);
  const begin = async (on: BlownServer): Promise<MixedLoad & ReadingBack> => {
    const load = await startMixedLoad(on.origin, on.token, `${seed}-${loads.length}`);
    const all = { ...load, ...startReadingBack(on, acknowledged, seededRandom(`${seed}/${loads.length}`)) };
    loads.push(all);
    return all;
  };
  const end = async (load: MixedLoad & ReadingBack): Promise<void> => {
    await Promise.all([load.stop(), load.stopReading()]);
  };
  try {
    let load = await begin(server);
    await load.until(5 + Math.floor(random() * 60));
    await sleep(random() * 40);
    const fullness = drawFullness(random, filling);
    await keepFull(disk, random, fullness, refusals);
    let startOnFull: string | null = null;
    if (meanwhile !== 'nothing') {
      await (meanwhile === 'killed' ? server.kill() : within(server.stop(), 'did not stop on a full disk'));
      await end(load);
      server = null;
      [server, startOnFull] = await within(
        startBlownServer(keeps, env),
        'neither started nor ended on a full disk',
      ).then(
        (started) => [started, ''] as const,
        (error: Error) => [null, error.message] as const,
      );
      if (server !== null) {
        load = await begin(server);
        await keepFull(disk, random, fullness, refusals);
      }
    }
    disk.free();
    const [loggedBefore, before] = [logged(logFile), acknowledged().length];
    if (server === null) {
      server = await startBlownServer(keeps, env);
      load = await begin(server);
    }
    await within(
      untilAllKinds(load, acknowledged, before),
      () => `took nothing new: ${JSON.stringify([...load.refused])}`,
    );
    await end(load);
    await within(server.untilScored(), 'was not scored');
    const damaged = await findDamaged(server);
    const logWentOn = meanwhile !== 'nothing' || logged(logFile) > loggedBefore;
    await within(server.stop(), 'did not stop');
    return {
      acknowledged: acknowledged(),
      refused: sumsOf(loads.map(({ refused }) => refused)),
      misread: loads.flatMap(({ misread }) => misread),
      damaged,
      startOnFull,
      logWentOn,
    };
  } catch (error) {
    throw new Error(`${String(error)}\n${lastLinesOf(server?.printed() ?? '')}`, { cause: error });
  } finally {
    await server?.kill();
    for (const load of loads) await end(load);
  }
}

/** How a seed has a disk full. */
interface Fullness {
  readonly ms: number;
  /** So often somebody has to have been refused, however slow the machine is. */
  readonly refusals: number;
  /** What is left at the least. */
  readonly leftBytes: number;
}

function drawFullness(random: Random, { keepFreeMib, fullMs }: Filling): Fullness {
  const [ms, refusals, isBelowFloor] = [2000 + random() * 6000, 1 + Math.floor(random() * 30), random() < 0.5];
  return {
    ms: fullMs ?? ms,
    refusals: fullMs === undefined ? refusals : 1,
    // Where there is a floor, half of the disks have some room below it.
    leftBytes: isBelowFloor ? (keepFreeMib * 2 ** 20) / 2 : 0,
  };
}

/** It is a fault of the load, and not of the server, if nobody is refused for so long. */
const LONGEST_FULL_MS = 60_000;

/** The kinds of writing meet their end at different bytes: what room there is comes and goes. */
async function keepFull(
  disk: SmallDisk,
  random: Random,
  { ms, refusals, leftBytes }: Fullness,
  refused: () => number,
): Promise<void> {
  const [began, before] = [performance.now(), refused()];
  for (let past = 0; past < ms || (refused() - before < refusals && past < LONGEST_FULL_MS);) {
    // From none at all to a mebibyte, small amounts as often as large ones.
    disk.fill(leftBytes + (random() < 0.3 ? 0 : Math.floor(2 ** (12 + random() * 8))));
    await sleep(50 + random() * 400);
    past = performance.now() - began;
  }
}

const KINDS = ['report', 'account', 'display', 'evidence'] as const;
const SOME_MORE = 20;

/** Until some more of everything was taken. */
async function untilAllKinds(
  load: MixedLoad,
  acknowledged: () => readonly Acknowledged[],
  before: number,
): Promise<void> {
  for (;;) {
    const since = acknowledged().slice(before);
    if (since.length >= SOME_MORE && KINDS.every((kind) => since.some((one) => one.kind === kind))) return;
    await Promise.race([sleep(50), load.until(Infinity)]);
  }
}

/** Has everything looked at that is stored. */
async function findDamaged(server: BlownServer): Promise<string[]> {
  await ask(server, 'POST', '/integrity/checks');
  for (;;) {
    const { isChecking, findings } = await ask<IntegrityStatus>(server, 'GET', '/integrity');
    if (!isChecking) return findings.filter(({ state }) => state === 'damaged').map(toldOf);
    await sleep(100);
  }
}

const toldOf = ({ of, found }: Finding): string => `${of}: ${found.en}`;

async function within<Result>(work: Promise<Result>, fault: string | (() => string)): Promise<Result> {
  const ended = new AbortController();
  const overdue = sleep(GO_ON_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`after ${GO_ON_MS / 1000} s it ${typeof fault === 'string' ? fault : fault()}`);
  });
  overdue.catch(() => undefined);
  return Promise.race([work, overdue]).finally(() => ended.abort());
}

/** What a server said of failures, without the calls it answered. */
const lastLinesOf = (printed: string): string =>
  printed
    .split('\n')
    .filter((line) => !line.startsWith('{"level":30'))
    .slice(-30)
    .join('\n');

const logged = (file: string): number => readFileSync(file, 'utf8').split('\n').length;

function sumsOf(counts: readonly ReadonlyMap<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const of of counts) for (const [name, count] of of) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Where anything was lost, doubled, wrong or not said; empty for a server that was not harmed. */
export function faultsOf({ refused, misread, damaged, startOnFull, logWentOn, unharmed, ...kept }: Filled): string[] {
  const harms = ([when, one]: readonly [string, Kept]): string[] => [
    ...one.lost.map((lost) => `${when} is lost: ${lost}`),
    ...(one.doubled > 0 ? [`${when} ${one.doubled} rows are there twice`] : []),
    ...differencesOf({ kept: one, unharmed }).map((line) => `${when} ${line}`),
  ];
  return [
    ...[['without another start', kept.wentOn] as const, ['after another start', kept.restarted] as const].flatMap(
      harms,
    ),
    ...Object.keys(refused)
      .filter((reason) => !RIGHTLY_REFUSED.test(reason))
      .map((reason) => `refused: ${reason}`),
    ...misread.map((one) => `read: ${one}`),
    ...damaged.map((one) => `damaged: ${one}`),
    ...(startOnFull && !SAYS_FULL.test(startOnFull) ? [`start on the full disk: ${startOnFull}`] : []),
    ...(logWentOn ? [] : ['the log did not go on']),
  ];
}

/** For want of room, or while a store that had stopped for it was not started again; and what counted already or cannot be true. */
const RIGHTLY_REFUSED = /^(507 disk\.full|503 store\.down|200 nothing new|400 report\.refused)/;
const SAYS_FULL = /^it ended with 1: [^]*(is full|MiB free)/;
