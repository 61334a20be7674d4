import { parseScheme } from '@dangzhi/metrics/scheme';
import { defineCommand } from 'citty';
import { scoreFiles } from '../intake/imports/score-files.ts';
import { fromDataFile, lineNumbers, readData, readJson, refusal, writeText } from './files.ts';
import { orSentence } from './server-api.ts';

export const score = defineCommand({
  meta: {
    name: 'score',
    description: 'Score any index from a scheme (JSON) and its data (CSV, wide or long), without a database',
  },
  args: {
    scheme: { type: 'string', required: true, description: 'Scheme document, JSON' },
    data: {
      type: 'string',
      required: true,
      description:
        'Data, CSV: wide (unit, one column an indicator, by code or name) or long (unit, indicator, value, …)',
    },
    explain: {
      type: 'string',
      description: 'Units (codes, separated by commas) whose figures are to be derived step by step',
    },
    keep: {
      type: 'string',
      description: 'Numbers of lines, separated by commas, that are units although they look like totals or notes',
    },
    out: { type: 'string', description: 'Write the result here instead of to the screen' },
    json: { type: 'boolean', default: true, description: 'The result is always JSON' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const parsed = parseScheme(await readJson(args.scheme));
      if (!parsed.ok) throw refusal(args.scheme, parsed.faults);
      const { text: csv, notes } = await readData(args.data);
      const options = { explain: args.explain ?? '', keep: lineNumbers(args.keep) };
      const result = fromDataFile(args.data, () => scoreFiles(parsed.scheme, csv, options));
      for (const note of [...notes, ...(result.notes ?? [])]) process.stderr.write(`${args.data}: ${note}\n`);
      const text = `${JSON.stringify(result, null, 2)}\n`;
      if (args.out === undefined) process.stdout.write(text);
      else await writeText(args.out, text);
      if (result.units.every((unit) => unit.score === null)) process.exitCode = 1;
    }),
});
