import type { ClockView } from '@dangzhi/metrics/contract';
import { defineCommand } from 'citty';
import { callServer, orSentence } from './server-api.ts';

const json = { type: 'boolean', default: false, description: 'Print the answer as JSON' } as const;

const show = defineCommand({
  meta: { name: 'show', description: 'Whether figures are stored under the clock of the running server' },
  args: { json },
  run: ({ args }) => orSentence(async () => print(args.json, await callServer('GET /clock', {}))),
});

const accept = defineCommand({
  meta: { name: 'accept', description: 'Decide that the clock is right as it is: figures are stored again' },
  args: { reason: { type: 'string', required: true, description: 'Why; stands in the audit trail' }, json },
  run: ({ args }) =>
    orSentence(async () => {
      print(args.json, await callServer('POST /clock/decision', { body: { reason: args.reason } }));
    }),
});

export const clock = defineCommand({
  meta: { name: 'clock', description: 'The clock of the server, where it cannot be trusted: show, accept' },
  subCommands: { show, accept },
});

function print(asJson: boolean, view: ClockView): void {
  process.stdout.write(`${asJson ? JSON.stringify(view) : words(view)}\n`);
}

function words({ state, now, against }: ClockView): string {
  switch (state) {
    case 'sound':
      return `时钟无误，照常写入数据。 The clock is in order: ${now}.`;
    case 'behind':
      return `时钟 ${now} 早于最近一次写入 ${against ?? ''}，不写入数据。 The clock says ${now}, before the latest record of ${against ?? ''}: no figure is stored.`;
    case 'ahead':
      return `时钟 ${now} 比上次运行时 ${against ?? ''} 晚 45 天以上，不写入数据。 The clock says ${now}, more than 45 days after it was last seen at ${against ?? ''}: no figure is stored.`;
  }
}
