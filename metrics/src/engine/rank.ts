import type { UnitScore } from './score.ts';

export interface RankedScore extends UnitScore {
  readonly class: string;
  /** Place inside the class, ties sharing the best (1, 2, 2, 4); `null` when partial, absent or not ranked. */
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
 * Competition ranks inside each class, on the printed score.
 *
 * @param classOf the class of every scored unit
 * @returns the scores in their given order, each with its rank
 */
export function rankInClass(scores: readonly UnitScore[], classOf: (unit: string) => ClassOfUnit): RankedScore[] {
  const holdsRank = (score: UnitScore): boolean =>
    score.printed !== null && !score.partial && classOf(score.unit).ranked;
  const printedByClass = new Map<string, number[]>();
  for (const score of scores) {
    if (!holdsRank(score)) continue;
    const peers = printedByClass.get(classOf(score.unit).class) ?? [];
    peers.push(Number(score.printed));
    printedByClass.set(classOf(score.unit).class, peers);
  }
  for (const peers of printedByClass.values()) peers.sort((a, b) => b - a);
  return scores.map((score) => {
    const { class: peerClass } = classOf(score.unit);
    const peers = printedByClass.get(peerClass) ?? [];
    const rank = holdsRank(score) ? peers.indexOf(Number(score.printed)) + 1 : null;
    return { ...score, class: peerClass, rank, rankedOf: peers.length };
  });
}
