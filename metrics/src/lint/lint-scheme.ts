import type { UnitInput } from '../engine/table.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { schemeFaults } from '../scheme/faults.ts';
import { readScheme, type SchemeFault } from '../scheme/structure.ts';
import { labelsOf, type LintOptions } from './context.ts';
import { findingOf, type Finding } from './finding.ts';
import { inOrder, lintDocument, lintValues } from './lint-document.ts';

/**
 * Reads what a person wrote as an experienced colleague would: everything `parseScheme` refuses, and
 * everything that can be scored and is hardly meant. Never repairs anything.
 *
 * @param input parsed JSON of any shape; an object of the shape of a scheme is looked at whole, even where
 * it would be refused
 * @param inputs values of a run, looked at when the scheme can be scored
 * @returns errors first, then warnings, then notes, each in the order of the document
 */
export function lintScheme(input: unknown, inputs?: readonly UnitInput[], options: LintOptions = {}): Finding[] {
  const read = readScheme(input);
  if (!read.ok) return read.faults.map((fault) => findingOfFault('unreadable', fault));
  const { scheme } = read;
  const findings = lintDocument(scheme, options);
  const faults = schemeFaults(scheme);
  const untold = faults.filter((fault) => !findings.some((finding) => tellsOf(finding, fault)));
  findings.push(...untold.map((fault) => findingOfFault('refused', fault, scheme)));
  if (inputs !== undefined && faults.length === 0) findings.push(...lintValues(scheme, inputs, options));
  return inOrder(findings);
}

/** Whether a finding is about the very thing a fault is about: the same place, or a rule and a part of it. */
function tellsOf({ path, severity }: Finding, fault: SchemeFault): boolean {
  if (severity !== 'error') return false;
  return path === fault.path || (path.endsWith('/rule') && fault.path.startsWith(`${path}/`));
}

function findingOfFault(
  code: 'unreadable' | 'refused',
  { path, message }: SchemeFault,
  scheme?: SchemeDocument,
): Finding {
  const node = scheme?.nodes[Number(/^\/nodes\/(\d+)/.exec(path)?.[1] ?? -1)]?.code ?? null;
  return findingOf(
    { code, node, path, data: { fault: message } },
    scheme === undefined ? (name) => ({ zh: name, en: name }) : labelsOf(scheme),
  );
}
