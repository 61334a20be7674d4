import type { DatabaseConnection, Driver } from 'kysely';

export type Execute = DatabaseConnection['executeQuery'];

/**
 * A driver whose connections run their queries through something else, each connection wrapped once however often it is
 * lent.
 *
 * @param around given a connection and how it runs a query, returns how it does from now on
 */
export function interceptQueries(
  driver: Driver,
  around: (connection: DatabaseConnection, execute: Execute) => Execute,
): Driver {
  const known = new WeakSet<DatabaseConnection>();
  const acquire = driver.acquireConnection.bind(driver);
  driver.acquireConnection = async (options) => {
    const connection = await acquire(options);
    if (known.has(connection)) return connection;
    known.add(connection);
    connection.executeQuery = around(connection, connection.executeQuery.bind(connection));
    return connection;
  };
  return driver;
}
