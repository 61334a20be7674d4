import { createKeptAnswers, type KeptAnswers } from '../base/kept-answers.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Database } from '../stores/tables.ts';
import type { Write } from '../stores/writes.ts';

/**
 * Tables no kept answer is made of, or only through another that is written after them: what was reported or pulled counts
 * once it was scored, and a pull is told of when it ends. Whatever is written elsewhere, also to a table that is new,
 * throws all kept answers away. What lies in ClickHouse is read by the runs that PostgreSQL names, which come after it and
 * go before it.
 */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set<keyof Database>([
  'batch',
  'batch_content',
  'run_content',
  'damaged_cell',
  'source',
  'pull_run',
  'quarantine',
  'scoring_owed',
  'progress',
  'clock_mark',
  'account',
  'account_grant',
  'former_password',
  'session',
  'sign_in_attempt',
  'sign_in_place',
  'password_attempt',
  'display',
  'evidence',
  'audit_entry',
]);

/** Of these a document of the county says nothing. */
const OF_RUNS: ReadonlySet<string> = new Set<keyof Database>(['score_run', 'live_run', 'pending_value']);

const isDocument = (key: string): boolean => /^GET \/(units|catalogue|facts|records) /.test(key);

/** A wall says when its sources were last heard. */
const showsPulls = (key: string): boolean => key.startsWith('GET /wall/');

const namesRun = (key: string): boolean => key.includes('"run":');

/** Answers kept until anything they are made of is written or pulled. */
export function keepAnswers({ stores, events }: Pick<Runtime, 'stores' | 'events'>): {
  readonly answers: KeptAnswers;
  close(): Promise<void>;
} {
  const answers = createKeptAnswers();
  const renew = ({ table, change }: Write): void => {
    if (SHOWN_ELSEWHERE.has(table)) return;
    // A run is written before anything leads to it, and taken away when nothing but its number does.
    if (table === 'score_run' && change === 'insert') return;
    if (table === 'score_run' && change === 'delete') answers.clear(namesRun);
    else answers.clear(OF_RUNS.has(table) ? (key) => !isDocument(key) : undefined);
  };
  const subscriptions = [
    stores.postgres.onWrite(renew),
    events.subscribe(({ type }) => {
      if (type === 'pulled') answers.clear(showsPulls);
    }),
  ];
  return {
    answers,
    close: async () => {
      for (const end of subscriptions) end();
      await answers.stop();
    },
  };
}
