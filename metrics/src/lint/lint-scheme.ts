import type { UnitInput } from '../engine/table.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { schemeFaults } from '../scheme/faults.ts';
import { readScheme, type SchemeFault } from '../scheme/structure.ts';
import { labelsOf, type LintOptions } from './finding/context.ts';
import { DOCUMENT_CHECKS } from './document/index.ts';
import { findingOf, type Finding, type FindingText } from './finding/finding.ts';
import { inOrder, lintDocument, lintValues } from './lint-document.ts';
import { VALUE_CHECKS } from './values/index.ts';

/** What `parseScheme` refuses and no check speaks of: `fault` is its message. */
const REFUSALS = {
  unreadable: {
    severity: 'error',
    message: { zh: '此处不符合方案文档的格式：{fault}', en: 'This is not what a scheme document has here: {fault}' },
    why: {
      zh: '格式不符的文档无法读取，其余检查也无法进行。',
      en: 'It cannot be read, so nothing else can be checked.',
    },
    mend: {
      zh: '按提示修改；格式见公布的 JSON Schema。',
      en: 'Change it as it says; the published JSON Schema has the format.',
    },
  },
  refused: {
    severity: 'error',
    message: { zh: '方案不会被接受：{fault}', en: 'The scheme is refused: {fault}' },
    why: { zh: '照此无法计分。', en: 'It cannot be scored like this.' },
    mend: { zh: '按提示修改。', en: 'Change it as it says.' },
  },
} as const satisfies Readonly<Record<string, FindingText>>;

/** Every kind of finding there is, in words. */
export const FINDING_TEXTS = { ...REFUSALS, ...DOCUMENT_CHECKS, ...VALUE_CHECKS };
export type FindingCode = keyof typeof FINDING_TEXTS;

/**
 * Reads what a person wrote as an experienced colleague would: everything `parseScheme` refuses, and
 * everything that can be scored and is hardly meant. Never repairs anything.
 *
 * @param input parsed JSON of any shape; an object of the shape of a scheme is looked at whole, even where
 * it would be refused
 * @param inputs values of a run, looked at when the scheme can be scored
 * @returns errors first, then warnings, then notes, each in the order of the document
 */
export function lintScheme(
  input: unknown,
  inputs?: readonly UnitInput[],
  options: LintOptions = {},
): Finding<FindingCode>[] {
  const read = readScheme(input);
  if (!read.ok) return read.faults.map((fault) => findingOfFault('unreadable', fault));
  const { scheme } = read;
  const findings: Finding<FindingCode>[] = lintDocument(scheme, options);
  const faults = schemeFaults(scheme);
  const unsaid = faults.filter((fault) => !findings.some((finding) => speaksOf(finding, fault)));
  findings.push(...unsaid.map((fault) => findingOfFault('refused', fault, scheme)));
  if (inputs !== undefined && faults.length === 0) findings.push(...lintValues(scheme, inputs, options));
  return inOrder(findings);
}

/** Whether a finding is about the very thing a fault is about: the same place, or a rule and a part of it. */
function speaksOf({ path, severity }: Finding, fault: SchemeFault): boolean {
  if (severity !== 'error') return false;
  return path === fault.path || (path.endsWith('/rule') && fault.path.startsWith(`${path}/`));
}

function findingOfFault(
  code: keyof typeof REFUSALS,
  { path, message }: SchemeFault,
  scheme?: SchemeDocument,
): Finding<FindingCode> {
  const node = scheme?.nodes[Number(/^\/nodes\/(\d+)/.exec(path)?.[1] ?? -1)]?.code ?? null;
  return findingOf(
    code,
    REFUSALS[code],
    { node, path, data: { fault: message } },
    scheme === undefined ? (name) => ({ zh: name, en: name }) : labelsOf(scheme),
  );
}
