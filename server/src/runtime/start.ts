import { setTimeout as sleep } from 'node:timers/promises';
import { lastFinishedMonth } from '@dangzhi/metrics';
import { wordsOf, type Finding } from '@dangzhi/metrics/contract';
import { simulatedSources } from '@dangzhi/seed';
import { Cron } from 'croner';
import { closeDemoAccounts, loadDemoAccounts } from '../accounts/demo-accounts.ts';
import { ensureSetUpToken } from '../accounts/first-admin.ts';
import { dropEndedSessions } from '../accounts/session-queries.ts';
import { CallRefused, StoreError, UserError } from '../base/errors.ts';
import { claimEvidenceFolder, evidenceFolderOf } from '../evidence/folder.ts';
import { createMayCall, hostOf, isAllowed, type AllowedHost } from '../intake/sources/allowed-address.ts';
import type { Puller } from '../intake/sources/puller.ts';
import { closeAbandonedRuns, declareSources, listDeclared } from '../intake/sources/queries.ts';
import { startSimulation, type Simulation } from '../intake/sources/simulation.ts';
import { clockParams, noteClock, passPause, type ClockReading } from '../observations/clock.ts';
import { findStaleCopies, isStale, mendCopies } from '../observations/kept-copies.ts';
import { ensureOperatorToken } from '../rights/operator-token.ts';
import { findDue, findLeftUnscored, forgetFollowed, hasResult, noteFollowed } from '../scores/runs/due.ts';
import { asStartFailure, asUnreadable } from '../stores/damage.ts';
import { openStores, type Stores } from '../stores/index.ts';
import { asPostgresFailure } from '../stores/postgres.ts';
import { findUnsafeSettings } from '../stores/unsafe-settings.ts';
import { ensureFirstData, refuseMixing } from './first-data.ts';
import { composeRuntime, createGate, type Composed, type Runtime } from './runtime.ts';
import type { Settings } from './settings.ts';

