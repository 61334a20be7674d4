import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { ruledValue } from '../engine/leaf-column.ts';
import type { RankedScore } from '../engine/rank.ts';
import type { UnitScore } from '../engine/score.ts';
import { vetoCaps, type VetoCap } from '../engine/total.ts';
import { expression, printNumber } from '../rules/expression.ts';
import type { Adjustment, SchemeDocument } from '../scheme/document.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { stepOf, type DerivationStep } from './derivation-step.ts';
import { gradeStep } from './grade-step.ts';

/** From the base score to the printed figure, the rank and the grade. */
export function totalSteps(
  tree: SchemeTree,
  sheet: LeafSheet,
  unit: number,
  score: UnitScore | RankedScore,
): DerivationStep[] {
  const { document } = tree;
  const { baseScore, score: total, printed } = score;
  if (baseScore === null || total === null || printed === null) return [];
  const rulings = sheet.inputs[unit]?.adjustments ?? [];
  const caps = vetoCaps(tree, (leaf) => ruledValue(sheet.columns[leaf] ?? null, unit), rulings);
  const code = tree.nodes[tree.root]?.code ?? '';
  const root = stepOf(code);
  const earned = [...rulingSteps(rulings), ...itemSteps(document, score)];
  const { digits, mode, rankOn, ties } = document.rounding;
  const steps = [
    ...earned,
    ...capStep(code, 'bonus', earned, document.adjustments.bonusCap),
    ...capStep(code, 'deduct', earned, document.adjustments.deductCap),
    totalStep(tree, code, score, baseScore, total, caps),
    root(
      'round',
      { printed, digits, mode },
      {
        formula: `to ${digits} digits, ${mode}`,
        expression: printed.replace('-', '−'),
        result: Number(printed),
        by: mode,
      },
    ),
  ];
  if ('rank' in score && score.rank !== null)
    steps.push(
      root(
        'rank',
        { rank: score.rank, of: score.rankedOf, on: rankOn, ties },
        {
          formula: `rank of ${score.rankedOf} by ${rankOn === 'printed' ? 'the printed figure' : 'the score'}`,
          expression: String(score.rank),
          result: score.rank,
          by: ties,
        },
      ),
    );
  // A quota of grades goes by the rank.
  return [...steps, ...gradeStep(tree, code, score, printed, caps)];
}

/** Points given or taken by a ruling, each with its evidence. */
const rulingSteps = (rulings: readonly Adjustment[]): DerivationStep[] =>
  rulings.flatMap((ruling): DerivationStep[] => {
    if (ruling.kind === 'veto') return [];
    const { code, kind } = ruling;
    const points = Number(ruling.points);
    return [
      stepOf(code)(
        kind,
        { from: 'ruling', code, points },
        { formula: 'points of the ruling', expression: printNumber(points), result: points },
      ),
    ];
  });

const itemSteps = ({ adjustments }: SchemeDocument, { items }: UnitScore): DerivationStep[] =>
  items.map(({ code, kind, count, points }) => {
    const item = adjustments.items?.find((one) => one.code === code);
    const { each = 0, cap = null, name = { zh: code, en: code } } = item ?? {};
    const earned = expression`${each} × ${count}`;
    return stepOf(code)(
      kind,
      { from: 'item', name, each, count, cap },
      {
        formula: cap === null ? 'each × count' : 'min(cap, each × count)',
        expression: cap === null ? earned : `min(${printNumber(cap)}, ${earned})`,
        result: points,
      },
    );
  });

/** Where the section gives or takes less than its parts add up to, what it gives or takes. */
function capStep(
  node: string,
  kind: 'bonus' | 'deduct',
  earned: readonly DerivationStep[],
  cap: number,
): DerivationStep[] {
  const points = earned.flatMap((step) => (step.kind === kind ? [step.result ?? 0] : []));
  if (points.reduce((sum, one) => sum + one, 0) <= cap) return [];
  return [
    stepOf(node)(
      kind,
      { from: 'cap', cap },
      {
        formula: 'min(cap, Σ points)',
        expression: `min(${printNumber(cap)}, ${points.map(printNumber).join(' + ')})`,
        result: cap,
        by: kind === 'bonus' ? 'bonusCap' : 'deductCap',
      },
    ),
  ];
}

function totalStep(
  { range, document }: SchemeTree,
  code: string,
  { bonus, deduction, vetoes }: UnitScore,
  base: number,
  result: number,
  caps: readonly VetoCap[],
): DerivationStep {
  const scoreCaps = caps.flatMap(({ code: veto, scoreCap }) => (scoreCap === null ? [] : [{ code: veto, scoreCap }]));
  const held = range === null ? null : ([range[0], range[1] + document.adjustments.bonusCap] as const);
  const free = expression`${base} + ${bonus} − ${deduction}`;
  const inRange = held === null ? free : `min(${printNumber(held[1])}, max(${printNumber(held[0])}, ${free}))`;
  const formula = `base + bonus − deduction${held === null ? '' : ', held inside the range'}`;
  const isCapped = scoreCaps.length > 0;
  const isFree = result === base + bonus - deduction;
  return stepOf(code)(
    'total',
    { base, bonus, deduction, held: isFree ? null : held, scoreCaps },
    {
      formula: isCapped ? `${formula}, under the score cap of a veto` : formula,
      expression: isCapped
        ? `min(${[...scoreCaps.map(({ scoreCap }) => printNumber(scoreCap)), inRange].join(', ')})`
        : inRange,
      // What does not bind is left out of what people read.
      ...(isFree && { shown: bonus === 0 && deduction === 0 ? null : free }),
      result,
      by: vetoes.length === 0 ? null : vetoes.join(', '),
    },
  );
}
