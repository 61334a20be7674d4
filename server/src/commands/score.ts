import { readFile, writeFile } from 'node:fs/promises';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { defineCommand } from 'citty';
import { UserError } from '../errors.ts';
import { DataFileError, scoreFiles } from '../scores/score-files.ts';
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
      description: 'Data, CSV: wide (unit, one column an indicator) or long (unit, indicator, value, …)',
    },
    explain: {
      type: 'string',
      description: 'Units (codes, separated by commas) whose figures are to be derived step by step',
    },
    out: { type: 'string', description: 'Write the result here instead of to the screen' },
    json: { type: 'boolean', default: true, description: 'The result is always JSON' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const parsed = parseScheme(parseJson(args.scheme, await read(args.scheme)));
      if (!parsed.ok) {
        throw new UserError(
          [
            `${args.scheme} is not a scheme:`,
            ...parsed.faults.map(({ path, message }) => `  ${path}  ${message}`),
          ].join('\n'),
        );
      }
      const csv = await read(args.data);
      const text = `${JSON.stringify(
        resultOf(args.data, () => scoreFiles(parsed.scheme, csv, args.explain?.split(',') ?? [])),
        null,
        2,
      )}\n`;
      if (args.out === undefined) process.stdout.write(text);
      else await write(args.out, text);
    }),
});

function resultOf<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DataFileError ? new UserError(`${file}: ${error.message}`) : error;
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UserError(`There is no readable file ${file}.`);
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new UserError(`${file} cannot be written.`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
