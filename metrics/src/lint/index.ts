/** The linter of schemes and rubrics (考核细则检查). */
export { lintScheme, type FindingCode } from './lint-scheme.ts';
export { lintDocument, lintValues } from './lint-document.ts';
export { applyChange, type Change, type Finding, type Severity, type Text } from './finding/finding.ts';
export type { LintOptions } from './finding/context.ts';
