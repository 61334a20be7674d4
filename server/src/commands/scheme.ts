import { buildTree } from '@dangzhi/metrics';
import { lintScheme, type Finding, type Severity, type Text } from '@dangzhi/metrics/lint';
import { parseScheme, SCHEME_JSON_SCHEMA } from '@dangzhi/metrics/scheme';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { readUnits } from '../intake/imports/read-data-file.ts';
import { fromDataFile, readJson, readText, refusal } from './files.ts';
import { orSentence } from './server-api.ts';

const schemeArgument = { type: 'string', required: true, description: 'Scheme document, JSON' } as const;

const check = defineCommand({
  meta: { name: 'check', description: 'Whether a scheme can be scored: every fault with its place and its mend' },
  args: { scheme: schemeArgument },
  run: ({ args }) =>
    orSentence(async () => {
      const parsed = parseScheme(await readJson(args.scheme));
      if (!parsed.ok) throw refusal(args.scheme, parsed.faults);
      process.stdout.write(`${args.scheme} is a scheme.\n`);
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
    lang: { type: 'string', default: 'zh', description: 'zh or en' },
    json: { type: 'boolean', default: false, description: 'Findings as JSON, in both languages' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const language = languageOf(args.lang);
      const findings = await findingsIn(args.scheme, args.data);
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

async function findingsIn(schemeFile: string, dataFile: string | undefined): Promise<Finding[]> {
  const document = await readJson(schemeFile);
  if (dataFile === undefined) return lintScheme(document);
  const csv = await readText(dataFile);
  const parsed = parseScheme(document);
  if (parsed.ok)
    return lintScheme(
      document,
      fromDataFile(dataFile, () => readUnits(csv, buildTree(parsed.scheme)).units),
    );
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