export interface StartOptions {
  /** Told what is being done, step by step. */
  readonly onStep?: (text: string) => void;
  readonly onFailure?: (message: string) => void;
  /** Told the settings under which PostgreSQL does not wait for its disk, when there are any. */
  readonly onUnsafe?: (settings: readonly string[]) => void;
  /** Told what is found damaged, or was mended, at the start and later. */
  readonly onFinding?: (finding: Finding) => void;
  readonly now?: () => Date;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the stores, loads the first data, starts the simulated upstream (a demo without a declared
 * source of its own), pulls, scores. What an earlier start did is found done; where it left a result of the versions in
 * force, that is served while this one pulls and scores what is new. Where nothing may be stored, what there is is served,
 * and the rest is done as soon as it may.
 *
 * @throws UserError and MigrationError as `openStores`; UserError where a first start or a migration has no room
 */
export async function startRuntime(config: Settings, options: StartOptions = {}): Promise<Runtime> {
  const {
    onStep = () => undefined,
    onFailure = () => undefined,
    now = () => new Date(),
    env = process.env,
    onFinding,
  } = options;
  onStep('stores');
  const gate = createGate(config, onFailure);
  const stores = await openStores(config, {
    tell: (step) => onStep(`migrate ${step}`),
    onDropped: ({ length }) => onStep(`drop ${length}`),
    onWait: () => onStep('wait'),
    staysAlone: true,
    beforeGrowing: () => gate.check().catch((refusal: Error) => Promise.reject(new UserError(`${refusal.message}.`))),
  });
  const { peers } = stores;
  const unsafe = await findUnsafeSettings(stores.postgres);
  if (unsafe.length > 0) options.onUnsafe?.(unsafe);
  let simulation: Simulation | null = null;
  let simulating: Promise<Simulation | null> | null = null;
  const token = (name: string): string | undefined => simulation?.tokens[name] ?? env[name];
  // The simulated systems are ours: they may be called where they listen.
  const hosts = (): readonly AllowedHost[] => [
    ...config.sourceHosts,
    ...(simulation ? [hostOf(simulation.address)] : []),
  ];
  const access = { token, mayCall: createMayCall((url) => isAllowed(url, hosts())) };
  const onClockDecided = (): void => {
    catchingUp = catchingUp.then(() =>
      catchUpWithRoom(() => catchUp(() => undefined), { gate, signal: closing.signal, onFailure }),
    );
  };
  const composed = await composeRuntime({
    config,
    stores,
    gate,
    now,
    access,
    log: process.stdout,
    onFailure,
    onClockDecided,
    ...(onFinding && { onFinding }),
  }).catch(async (error: unknown) => {
    await stores.close();
    throw asStartFailure(error);
  });
  const { scorer, puller, integrity } = composed;
  const crons: Cron[] = [];
  const closing = new AbortController();
  let catchingUp: Promise<void> = Promise.resolve();
  const stopWork = async (): Promise<void> => {
    closing.abort();
    for (const cron of crons) cron.stop();
    await composed.stopWork();
    await catchingUp;
  };
  const close = async (): Promise<void> => {
    await stopWork();
    await composed.close();
    await (await simulating?.catch(() => null))?.stop();
  };
  // Demo figures are of months that are over: nobody has yet reported the one that runs.
  const finished = lastFinishedMonth(now());
  let clock: ClockReading['state'] = 'sound';
  /** Whether anything may be stored under this clock; told once when it is found not to be. */
  const mayStore = async (): Promise<boolean> => {
    const reading = await noteClock(stores.postgres, now());
    if (reading.state !== 'sound' && reading.state !== clock) onFailure(clockSentence(reading));
    clock = reading.state;
    return clock === 'sound';
  };
  let isLoaded = false;
  const load = async (): Promise<void> => {
    if (isLoaded || !(await mayStore())) return;
    await ensureFirstData(stores, config.demo ? finished : null, now());
    isLoaded = true;
  };
  let isPrepared = false;
  const prepare = async (tell: (step: string) => void): Promise<void> => {
    // The others that work on the stores were looked after by the first of them.
    if (peers.isFirst) await checkStored(composed, tell);
    // Once, also where this is done a second time. Its failure is told where it is awaited, also when what is done
    // meanwhile fails first.
    simulating ??= simulate(stores, config, finished);
    simulating.catch(() => (simulating = null));
    if (config.demo) await passPause(stores.postgres, now());
    await load();
    await (config.demo ? loadDemoAccounts : closeDemoAccounts)(stores.postgres, now());
    if (peers.isFirst) await closeAbandonedRuns(stores.postgres, now());
    simulation = await simulating;
    await peers.letIn();
    isPrepared = true;
  };
  // One after the other: what one process has followed the next finds done.
  const follow = async (): Promise<void> => {
    const turn = await peers.take('calendar', closing.signal);
    try {
      const due = await findDue(stores, now());
      if (due.from !== undefined) await scorer.request(due.from);
      await noteFollowed(stores, due);
    } finally {
      await turn.release();
    }
  };
  // A process that stored something and ended before it was scored may be another's, and not come back.
  const scoreLeftBehind = async (): Promise<void> => {
    if (scorer.isBusy() || (await gate.refusal()) !== null) return;
    const month = await findLeftUnscored(stores, new Date(now().getTime() - LEFT_AFTER_MS));
    if (month !== null) scorer.ask(month, []);
  };
  const catchUp = async (tell: (step: string) => void): Promise<void> => {
    if (!isPrepared) await prepare(tell);
    await load();
    if (await mayStore()) await pullAll(stores, puller, config, tell);
    tell('score');
    if (!closing.signal.aborted) await follow();
  };
  // Whoever looks is shown the result of an earlier start meanwhile.
  const catchUpLater = async (): Promise<void> => {
    await catchUpWithRoom(() => catchUp(() => undefined), { gate, signal: closing.signal, onFailure });
    if (!closing.signal.aborted) await puller.schedule();
  };
  try {
    onStep('seed');
    // Before anything is written: a refused start leaves no trace.
    if (config.demo && !peers.isFirst) throw new UserError(DEMO_ALONE);
    await refuseMixing(stores, config.demo);
    if (config.databaseUrl !== undefined) await claimEvidenceFolder(stores.postgres, evidenceFolderOf(config));
    if ((await gate.refusal()) === null) await prepare(onStep);
    // What is found damaged may close it.
    const mayWrite = (await gate.refusal()) === null;
    if (!mayWrite || (await hasResult(stores))) catchingUp = catchUpLater();
    else {
      await catchUp(onStep);
      await puller.schedule();
    }
    // A new day can make a value overdue, and a new month begins: the live result follows the calendar.
    const quietly = { timezone: 'Asia/Shanghai', protect: true, catch: (error: unknown) => onFailure(String(error)) };
    crons.push(
      new Cron('5 0 * * *', quietly, async () => {
        await follow();
        await dropEndedSessions(stores.postgres, now());
      }),
      new Cron('20 * * * *', quietly, async () => void (await mayStore())),
      new Cron('* * * * *', quietly, scoreLeftBehind),
    );
    // After what waits to be scored, and where the disk is full not before there is room: it mends what it finds.
    void catchingUp.catch(() => undefined).then(() => integrity.keepChecking());
    const operatorToken = await ensureOperatorToken(config.dataDir);
    const setUpToken = config.demo ? null : await ensureSetUpToken(config.dataDir, stores.postgres);
    return { ...composed, setUpToken, operatorToken, stopWork, close };
  } catch (error) {
    await close();
    throw asStartFailure(error);
  }
}

/**
 * What is stored is what was stored, as far as it can be mended, and what is kept beside the history of observations says
 * what history says, before anything is scored by it.
 */
export async function checkStored(
  { stores, integrity }: Pick<Composed, 'stores' | 'integrity'>,
  onStep: (text: string) => void,
): Promise<void> {
  onStep('check');
  try {
    const isMended = await integrity.checkAtStart();
    const stale = await findStaleCopies(stores.clickhouse);
    // Nobody knows what was scored of what is mended: everything is scored anew, also if this is cut short.
    if (isMended || isStale(stale)) await forgetFollowed(stores.postgres);
    if (isStale(stale)) await mendCopies(stores.clickhouse, stale, (year) => onStep(`mend ${year}`));
  } catch (error) {
    throw asUnreadable(error);
  }
}

const DEMO_ALONE =
  'A demonstration is one process, and another works on these stores: stop it, or set DEMO=off for both.';

/** What was stored is scored within seconds; a scoring of all years takes some minutes on a slow machine. */
const LEFT_AFTER_MS = 5 * 60_000;

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/** Does something as soon as anything may be stored, and again when there was no room for it after all. */
async function catchUpWithRoom(
  work: () => Promise<void>,
  { gate, signal, onFailure }: Pick<Runtime, 'gate' | 'onFailure'> & { readonly signal: AbortSignal },
): Promise<void> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      await gate.untilOpen(signal);
      return await work();
    } catch (error) {
      if (signal.aborted) return;
      onFailure(String(error));
      if (!isForWantOfRoom(error)) return;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}

const isForWantOfRoom = (error: unknown): boolean =>
  (error instanceof CallRefused && error.code === 'disk.full') ||
  (error instanceof StoreError && error.kind === 'full') ||
  asPostgresFailure(error)?.kind === 'full';

/** In both languages, for who started it. */
function clockSentence(reading: ClockReading): string {
  const { zh, en } = wordsOf('clock.undecided', clockParams(reading));
  return `${zh}。\n  ! ${en}: dangzhi clock.`;
}

async function simulate(stores: Stores, config: Settings, until: string): Promise<Simulation | null> {
  const declared = await listDeclared(stores.postgres);
  if (!config.demo || declared.some(({ declaration }) => !declaration.simulated)) return null;
  const simulation = await startSimulation(until);
  await declareSources(stores.postgres, simulatedSources(simulation.address));
  return simulation;
}

async function pullAll(
  stores: Stores,
  puller: Puller,
  config: Settings,
  onStep: (text: string) => void,
): Promise<void> {
  const declared = await listDeclared(stores.postgres);
  const wanted = declared.map(({ declaration }) => declaration).filter(({ simulated }) => config.demo || !simulated);
  await puller.pullAll(wanted, ({ code }) => onStep(`pull ${code}`));
}
