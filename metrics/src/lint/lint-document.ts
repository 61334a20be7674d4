import type { UnitInput } from '../engine/table.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { contextOf, labelsOf, type LintOptions } from './finding/context.ts';
import { DOCUMENT_CHECKS } from './document/index.ts';
import { findingOf, type Check, type Finding } from './finding/finding.ts';
import { valuesContextOf } from './values/context.ts';
import { VALUE_CHECKS } from './values/index.ts';

/**
 * What is, or may be, wrong with a document that has the shape of a scheme; it need not be one that
 * `parseScheme` takes. Needs nothing but the document, so a page can ask after every edit.
 *
 * @returns errors first, then warnings, then notes, each in the order of the document
 */
export function lintDocument(
  scheme: SchemeDocument,
  options: LintOptions = {},
): Finding<keyof typeof DOCUMENT_CHECKS>[] {
  return findingsOf(DOCUMENT_CHECKS, contextOf(scheme, options));
}

/**
 * What only the values of a run show: indicators that tell nobody apart, say the same twice, or that
 * nobody supplies.
 *
 * @param scheme taken by `parseScheme`
 * @param inputs the units that are scored together
 * @returns in the order of {@link lintDocument}
 */
export function lintValues(
  scheme: SchemeDocument,
  inputs: readonly UnitInput[],
  options: LintOptions = {},
): Finding<keyof typeof VALUE_CHECKS>[] {
  return findingsOf(VALUE_CHECKS, valuesContextOf(scheme, inputs, options));
}

function findingsOf<Code extends string, Context extends { readonly scheme: SchemeDocument }>(
  checks: Readonly<Record<Code, Check<Context>>>,
  context: Context,
): Finding<Code>[] {
  const labelOf = labelsOf(context.scheme);
  const codes = Object.keys(checks) as Code[];
  return inOrder(
    codes.flatMap((code) => checks[code].find(context).map((found) => findingOf(code, checks[code], found, labelOf))),
  );
}

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** By severity, and then as the document is read: its head, and node by node. */
export function inOrder<F extends Finding>(findings: readonly F[]): F[] {
  const nodeAt = (path: string): number => Number(/^\/nodes\/(\d+)/.exec(path)?.[1] ?? -1);
  return [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || nodeAt(a.path) - nodeAt(b.path),
  );
}
