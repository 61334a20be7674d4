import { indicatorsOf, namedUnits, type NamedUnit, type SchemeTree, type UnitInput } from '@dangzhi/metrics';
import { DataFileError } from './data-file-error.ts';
import { readGrid, type GridLine } from './grid.ts';
import { findHead, indicatorNames } from './head.ts';
import { identityOf, someOf } from './names.ts';
import { readLong } from './read-long.ts';
import { readWide } from './read-wide.ts';
import { Told } from './told.ts';

export interface DataFile {
  readonly units: UnitInput[];
  /** What was assumed, left out or looks like a slip. */
  readonly notes: string[];
}

/**
 * The units of a data file as the engine takes them, with everything that was read otherwise than written.
 *
 * @param keep numbers of lines that are units, whatever they look like
 * @throws DataFileError with every fault of the file
 */
export function readUnits(csv: string, tree: SchemeTree, keep: readonly number[] = []): DataFile {
  const indicators = indicatorsOf(tree);
  const grid = readGrid(csv);
  const columnsOf = indicatorNames(tree, indicators);
  const head = findHead(grid.lines, columnsOf);
  const told = new Told();
  if (head.at > 0) told.note(`the head is line ${head.line}; ${linesOf(grid.lines.slice(0, head.at))} left out`);
  const below = grid.lines.slice(head.at + 1);
  if (below.length === 0) throw new DataFileError('The data file has a head and no unit below it');
  const table =
    head.shape === 'long'
      ? readLong(head, below, grid, columnsOf, told)
      : readWide(head, below, grid, new Set(keep), told);
  const units = table.done(namesInScheme(tree));
  told.refuse();
  const named = new Set(table.named);
  const unused = [...named].filter((name) => !indicators.includes(name));
  const lacking = indicators.filter((code) => !named.has(code));
  if (unused.length > 0) told.note(`the scheme does not use ${someOf(unused)} of the data`);
  for (const code of lacking) told.note(`the data has no "${code}", so it is no-source for every unit`);
  noteClasses(units, told);
  for (const { unit, as, leaf } of namedUnits(tree))
    if (!units.some((one) => one.unit === unit))
      told.note(`the scheme names the unit "${unit}" ${WHERE_NAMED[as](leaf)}; the data has no such unit`);
  return { units, notes: told.notes };
}

const linesOf = (lines: readonly GridLine[]): string => {
  const [first, last] = [lines[0]?.line, lines.at(-1)?.line];
  return first === last ? `line ${first}, above it, is` : `lines ${first} to ${last}, above it, are`;
};

const namesInScheme = (tree: SchemeTree): ReadonlyMap<string, string> =>
  new Map(namedUnits(tree).map(({ unit }) => [identityOf(unit), unit]));

const WHERE_NAMED: Readonly<Record<NamedUnit['as'], (leaf: string | null) => string>> = {
  reference: (leaf) => `as the reference of ${leaf}, which nobody is scored by then`,
  keep: () => 'as one that screening keeps',
  drop: () => 'as one that screening drops',
};

/** One class in several spellings is one, and said to be; units without a class beside others that have one, too. */
function noteClasses(units: UnitInput[], told: Told): void {
  const spelled = new Map<string, string>();
  units.forEach((one, at) => {
    const group = one.class ?? '';
    const first = spelled.get(identityOf(group)) ?? group;
    spelled.set(identityOf(group), first);
    if (first === group) return;
    told.note(`class "${group}" is read as "${first}"`);
    units[at] = { ...one, class: first };
  });
  const without = units.filter(({ class: group }) => group === '').map(({ unit }) => unit);
  if (without.length === 0 || without.length === units.length) return;
  told.note(`no class is given for ${someOf(without)}; units without one are ranked among themselves`);
}
