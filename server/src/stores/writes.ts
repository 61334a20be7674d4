import type { DatabaseConnection, Driver } from 'kysely';
import { interceptQueries, type Execute } from './intercept-queries.ts';

/** Tells what was written, so that whatever was made of it is made again. */
export interface Writes {
  /**
   * @param listener told a write as soon as it can be read
   * @returns ends the subscription
   */
  readonly onWrite: (listener: (write: Write) => void) => () => void;
  /**
   * @param listener told how long each commit took that wrote something; of a statement of its own, all of it
   * @returns ends the subscription
   */
  readonly onCommit: (listener: (seconds: number) => void) => () => void;
}

export interface Write {
  readonly table: string;
  /** A truncation is a `delete`; what an insert does where the row is there already is an `insert`. */
  readonly change: 'insert' | 'update' | 'delete';
  /** Whether another process wrote it. */
  readonly isOthers?: boolean;
}

export interface ToldWrites extends Writes {
  readonly tell: (writes: Iterable<Write>) => void;
  readonly tellCommit: (seconds: number) => void;
}

export function createWrites(): ToldWrites {
  const listeners = new Set<(write: Write) => void>();
  const ofCommits = new Set<(seconds: number) => void>();
  return {
    onWrite: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onCommit: (listener) => {
      ofCommits.add(listener);
      return () => ofCommits.delete(listener);
    },
    tellCommit: (seconds) => {
      for (const listener of ofCommits) listener(seconds);
    },
    tell: (writes) => {
      for (const write of writes) for (const listener of listeners) listener(write);
    },
  };
}

const TARGET = '(?:(insert)\\s+into|(update)|delete\\s+from|truncate(?:\\s+table)?)\\s+"?(\\w+)"?';
const WRITES_FIRST = new RegExp(`^\\s*${TARGET}`, 'i');
const WRITES_ANYWHERE = new RegExp(`\\b${TARGET}`, 'gi');

const HIDES_WRITES = /^\s*with\b/i;

/** What a statement writes. Only one that begins with WITH may hide it further down. */
export function writesOf(statement: string): Write[] {
  if (HIDES_WRITES.test(statement)) return [...statement.matchAll(WRITES_ANYWHERE)].map(writeOf);
  const first = WRITES_FIRST.exec(statement);
  return first === null ? [] : [writeOf(first)];
}

const writeOf = ([, inserts, updates, table = '']: RegExpMatchArray): Write => ({
  table,
  change: inserts ? 'insert' : updates ? 'update' : 'delete',
});

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

/** Of a transaction nothing can be read before it is committed, so nothing is told before; of one that is rolled back, nothing. */
export function tellingWrites(driver: Driver, { tell, tellCommit }: Pick<ToldWrites, 'tell' | 'tellCommit'>): Driver {
  const uncommitted = new WeakMap<DatabaseConnection, Write[]>();
  const [begin, commit, rollback] = [
    driver.beginTransaction.bind(driver),
    driver.commitTransaction.bind(driver),
    driver.rollbackTransaction.bind(driver),
  ];
  interceptQueries(driver, (connection, execute) => async <Row>(...[query, more]: Parameters<Execute>) => {
    const began = performance.now();
    const result = await execute<Row>(query, more);
    // Of a statement with several parts the number is that of its last.
    const changedNothing = result.numAffectedRows === 0n && !HIDES_WRITES.test(query.sql);
    const writes = changedNothing ? [] : writesOf(query.sql);
    const waiting = uncommitted.get(connection);
    if (waiting !== undefined) waiting.push(...writes);
    else if (writes.length > 0) {
      tellCommit(secondsSince(began));
      tell(writes);
    }
    return result;
  });
  driver.beginTransaction = async (connection, settings) => {
    await begin(connection, settings);
    uncommitted.set(connection, []);
  };
  const end = (connection: DatabaseConnection): Write[] => {
    const writes = uncommitted.get(connection) ?? [];
    uncommitted.delete(connection);
    return writes;
  };
  driver.commitTransaction = async (connection) => {
    const began = performance.now();
    try {
      await commit(connection);
      if ((uncommitted.get(connection)?.length ?? 0) > 0) tellCommit(secondsSince(began));
    } finally {
      // Also where nobody can say whether it was: making something again costs little, keeping what is old does not.
      tell(end(connection));
    }
  };
  driver.rollbackTransaction = async (connection) => {
    end(connection);
    await rollback(connection);
  };
  return driver;
}
