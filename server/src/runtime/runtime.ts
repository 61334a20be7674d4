import type { Finding } from '@dangzhi/metrics/contract';
import { createSessions, type Sessions } from '../accounts/sessions.ts';
import { startKeepingHead } from '../audit/head.ts';
import { createSpaceReader, findFull, readSpace, type Place } from '../base/free-space.ts';
import { createLiveEvents, type LiveEvents } from '../base/live-events.ts';
import { createLog, type LogStream } from '../base/log.ts';
import { createMeters, type Meters } from '../base/meters.ts';
import { createWriteGate, type WriteGate } from '../base/write-gate.ts';
import { createDevices, type Devices } from '../displays/devices.ts';
import { evidenceFolderOf } from '../evidence/folder.ts';
import { OPERATOR_SOURCE } from '../intake/entry/report.ts';
import { createPuller, type Puller } from '../intake/sources/puller.ts';
import { nameSource } from '../intake/sources/queries.ts';
import type { SourceAccess } from '../intake/sources/reader.ts';
import { createIntegrity, type Integrity } from '../integrity/integrity.ts';
import { decideClock } from '../observations/clock.ts';
import { createFinisher, type Finisher } from '../observations/finisher.ts';
import type { Actor } from '../rights/actor.ts';
import { createScorer, type Scorer } from '../scores/runs/scorer.ts';
import type { ChangedMonth } from '../scores/runs/stored-runs.ts';
import { readNews } from '../screens/news.ts';
import type { Stores } from '../stores/index.ts';
import type { Settings } from './settings.ts';

/** Everything that lives as long as the process. */
export interface Runtime {
  readonly config: Settings;
  readonly stores: Stores;
  readonly scorer: Scorer;
  readonly finisher: Finisher;
  readonly puller: Puller;
  readonly events: LiveEvents;
  /** Whether anything new may be stored. */
  readonly gate: WriteGate;
  readonly meters: Meters;
  readonly now: () => Date;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly integrity: Integrity;
  /** What makes the first admin, told once; `null` when there is one, or a demo. */
  readonly setUpToken: string | null;
  /** The command line’s own secret; in a file only its owner can read. */
  readonly operatorToken: string;
  /** Where the log goes, a line a call. */
  readonly log: LogStream;
  /** Told in a sentence what failed while nobody waited for it. */
  readonly onFailure: (message: string) => void;
  /** Ends pulls and scorings at their next safe point, and begins none; calls in hand are answered meanwhile. */
  stopWork(): Promise<void>;
  /**
   * Decides that the clock is right, and does what waited for it.
   *
   * @throws CallRefused `clock.sound`
   */
  readonly decideClock: (actor: Actor, reason: string) => Promise<void>;
  close(): Promise<void>;
}

/** What a runtime is put together from: all that a test would have otherwise. */
export interface RuntimeParts {
  readonly config: Settings;
  /** Open; the runtime closes them. */
  readonly stores: Stores;
  readonly gate: WriteGate;
  readonly now: () => Date;
  /** Secrets of sources, and which addresses may be called. */
  readonly access: SourceAccess;
  readonly log: LogStream;
  /** Told in a sentence what failed while nobody waited for it. */
  readonly onFailure: (message: string) => void;
  /** Told what is found damaged, or was mended. */
  readonly onFinding?: (finding: Finding) => void;
  /** Told when somebody decided that the clock is right. */
  readonly onClockDecided?: () => void;
}

/** A runtime before it has secrets to be called by. */
export type Composed = Omit<Runtime, 'setUpToken' | 'operatorToken'>;

