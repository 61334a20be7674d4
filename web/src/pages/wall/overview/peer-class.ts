import type { Overview } from '../../../api/types.ts';

export type RankedUnit = Overview['departments'][number];

export interface PeerClass {
  code: string;
  /** Units that hold a rank, best first; equal ranks keep the order of the answer. */
  ranked: RankedUnit[];
  /** Those without a rank: partial, or never ranked. */
  unranked: RankedUnit[];
}

/** Departments by peer class, the largest class first: a department is compared with its own kind only. */
export function peerClasses(departments: readonly RankedUnit[]): PeerClass[] {
  const byClass = new Map<string, PeerClass>();
  for (const row of departments) {
    const { class: code } = row.unit;
    const peers = byClass.get(code) ?? { code, ranked: [], unranked: [] };
    (row.rank === null ? peers.unranked : peers.ranked).push(row);
    byClass.set(code, peers);
  }
  for (const { ranked } of byClass.values()) ranked.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const sizeOf = ({ ranked, unranked }: PeerClass) => ranked.length + unranked.length;
  return [...byClass.values()].sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** The first and the last `count` of a ranking, and how many stand between them; short rankings come whole. */
export function firstAndLast<T>(ranked: readonly T[], count: number): { first: T[]; last: T[]; between: number } {
  const between = Math.max(0, ranked.length - 2 * count);
  if (between === 0) return { first: [...ranked], last: [], between };
  return { first: ranked.slice(0, count), last: ranked.slice(-count), between };
}
