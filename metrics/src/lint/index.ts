/** The linter of schemes and rubrics (考核细则检查). */
export { lintScheme } from './lint-scheme.ts';
export { lintDocument, lintValues } from './lint-document.ts';
export { applyChange, type Change, type Finding } from './finding.ts';
export type { LintOptions } from './context.ts';
export { TEXTS, type FindingCode, type Severity, type Text } from './texts.ts';
