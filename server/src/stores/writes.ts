import type { DatabaseConnection, Driver } from 'kysely';
import { interceptQueries, type Execute } from './intercept-queries.ts';

/** Tells what was written, so that whatever was made of it is made again. */
export interface Writes {
  /**
   * @param listener told a table as soon as what was written there can be read
   * @returns ends the subscription
   */
  readonly onWrite: (listener: (table: string) => void) => () => void;
}

export interface ToldWrites extends Writes {
  readonly tell: (tables: Iterable<string>) => void;
}

export function createWrites(): ToldWrites {
  const listeners = new Set<(table: string) => void>();
  return {
    onWrite: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (tables) => {
      for (const table of tables) for (const listener of listeners) listener(table);
    },
  };
}

const TARGET = '(?:insert\\s+into|update|delete\\s+from|truncate(?:\\s+table)?)\\s+"?(\\w+)"?';
const WRITES_FIRST = new RegExp(`^\\s*${TARGET}`, 'i');
const WRITES_ANYWHERE = new RegExp(`\\b${TARGET}`, 'gi');

const HIDES_WRITES = /^\s*with\b/i;

/** The tables a statement writes to. Only one that begins with WITH may hide it further down. */
export function tablesWritten(statement: string): string[] {
  if (HIDES_WRITES.test(statement)) return [...statement.matchAll(WRITES_ANYWHERE)].flatMap(([, table]) => table ?? []);
  const table = WRITES_FIRST.exec(statement)?.[1];
  return table === undefined ? [] : [table];
}

/** Of a transaction nothing can be read before it is committed, so nothing is told before; of one that is rolled back, nothing. */
export function tellingWrites(driver: Driver, tell: ToldWrites['tell']): Driver {
  const uncommitted = new WeakMap<DatabaseConnection, Set<string>>();
  const [begin, commit, rollback] = [
    driver.beginTransaction.bind(driver),
    driver.commitTransaction.bind(driver),
    driver.rollbackTransaction.bind(driver),
  ];
  interceptQueries(driver, (connection, execute) => async <Row>(...[query, more]: Parameters<Execute>) => {
    const result = await execute<Row>(query, more);
    // Of a statement with several parts the number is that of its last.
    const changedNothing = result.numAffectedRows === 0n && !HIDES_WRITES.test(query.sql);
    const tables = changedNothing ? [] : tablesWritten(query.sql);
    const waiting = uncommitted.get(connection);
    if (waiting === undefined) tell(tables);
    else for (const table of tables) waiting.add(table);
    return result;
  });
  driver.beginTransaction = async (connection, settings) => {
    await begin(connection, settings);
    uncommitted.set(connection, new Set());
  };
  const end = (connection: DatabaseConnection): Set<string> => {
    const tables = uncommitted.get(connection) ?? new Set<string>();
    uncommitted.delete(connection);
    return tables;
  };
  driver.commitTransaction = async (connection) => {
    try {
      await commit(connection);
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