/** The gate for writing of a server with these settings: closed where its disk is too full. */
export function createGate(
  { dataDir, evidenceFolder, keepFreeMib }: Pick<Settings, 'dataDir' | 'evidenceFolder' | 'keepFreeMib'>,
  onFailure: (message: string) => void,
): WriteGate {
  const gate = createWriteGate((refusal) =>
    onFailure(refusal === null ? 'what comes in is stored again' : refusal.message),
  );
  const watch = (place: Place, folder: string): void => {
    const read = createSpaceReader(() => readSpace(folder, keepFreeMib));
    gate.add(async () => {
      // One that cannot even be asked is told of by what fails on it.
      const space = await read().catch(() => null);
      return space && findFull(place, space);
    });
  };
  watch('DATA_DIR', dataDir);
  if (evidenceFolder !== undefined) watch('EVIDENCE_FOLDER', evidenceFolder);
  return gate;
}

/** Puts together what lives on the stores. The server and its tests run this same assembly. */
export async function composeRuntime(parts: RuntimeParts): Promise<Composed> {
  const { config, stores, gate, now, access, log, onFailure, onClockDecided, onFinding = () => undefined } = parts;
  const logger = createLog(config.logLevel, log);
  const events = createLiveEvents(stores.peers, onFailure);
  const meters = createMeters();
  const endMeasuring = stores.postgres.onCommit((seconds) => meters.commits.observe(seconds));
  const scorer = createScorer(
    stores,
    ({ changed }) => publishScored(events, changed),
    now,
    ({ changed }, batches) =>
      publishNews({ stores, events, now }, changed, batches).catch((error: unknown) => onFailure(String(error))),
    {
      gate,
      onFailure,
      onRun: (run) => {
        meters.scorings.observe({ outcome: run.failure === null ? 'done' : 'failed' }, run.seconds);
        logger.info(run, 'scored');
      },
    },
  );
  const onFinished = (from: string, batches: readonly string[]): void => scorer.ask(from, batches);
  const finisher = createFinisher({ stores, now, gate, onFinished, onFailure });
  const puller = createPuller({ stores, scorer, events, now, access, onFailure, gate, finisher, meters });
  const sessions = createSessions(stores.postgres, now);
  const devices = createDevices({ postgres: stores.postgres, now });
  const endKeepingHead = startKeepingHead(config.dataDir, stores.postgres);
  const { dataDir } = config;
  const integrity = createIntegrity({
    stores,
    dataDir,
    evidenceFolder: evidenceFolderOf(config),
    now,
    scorer,
    onFinding,
    onFailure,
  });
  gate.add(() => integrity.refusal());
  const stopWork = async (): Promise<void> => {
    await Promise.all([puller.stop(), integrity.stop(), finisher.stop(), scorer.stop()]);
  };
  const close = async (): Promise<void> => {
    await stopWork();
    endMeasuring();
    await Promise.all([sessions.idle(), devices.idle()]);
    await endKeepingHead();
    await stores.close();
  };
  const decide = async (actor: Actor, reason: string): Promise<void> => {
    await decideClock(stores.postgres, actor, now(), reason);
    onClockDecided?.();
  };
  await nameSource(stores.postgres, OPERATOR_SOURCE, { zh: '人工填报', en: 'Reported by hand' });
  return {
    config,
    stores,
    scorer,
    finisher,
    puller,
    events,
    gate,
    meters,
    sessions,
    devices,
    integrity,
    now,
    log,
    onFailure,
    decideClock: decide,
    stopWork,
    close,
  };
}

async function publishNews(
  { stores, events, now }: Pick<Runtime, 'stores' | 'events' | 'now'>,
  changed: readonly ChangedMonth[],
  batches: readonly string[],
): Promise<void> {
  const news = await readNews(stores, batches, changed, now());
  if (news !== null) events.publish(news);
}

function publishScored(events: LiveEvents, changed: readonly ChangedMonth[]): void {
  const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();
  events.publish({
    type: 'scored',
    schemes: distinct(changed.map(({ scheme }) => scheme)),
    periods: distinct(changed.map(({ period }) => period)),
    run: Math.max(...changed.map(({ run }) => run)),
  });
}
