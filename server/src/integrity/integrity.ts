import type { Finding, IntegrityStatus } from '@dangzhi/metrics/contract';
import { Cron } from 'croner';
import { refuse, type CallRefused } from '../base/errors.ts';
import type { Stores } from '../stores/index.ts';
import type { Hold } from '../stores/peers.ts';
import { checkAtStart, checkEverything } from './check.ts';
import type { Outcome } from './gathered.ts';

/** Watches whether what is stored is what was stored. */
export interface Integrity {
  status(): IntegrityStatus;
  /** Why nothing may be stored: what is damaged would be damaged further, or nobody could tell it apart. */
  refusal(): CallRefused | null;
  /**
   * What a start looks at before anything is scored.
   *
   * @returns whether everything has to be scored before anybody is shown a result
   * @throws StoreError where a store cannot be read and nothing certain can be done about it
   */
  checkAtStart(): Promise<boolean>;
  /** Looks at everything now, unless that is under way. A failure is told of. */
  check(): Promise<void>;
  /** Looks at everything now and then every day, until {@link stop}. */
  keepChecking(): void;
  /** Ends what is under way. The stores must still be open. */
  stop(): Promise<void>;
}

export interface IntegrityParts {
  readonly stores: Stores;
  readonly dataDir: string;
  readonly evidenceFolder: string;
  readonly now: () => Date;
  /** Asked to score what was stored again; nobody waits for it. */
  readonly scorer: { ask(from: string | null, batches: readonly string[]): void };
  /** Told what is found that was not known. */
  readonly onFinding: (finding: Finding) => void;
  readonly onFailure: (message: string) => void;
}

/** In the quietest hour, after the backup. */
const EVERY_DAY = '40 4 * * *';
/** Where a store itself is not what it was: what is written to it may be lost as well, or write over what could be saved. */
const HALTING: ReadonlySet<Finding['of']> = new Set<Finding['of']>(['stores', 'tables', 'parts', 'documents']);
/** Of what was mended since the start, the latest. */
const MOST_TOLD = 50;

export function createIntegrity(parts: IntegrityParts): Integrity {
  const { now, scorer, onFinding, onFailure } = parts;
  const abort = new AbortController();
  let found: readonly Finding[] = [];
  let mended: readonly Finding[] = [];
  let checkedAt: string | null = null;
  let running: Promise<void> | null = null;
  let cron: Cron | null = null;

  const take = ({ findings }: Outcome): void => {
    const known = new Set([...found, ...mended].map(({ found: { en } }) => en));
    for (const finding of findings) if (finding.state === 'mended' || !known.has(finding.found.en)) onFinding(finding);
    found = findings.filter(({ state }) => state !== 'mended');
    mended = [...findings.filter(({ state }) => state === 'mended'), ...mended].slice(0, MOST_TOLD);
  };

  const checkNow = async (): Promise<void> => {
    let turn: Hold | null = null;
    try {
      // Each process looks for itself; two at once would mend the same twice.
      turn = await parts.stores.peers.take('integrity', abort.signal);
      const outcome = await checkEverything({ ...parts, signal: AbortSignal.any([abort.signal, turn.lost]) });
      take(outcome);
      checkedAt = now().toISOString();
      if (outcome.scoreFrom !== undefined) scorer.ask(outcome.scoreFrom, []);
    } catch (error) {
      if (!abort.signal.aborted) onFailure(`integrity: ${String(error)}`);
    } finally {
      await turn?.release();
      running = null;
    }
  };
  const check = (): Promise<void> => (abort.signal.aborted ? Promise.resolve() : (running ??= checkNow()));

  return {
    status: () => ({ checkedAt, isChecking: running !== null, findings: [...found, ...mended] }),
    refusal: () => {
      const halting = found.filter(({ of, state }) => state === 'damaged' && HALTING.has(of));
      return halting.length === 0 ? null : refuse('data.damaged', { of: [...new Set(halting.map(({ of }) => of))] });
    },
    checkAtStart: async () => {
      const outcome = await checkAtStart(parts);
      take(outcome);
      return outcome.scoreFrom !== undefined;
    },
    check,
    keepChecking: () => {
      if (abort.signal.aborted) return;
      cron ??= new Cron(EVERY_DAY, { timezone: 'Asia/Shanghai' }, () => void check());
      void check();
    },
    stop: async () => {
      cron?.stop();
      abort.abort();
      await running;
    },
  };
}
