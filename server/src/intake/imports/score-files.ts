import {
  buildTree,
  derive,
  rankInClass,
  scoreLeaves,
  scoreSheet,
  type Derivation,
  type RankedScore,
  type SchemeDocument,
  type UnitInput,
} from '@dangzhi/metrics';
import { DataFileError } from './data-file-error.ts';
import { identityOf, someOf } from './names.ts';
import { readUnits } from './read-data-file.ts';

export interface FileScore {
  readonly scheme: string;
  /** What in the files was not used, or is lacking, and looks like a slip; left out when there is nothing. */
  readonly notes?: readonly string[];
  /** Of the units asked for: every step from their values to the printed figure. */
  readonly derivations?: readonly Derivation[];
  readonly units: readonly {
    readonly code: string;
    /** Unrounded; `null` when nothing is present. */
    readonly score: number | null;
    /** What ranks and grades look at. */
    readonly printed: string | null;
    readonly rank: number | null;
    readonly grade: string | null;
    readonly coverage: number | null;
    readonly partial: boolean;
    readonly nodes: Readonly<Record<string, number | null>>;
  }[];
}

/**
 * Scores an index from a checked scheme and the text of a data file, with no database.
 *
 * Wide: a column of units, one column an indicator (its code or its name), empty = `no-source`. Long: `unit,
 * indicator` and any of `value, numerator, denominator, missing, count`; an empty `value` is
 * numerator ÷ denominator × 100 (`no-cases` when the denominator is 0), or else `count`. A column
 * `class` puts units into classes, inside which they are ranked; without one all are one class.
 *
 * @throws DataFileError naming every line at fault and how to mend it
 */
export function scoreFiles(
  scheme: SchemeDocument,
  csv: string,
  { explain = '', keep = [] }: FileOptions = {},
): FileScore {
  const tree = buildTree(scheme);
  const { units: read, notes } = readUnits(csv, tree, keep);
  const classOf = new Map(read.map(({ unit, class: own = '' }) => [unit, own]));
  const leaves = scoreLeaves(tree, read);
  const ranked = rankInClass(scheme, scoreSheet(tree, leaves), (unit) => ({
    class: classOf.get(unit) ?? '',
    ranked: true,
  }));
  const derivations = unitsNamed(explain, read).map((unit) =>
    derive(tree, leaves, ranked.find((one) => one.unit === unit) as RankedScore),
  );
  if (ranked.every(({ score }) => score === null))
    notes.push(
      read.length === 0 ? 'the file has no unit' : 'no unit has a score; --explain with a unit says why, step by step',
    );
  return {
    scheme: scheme.code,
    ...(notes.length > 0 && { notes }),
    ...(derivations.length > 0 && { derivations }),
    units: ranked.map(({ unit, score, printed, rank, grade, coverage, partial, nodes }) => ({
      code: unit,
      score,
      printed,
      rank,
      grade,
      coverage,
      partial,
      nodes: Object.fromEntries(nodes.map((node) => [node.code, node.score])),
    })),
  };
}

export interface FileOptions {
  /** Units whose derivation is wanted, too: their names, separated by commas, which a name may have itself. */
  readonly explain?: string;
  /** Numbers of lines that are units, whatever they look like. */
  readonly keep?: readonly number[];
}

/** The units of a list that separates them by commas, the longest name first. */
function unitsNamed(list: string, units: readonly UnitInput[]): string[] {
  const byIdentity = new Map(units.map(({ unit }) => [identityOf(unit), unit]));
  const parts = list.split(',').filter((part, _at, all) => all.length > 1 || part !== '');
  const found: string[] = [];
  for (let from = 0; from < parts.length;) {
    const upTo = parts.findLastIndex(
      (_part, to) => to >= from && byIdentity.has(identityOf(parts.slice(from, to + 1).join(','))),
    );
    if (upTo < from)
      throw new DataFileError(`There is no unit ${parts[from]}; the file has ${someOf(units.map(({ unit }) => unit))}`);
    found.push(byIdentity.get(identityOf(parts.slice(from, upTo + 1).join(','))) as string);
    from = upTo + 1;
  }
  return found;
}
