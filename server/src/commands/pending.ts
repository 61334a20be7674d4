import type { DecidedValue, PendingValue } from '@dangzhi/metrics/contract';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { callServer, orSentence, untilScored, WAIT } from './server-api.ts';

const list = defineCommand({
  meta: { name: 'list', description: 'Values that wait for somebody to look at them (待审)' },
  args: {
    unit: { type: 'string', description: 'Only of this unit' },
    all: { type: 'boolean', default: false, description: 'Those that were decided as well' },
    json: { type: 'boolean', default: false, description: 'Print the page as JSON' },
  },
  run: ({ args: { unit, all, json } }) =>
    orSentence(async () => {
      const page = await callServer('GET /pending-values', {
        query: { unit, ...(!all && { state: 'pending' as const }), pageSize: 500 },
      });
      if (json) process.stdout.write(`${JSON.stringify(page)}\n`);
      else if (page.total === 0) process.stdout.write('Nothing waits.\n');
      else process.stdout.write(page.items.map(printed).join(''));
      if (!json && page.total > page.items.length) process.stdout.write(`and ${page.total - page.items.length} more\n`);
    }),
});

function printed(one: PendingValue): string {
  const { id, unit, measure, period, value, counting, receivedAt, receivedBy, reason, state } = one;
  const head = `${id}  ${unit} ${measure} ${period}: ${value}, counting ${counting ?? 'nothing'}`;
  const from = `${receivedBy}, ${receivedAt}${reason === null ? '' : `: ${reason}`}`;
  const end = state === 'pending' ? '' : `  ${state} by ${one.decidedBy ?? ''}: ${one.decision ?? ''}\n`;
  return `${head}\n  ${one.breaks.map(why).join('; ')}\n  ${from}\n${end}`;
}

function why(one: PendingValue['breaks'][number]): string {
  switch (one.guard) {
    case 'not-ended':
      return `the period ends on ${one.ends}`;
    case 'jump':
      return `in ${one.window} months it was between ${one.least} and ${one.greatest}; a jump is ${one.times} times as far`;
    case 'part':
      return `${one.part} is ${one.partValue}, more than the ${one.whole} it is part of, ${one.wholeValue}`;
  }
}

const WHICH = {
  id: { type: 'positional', required: true, description: 'Its number' },
  reason: { type: 'string', required: true, description: 'Why' },
} as const;

async function decide(id: string, decision: { accept: boolean; reason: string }): Promise<DecidedValue> {
  if (!/^\d+$/.test(id)) throw new UserError(`${id} is no number of a value; \`pending list\` has them.`);
  return callServer('POST /pending-values/{id}/decision', { params: { id: Number(id) }, body: decision });
}

const say = ({ unit, measure, period, value }: DecidedValue, outcome: string): void =>
  void process.stdout.write(`${unit} ${measure} ${period}: ${value} ${outcome}.\n`);

const accept = defineCommand({
  meta: { name: 'accept', description: 'Let a value count from now on' },
  args: { ...WHICH, wait: WAIT },
  run: ({ args: { id, reason, wait } }) =>
    orSentence(async () => {
      const decided = await decide(id, { accept: true, reason });
      if (wait && decided.countsBy !== null) await untilScored(decided.countsBy);
      say(decided, 'counts from now on');
    }),
});

const giveBack = defineCommand({
  meta: { name: 'return', description: 'Send a value back; what counted goes on counting' },
  args: WHICH,
  run: ({ args: { id, reason } }) =>
    orSentence(async () => {
      const decided = await decide(id, { accept: false, reason });
      say(decided, 'is returned, and what counted goes on counting');
    }),
});

export const pending = defineCommand({
  meta: { name: 'pending', description: 'Look at values that broke a guard: list, accept, return' },
  subCommands: { list, accept, return: giveBack },
});
