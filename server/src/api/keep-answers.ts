import { createKeptAnswers, type KeptAnswers } from '../base/kept-answers.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Database } from '../stores/tables.ts';

/**
 * Tables no kept answer is made of, or only through another that is written after them: what was reported or pulled counts
 * once it was scored, and a pull is told of when it ends. Whatever is written elsewhere, also to a table that is new,
 * throws all kept answers away. What lies in ClickHouse is read by the runs that PostgreSQL names, which come after it and
 * go before it.
 */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set<keyof Database>([
  'batch',
  'source',
  'pull_run',
  'quarantine',
  'scoring_owed',
  'progress',
  'account',
  'account_grant',
  'former_password',
  'session',
  'sign_in_attempt',
  'display',
  'evidence',
  'audit_entry',
]);

/** Answers kept until anything they are made of is written, or anybody is told to look again. */
export function keepAnswers({ stores, events }: Pick<Runtime, 'stores' | 'events'>): {
  readonly answers: KeptAnswers;
  close(): void;
} {
  const answers = createKeptAnswers();
  const subscriptions = [
    stores.postgres.onWrite((table) => {
      if (!SHOWN_ELSEWHERE.has(table)) answers.clear();
    }),
    events.subscribe(({ type }) => {
      // News is of what was scored before, and was told then.
      if (type !== 'news') answers.clear();
    }),
  ];
  return {
    answers,
    close: () => {
      for (const end of subscriptions) end();
    },
  };
}
