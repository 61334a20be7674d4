import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/** Where the log goes, a line a call. */
export interface LogStream {
  write(line: string): void;
}

/** The log of work that no call waits for; calls have Fastify's own, of the same form and on the same stream. */
export const createLog = (level: Config['logLevel'], stream: LogStream): Logger => pino({ level }, stream);
