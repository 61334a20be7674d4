import { scaledQuotient } from '../language/exact.ts';
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

/** Where a unit stands in its class: as printed, and the first and the last place of those it ties with. */
interface Place {
  readonly rank: number;
  /** Units strictly better, and one. */
  readonly first: number;
  /** Units strictly better and tied, itself among them. */
  readonly last: number;
}

/**
 * Ranks inside each class, on the figure the scheme declares, with what follows from a place: colours
 * by fifths, and grades held to their quota (强制分布).
 *
 * Both count units, whatever `ties` prints: a colour goes by how many are better, and a grade with a
 * quota is held only by those whose whole tie group fits into it, so that never more than the share
 * holds it.
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
  const placeOf = new Map<string, Place>();
  for (const peers of byClass.values()) {
    const figures = peers.map(({ figure }) => figure);
    const printed = ranksOf(figures, document.rounding.ties);
    const first = ranksOf(figures, 'competition');
    const last = ranksOf(figures, 'worst');
    peers.forEach(({ unit }, k) =>
      placeOf.set(unit, { rank: printed[k] as number, first: first[k] as number, last: last[k] as number }),
    );
  }
  return scores.map((score) => {
    const { class: name } = classOf(score.unit);
    const rankedOf = byClass.get(name)?.length ?? 0;
    const place = placeOf.get(score.unit) ?? null;
    return { ...score, ...byPlace(document, score, place, rankedOf), class: name, rank: place?.rank ?? null, rankedOf };
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

/** Grade and colour as far as they depend on the place. */
function byPlace(
  document: SchemeDocument,
  { grade, colour }: UnitScore,
  place: Place | null,
  rankedOf: number,
): Pick<UnitScore, 'grade' | 'colour'> {
  if (place === null) return { grade, colour: document.coloursBy === 'rank' ? null : colour };
  const { colours, coloursBy, gradeQuotas = [], grades } = document;
  const fifth = colours === undefined ? 0 : Math.ceil((place.first * colours.length) / rankedOf) - 1;
  // A unit whose tie group is beyond a grade's quota holds the next grade down.
  const caps = gradeQuotas.flatMap(({ grade: held, share }) => {
    const next = grades[grades.findIndex(({ code }) => code === held) + 1];
    return next !== undefined && place.last > Math.floor(scaledQuotient(share, 1, rankedOf))
      ? [{ cap: next.code }]
      : [];
  });
  return {
    grade: grade === null || caps.length === 0 ? grade : lowestOf(grades, grade, caps),
    colour: coloursBy === 'rank' ? (colours?.[fifth]?.code ?? null) : colour,
  };
}
