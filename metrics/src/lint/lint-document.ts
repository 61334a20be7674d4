import type { UnitInput } from '../engine/table.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { contextOf, labelsOf, type LintOptions } from './context.ts';
import { DOCUMENT_CHECKS } from './document/index.ts';
import { findingOf, type Finding, type Found } from './finding.ts';
import { valuesContextOf } from './values/context.ts';
import { VALUE_CHECKS } from './values/index.ts';

/**
 * What is, or may be, wrong with a document that has the shape of a scheme; it need not be one that
 * `parseScheme` takes. Needs nothing but the document, so a page can ask after every edit.
 *
 * @returns errors first, then warnings, then notes, each in the order of the document
 */
export function lintDocument(scheme: SchemeDocument, options: LintOptions = {}): Finding[] {
  const context = contextOf(scheme, options);
  return toldOf(
    scheme,
    DOCUMENT_CHECKS.flatMap((find) => find(context)),
  );
}

/**
 * What only the values of a run show: indicators that tell nobody apart, say the same twice, or that
 * nobody supplies.
 *
 * @param scheme taken by `parseScheme`
 * @param inputs the units that are scored together
 * @returns in the order of {@link lintDocument}
 */
export function lintValues(scheme: SchemeDocument, inputs: readonly UnitInput[], options: LintOptions = {}): Finding[] {
  const context = valuesContextOf(scheme, inputs, options);
  return toldOf(
    scheme,
    VALUE_CHECKS.flatMap((find) => find(context)),
  );
}

function toldOf(scheme: SchemeDocument, found: readonly Found[]): Finding[] {
  const labelOf = labelsOf(scheme);
  return inOrder(found.map((one) => findingOf(one, labelOf)));
}

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** By severity, and then as the document is read: its head, and node by node. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const nodeAt = (path: string): number => Number(/^\/nodes\/(\d+)/.exec(path)?.[1] ?? -1);
  return [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || nodeAt(a.path) - nodeAt(b.path),
  );
}
