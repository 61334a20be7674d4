import type { UnitKind, UnitSet } from '@dangzhi/metrics';

type Member = UnitSet['members'][number];

/** The members of a set on a day, `YYYY-MM-DD`; the last day of a membership is the one before `to`. */
export const membersOn = ({ members }: Pick<UnitSet, 'members'>, day: string): Member[] =>
  members.filter(({ from, to }) => from <= day && (to === null || day < to));

/** How many members of each kind; kinds without any are left out. Units the county does not list count as none. */
export function countByKind(
  members: readonly Member[],
  kindOf: (unit: string) => UnitKind | undefined,
): { kind: UnitKind; count: number }[] {
  const counts = new Map<UnitKind, number>();
  for (const { unit } of members) {
    const kind = kindOf(unit);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** The days on which a set changed up to a day, and how many it had from then on; oldest first. */
export function sizeSteps({ members }: Pick<UnitSet, 'members'>, day: string): { from: string; count: number }[] {
  const days = [...new Set(members.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))]
    .filter((one) => one <= day)
    .sort();
  return days.map((from) => ({ from, count: membersOn({ members }, from).length }));
}
