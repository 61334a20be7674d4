import { buildTree } from '@dangzhi/metrics';
import { lintScheme, type Finding, type Severity, type Text } from '@dangzhi/metrics/lint';
import { parseScheme, SCHEME_JSON_SCHEMA } from '@dangzhi/metrics/scheme';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { readUnits } from '../intake/imports/read-data-file.ts';
import { fromDataFile, lineNumbers, readData, readJson, refusal } from './files.ts';
import { orSentence } from './server-api.ts';

const schemeArgument = { type: 'string', required: true, description: 'Scheme document, JSON' } as const;

const check = defineCommand({
  meta: { name: 'check', description: 'Whether a scheme can be scored: every fault with its place and its mend' },
  args: { scheme: schemeArgument },
  run: ({ args }) =>
    orSentence(async () => {
      const parsed = parseScheme(await readJson(args.scheme));
      if (!parsed.ok) throw refusal(args.scheme, parsed.faults);
      const errors = lintScheme(parsed.scheme).filter(({ severity }) => severity === 'error');
      const told = errors.map(({ path, message, mend }) => `  ${path}  ${message.en} ${mend.en}\n`);
      // What can never have a score is no scheme to score by; what else contradicts itself can be scored as it is written.
      if (errors.some(({ code }) => code === 'group-weightless'))
        throw new UserError(`${args.scheme} cannot be scored:\n${told.join('').trimEnd()}`);
      process.stdout.write(`${args.scheme} is a scheme.\n`);
      if (told.length > 0) process.stderr.write(`It contradicts itself:\n${told.join('')}`);
    }),
});

const lint = defineCommand({
  meta: {
    name: 'lint',
    description: 'What is, or may be, wrong with a scheme or a rubric; with data also what its values show',
  },
  args: {
    scheme: schemeArgument,
    data: { type: 'string', description: 'Data, CSV, as for `score`' },
    keep: { type: 'string', description: 'Lines that are units although they look like totals, as for `score`' },
    lang: { type: 'string', default: 'zh', description: 'zh or en' },
    json: { type: 'boolean', default: false, description: 'Findings as JSON, in both languages' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const language = languageOf(args.lang);
      const findings = await findingsIn(args.scheme, args.data, lineNumbers(args.keep));
      process.stdout.write(
        args.json
          ? `${JSON.stringify(findings, null, 2)}\n`
          : findings.map((one) => printed(one, language)).join('') || `${args.scheme}: ${NOTHING_FOUND[language]}\n`,
      );
      if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    }),
});

const schema = defineCommand({
  meta: { name: 'schema', description: 'The JSON Schema of scheme documents, for editors and other programs' },
  run: () => void process.stdout.write(`${JSON.stringify(SCHEME_JSON_SCHEMA, null, 2)}\n`),
});

export const scheme = defineCommand({
  meta: { name: 'scheme', description: 'Check a scheme, look for what it hardly means, print its schema' },
  subCommands: { check, lint, schema },
});

function languageOf(text: string): keyof Text {
  if (text === 'zh' || text === 'en') return text;
  throw new UserError(`--lang ${text} must be zh or en.`);
}

async function findingsIn(
  schemeFile: string,
  dataFile: string | undefined,
  keep: readonly number[],
): Promise<Finding[]> {
  const document = await readJson(schemeFile);
  if (dataFile === undefined) return lintScheme(document);
  const { text: csv, notes } = await readData(dataFile);
  const parsed = parseScheme(document);
  if (parsed.ok) {
    const read = fromDataFile(dataFile, () => readUnits(csv, buildTree(parsed.scheme), keep));
    for (const note of [...notes, ...read.notes]) process.stderr.write(`${dataFile}: ${note}\n`);
    return lintScheme(document, read.units);
  }
  process.stderr.write(`${schemeFile} cannot be scored as it is; ${dataFile} was not looked at.\n`);
  return lintScheme(document);
}

const SEVERITY_WORDS: Readonly<Record<Severity, Text>> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  note: { zh: '提示', en: 'note' },
};

const NOTHING_FOUND: Text = { zh: '未发现问题。', en: 'nothing found.' };

/** One finding: how grave and where, then what, why and what to do. */
function printed({ severity, code, path, message, why, mend }: Finding, language: keyof Text): string {
  const head = `${SEVERITY_WORDS[severity][language]}  ${code}  ${path}`;
  return `${[head, message[language], why[language], `→ ${mend[language]}`].join('\n  ')}\n`;
}
