/** What a log may hold of a statement: enough to know which it was. */
const STATEMENT_CHARS = 500;

/**
 * A statement that PostgreSQL refused, told without the values it was given: a failed INSERT of an account carries its
 * password hash in the parameters and in the detail ("Failing row contains …"), and errors end up in logs and answers.
 */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  /** SQLSTATE, or the system's name of a lost connection. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  /** With places for its parameters, and not the parameters. */
  readonly statement: string;

  constructor(error: unknown, statement: string) {
    const { code, constraint, message } = error as { code?: unknown; constraint?: unknown; message?: unknown };
    super(withoutValues(typeof message === 'string' ? message : 'failed', code));
    this.code = typeof code === 'string' ? code : undefined;
    this.constraint = typeof constraint === 'string' ? constraint : undefined;
    this.statement = shorten(statement);
  }
}

/**
 * PostgreSQL quotes values in its messages of one class, "data exception", and whoever raises one by hand may; all
 * others name tables, columns and constraints, and keep values for the detail.
 */
const withoutValues = (message: string, code: unknown): string =>
  typeof code === 'string' && /^(22|P0)/.test(code) ? message.replace(/"[^]*"/, '…') : message;

/** One line, cut where it gets long. */
export function shorten(statement: string): string {
  const line = statement.replaceAll(/\s+/g, ' ').trim();
  return line.length > STATEMENT_CHARS ? `${line.slice(0, STATEMENT_CHARS)} …` : line;
}
