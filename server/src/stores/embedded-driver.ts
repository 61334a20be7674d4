import { PGliteDialect, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import { refuseAfter, type Engine } from './embedded-engine.ts';
import { interceptQueries, type Execute } from './intercept-queries.ts';

/**
 * Drives one engine after another: whoever takes a connection gets that of the engine that runs. One of an engine that
 * has stopped says so where Kysely would say something else, or wait.
 *
 * @param first runs
 * @param current the one that runs, started anew where it can be; never rejects
 */
export function createEmbeddedDriver(first: Engine, current: () => Promise<Engine>): Driver {
  let engine = first;
  let driver = driverOf(engine);
  return {
    init: (options) => driver.init(options),
    // It must not fail: Kysely would keep its lock of the one connection for ever.
    acquireConnection: async (options) => {
      const now = await current();
      if (now !== engine) {
        engine = now;
        driver = driverOf(engine);
        await driver.init(options);
      }
      return driver.acquireConnection(options);
    },
    releaseConnection: (connection) => driver.releaseConnection(connection),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    // An engine that is asked to end writes what it has.
    destroy: async () => {
      if (engine.failure() === null) await driver.destroy();
    },
  };
}

function driverOf({ pglite, failure, stopped }: Engine): Driver {
  const driver = new PGliteDialect({ pglite }).createDriver();
  const begin = driver.beginTransaction.bind(driver);
  driver.beginTransaction = async (...asked) => {
    refuseAfter(failure());
    // Of a BEGIN that the engine does not survive Kysely would hear nothing.
    await Promise.race([begin(...asked), stopped]);
  };
  return interceptQueries(
    driver,
    (_connection: DatabaseConnection, execute) =>
      async <Row>(...asked: Parameters<Execute>): Promise<QueryResult<Row>> => {
        refuseAfter(failure());
        return execute<Row>(...asked);
      },
  );
}
