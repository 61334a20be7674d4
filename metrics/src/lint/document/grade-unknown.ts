import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A veto or a quota that names a grade the scheme does not have. */
export function findGradeUnknown({ scheme, leaves }: LintContext): Found[] {
  const known = new Set(scheme.grades.map(({ code }) => code));
  const unknown = (node: string | null, path: string, grade: string): Found[] =>
    known.has(grade) ? [] : [{ code: 'grade-unknown', node, path, data: { grade } }];
  const vetoes = leaves.flatMap(({ leaf: { code, rule }, path }) =>
    rule.type === 'veto-when' || rule.type === 'veto-when-positive' ? unknown(code, `${path}/rule/cap`, rule.cap) : [],
  );
  const quotas = (scheme.gradeQuotas ?? []).flatMap(({ grade }, k) => unknown(null, `/gradeQuotas/${k}/grade`, grade));
  return [...vetoes, ...quotas];
}
