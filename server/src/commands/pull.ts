import type { PullRun } from '@dangzhi/metrics/contract';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { callServer, orSentence } from './server-api.ts';

export const pull = defineCommand({
  meta: { name: 'pull', description: 'Have the running server pull one source now' },
  args: {
    source: { type: 'positional', required: true, description: 'Code of the source, e.g. erms' },
    json: { type: 'boolean', default: false, description: 'Print the run as JSON' },
  },
  run: ({ args: { source, json } }) =>
    orSentence(async () => {
      const run = await callServer('POST /sources/{code}/runs', { params: { code: source } });
      process.stdout.write(json ? `${JSON.stringify(run)}\n` : `${describe(run)}\n`);
      if (run.state !== 'succeeded') throw new UserError(run.error ?? `The run ${run.state}.`);
    }),
});

const describe = ({ state, seen, stored, unchanged, quarantined, durationMs }: PullRun): string =>
  `${state}: ${seen} records seen, ${stored} values stored, ${unchanged} unchanged, ${quarantined} records in quarantine, ${durationMs ?? 0} ms`;
