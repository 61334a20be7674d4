/** What a step of a derivation does; a page has one sentence for each, in either language. */
export const STEP_KINDS = [
  'value',
  'absent',
  'denominate',
  'impute',
  'treat',
  'log',
  'rule',
  'fill',
  'aggregate',
  'bonus',
  'deduct',
  'total',
  'round',
  'rank',
  'grade',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];
