import { parseArgs } from 'node:util';
import { lastFinishedMonth } from '@dangzhi/metrics';
import { buildUpstream } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    until: { type: 'string', default: lastFinishedMonth(new Date()) },
    token: { type: 'string', default: 'demo-token' },
    'with-parent': { type: 'boolean', default: false },
  },
});

/** One token for all is enough for demo data; the environment may give each system its own. */
const token = (name: string): string => process.env[name] ?? values.token;

const app = buildUpstream({ until: values.until, token });
const stop = (): void => void app.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['with-parent']) {
  // The parent holds the other end of stdin: when it is gone, even killed, the pipe ends.
  process.stdin.once('end', stop).once('error', stop).resume();
}
const listening = await app.listen({ port: Number(values.port), host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ listening })}\n`);
