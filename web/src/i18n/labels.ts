import type { MissingKind, NotComposed, Standing, UnitKind } from '@dangzhi/metrics';

/** Codes of the API and the key of the word for each: static, so that unused and missing keys can be found. */
export const STANDING_KEY: Record<Standing, string> = {
  demo: 'standing.demo',
  published: 'standing.published',
  pulled: 'standing.pulled',
  reported: 'standing.reported',
  inspected: 'standing.inspected',
};

/** Several units of a kind. */
export const UNIT_KIND_KEY: Record<UnitKind, string> = {
  county: 'unitKind.county',
  department: 'unitKind.department',
  township: 'unitKind.township',
};

export const MISSING_KEY: Record<MissingKind, string> = {
  'not-applicable': 'missing.notApplicable',
  'not-due': 'missing.notDue',
  'no-cases': 'missing.noCases',
  'no-source': 'missing.noSource',
  overdue: 'missing.overdue',
  damaged: 'missing.damaged',
};

export const MISSING_ADVICE_KEY: Record<MissingKind, string> = {
  'not-applicable': 'missingAdvice.notApplicable',
  'not-due': 'missingAdvice.notDue',
  'no-cases': 'missingAdvice.noCases',
  'no-source': 'missingAdvice.noSource',
  overdue: 'missingAdvice.overdue',
  damaged: 'missingAdvice.damaged',
};

/** Why a group has no score of its own; `{share}` is how much of it is covered. */
export const NOT_COMPOSED_KEY: Record<NotComposed, string> = {
  never: 'group.never',
  'no-leaf': 'group.noLeaf',
  single: 'group.single',
  'nothing-due': 'unit.nothingDue',
  coverage: 'group.coverage',
  damaged: 'missing.damaged',
};

export const STATE_COLOURS = ['blue', 'green', 'yellow', 'orange', 'red'] as const;
export type StateColour = (typeof STATE_COLOURS)[number];

export const COLOUR_KEY: Record<StateColour, string> = {
  blue: 'colour.blue',
  green: 'colour.green',
  yellow: 'colour.yellow',
  orange: 'colour.orange',
  red: 'colour.red',
};

/** The five-colour code of a score, or `null` when it has none (partial) or one the page does not know. */
export const asStateColour = (code: string | null): StateColour | null =>
  STATE_COLOURS.find((known) => known === code) ?? null;

const GRADE_KEY: Readonly<Record<string, string>> = {
  excellent: 'grade.excellent',
  good: 'grade.good',
  pass: 'grade.pass',
  fail: 'grade.fail',
};

/** Grades belong to the scheme; the usual four have a word, others show their code. */
export const gradeKey = (code: string): string | null => GRADE_KEY[code] ?? null;
