import type { RankedScore } from '../engine/rank.ts';
import type { UnitScore } from '../engine/score.ts';
import { lowestOf, stepAt, type VetoCap } from '../engine/total.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { stepOf, type DerivationStep } from './derivation-step.ts';
import type { GradeFacts } from './step-facts.ts';

/** The grade the printed figure reaches, what vetoes and quotas leave of it, or why there is none. */
export function gradeStep(
  { document }: SchemeTree,
  node: string,
  score: UnitScore | RankedScore,
  printed: string,
  caps: readonly VetoCap[],
): DerivationStep[] {
  const { grades, gradeQuotas = [], coverageThreshold: threshold } = document;
  if (grades.length === 0) return [];
  const rung = (code: string | null | undefined) => grades.find((one) => one.code === code) ?? null;
  const reached = rung(stepAt(grades, Number(printed)));
  const before = lowestOf(grades, reached?.code ?? null, caps);
  // What is still better than the grade held is held back by the quota of the rung above it.
  const held = grades.findIndex(({ code }) => code === score.grade);
  const quota = before === score.grade ? undefined : gradeQuotas.find(({ grade }) => grade === grades[held - 1]?.code);
  const quotaGrade = rung(quota?.grade);
  const facts: GradeFacts = {
    printed,
    partial: score.partial ? { coverage: score.coverage, threshold } : null,
    reached,
    above: grades[grades.findIndex(({ code }) => code === reached?.code) - 1] ?? null,
    vetoes: caps.map(({ code, cap }) => ({ code, cap: rung(cap) })),
    quota:
      quota === undefined || quotaGrade === null || !('rankedOf' in score)
        ? null
        : { grade: quotaGrade, share: quota.share, of: score.rankedOf },
    grade: rung(score.grade),
  };
  return [stepOf(node)('grade', facts, { by: score.grade })];
}
