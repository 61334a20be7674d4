import { defineCommand } from 'citty';
import { callServer, orSentence, untilScored, WAIT } from './server-api.ts';

export const report = defineCommand({
  meta: { name: 'report', description: 'Report one value by hand, e.g. a correction after an inspection' },
  args: {
    unit: { type: 'positional', required: true, description: 'Unit code, e.g. XC-D29' },
    measure: { type: 'positional', required: true, description: 'Measure code, e.g. formal-items' },
    period: { type: 'positional', required: true, description: 'Period, e.g. 2022-12' },
    value: { type: 'positional', required: true, description: 'Decimal value' },
    reason: { type: 'string', required: true, description: 'Why' },
    inspected: {
      type: 'boolean',
      default: false,
      description: 'Seen on site 现场核查; otherwise reported and reviewed 审核通过',
    },
    wait: WAIT,
    json: { type: 'boolean', default: false, description: 'Print the receipt as JSON' },
  },
  run: ({ args: { unit, measure, period, value, reason, inspected, wait, json } }) =>
    orSentence(async () => {
      const standing = inspected ? ('inspected' as const) : ('reported' as const);
      const body = { standing, rows: [{ unit, measure, period, value, reason }] };
      const stored = await callServer('POST /observations', { body });
      const isAwaited = wait && stored.scoring === 'waiting';
      if (isAwaited) await untilScored(stored.batch);
      const receipt = isAwaited ? { ...stored, scoring: 'done' as const } : stored;
      const sentence =
        receipt.pending > 0
          ? `Kept in batch ${receipt.batch}, and waits for somebody to look at it: see \`dangzhi pending list\`.`
          : receipt.stored === 0
            ? 'Nothing new: this value counts already.'
            : `Stored in batch ${receipt.batch} and ${receipt.scoring === 'done' ? 'scored' : 'to be scored'}.`;
      process.stdout.write(json ? `${JSON.stringify(receipt)}\n` : `${sentence}\n`);
    }),
});
