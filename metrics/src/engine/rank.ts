import type { SchemeDocument, Ties } from '../scheme/document.ts';
import type { UnitScore } from './score.ts';
import { lowestOf, rankFigure } from './total.ts';

export interface RankedScore extends UnitScore {
  readonly class: string;
  /** Place inside the class, equal scores sharing one as the scheme declares; `null` when partial, absent or not ranked. */
  readonly rank: number | null;
  /** How many of the class hold a rank. */
  readonly rankedOf: number;
}

export interface ClassOfUnit {
  readonly class: string;
  /** 人武部, courts and procuratorate are scored for themselves and never ranked. */
  readonly ranked: boolean;
}

/**
 * Ranks inside each class, on the figure the scheme declares, with what follows from a rank: colours
 * by fifths, and grades held to their quota (强制分布).
 *
 * @param classOf the class of every scored unit
 * @returns the scores in their given order, each with its rank
 */
export function rankInClass(
  document: SchemeDocument,
  scores: readonly UnitScore[],
  classOf: (unit: string) => ClassOfUnit,
): RankedScore[] {
  const byClass = new Map<string, { unit: string; figure: number }[]>();
  for (const { unit, score, partial } of scores) {
    const { class: name, ranked } = classOf(unit);
    if (score === null || partial || !ranked) continue;
    const peers = byClass.get(name) ?? [];
    peers.push({ unit, figure: rankFigure(document, score) });
    byClass.set(name, peers);
  }
  const rankOf = new Map<string, number>();
  for (const peers of byClass.values()) {
    const ranks = ranksOf(
      peers.map(({ figure }) => figure),
      document.rounding.ties,
    );
    peers.forEach(({ unit }, k) => rankOf.set(unit, ranks[k] as number));
  }
  return scores.map((score) => {
    const { class: name } = classOf(score.unit);
    const rankedOf = byClass.get(name)?.length ?? 0;
    const rank = rankOf.get(score.unit) ?? null;
    return { ...score, ...byRank(document, score, rank, rankedOf), class: name, rank, rankedOf };
  });
}

/**
 * Ranks of figures, the highest first.
 *
 * | ties | 90, 80, 80, 70 |
 * |---|---|
 * | competition | 1, 2, 2, 4 |
 * | dense | 1, 2, 2, 3 |
 * | worst | 1, 3, 3, 4 |
 *
 * @param figures finite, in any order
 * @returns from 1, in the order given
 */
export function ranksOf(figures: readonly number[], ties: Ties = 'competition'): number[] {
  const descending = [...figures].sort((a, b) => b - a);
  const rankOf = new Map<number, number>();
  let distinct = 0;
  descending.forEach((figure, place) => {
    if (!rankOf.has(figure)) distinct += 1;
    if (ties === 'worst') rankOf.set(figure, place + 1);
    else if (!rankOf.has(figure)) rankOf.set(figure, ties === 'dense' ? distinct : place + 1);
  });
  return figures.map((figure) => rankOf.get(figure) as number);
}

/** Grade and colour as far as they depend on the rank. */
function byRank(
  document: SchemeDocument,
  { grade, colour }: UnitScore,
  rank: number | null,
  rankedOf: number,
): Pick<UnitScore, 'grade' | 'colour'> {
  if (rank === null) return { grade, colour: document.coloursBy === 'rank' ? null : colour };
  const { colours, coloursBy, gradeQuotas = [], grades } = document;
  const fifth = colours === undefined ? 0 : Math.ceil((rank * colours.length) / rankedOf) - 1;
  // A unit beyond a grade's quota holds the next grade down.
  const caps = gradeQuotas.flatMap(({ grade: held, share }) => {
    const next = grades[grades.findIndex(({ code }) => code === held) + 1];
    return next !== undefined && rank > Math.floor(share * rankedOf + 1e-9) ? [{ cap: next.code }] : [];
  });
  return {
    grade: grade === null || caps.length === 0 ? grade : lowestOf(grades, grade, caps),
    colour: coloursBy === 'rank' ? (colours?.[fifth]?.code ?? null) : colour,
  };
}
