import {
  buildTree,
  derive,
  rankInClass,
  scoreLeaves,
  scoreSheet,
  type Derivation,
  type SchemeDocument,
  type UnitInput,
} from '@dangzhi/metrics';
import { DataFileError, readUnits } from './read-data-file.ts';

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
 * Wide: first column the unit code, one column an indicator, empty = `no-source`. Long: `unit,
 * indicator` and any of `value, numerator, denominator, missing, count`; an empty `value` is
 * numerator ÷ denominator × 100 (`no-cases` when the denominator is 0), or else `count`. A column
 * `class` puts units into classes, inside which they are ranked; without one all are one class.
 *
 * @param explained codes of units whose derivation is wanted, too
 * @throws DataFileError naming the line and how to mend it
 */
export function scoreFiles(scheme: SchemeDocument, csv: string, explained: readonly string[] = []): FileScore {
  const tree = buildTree(scheme);
  const { units: read, notes } = readUnits(csv, tree);
  const classOf = new Map(read.map(({ unit, class: own = '' }) => [unit, own]));
  const leaves = scoreLeaves(tree, read);
  const ranked = rankInClass(scheme, scoreSheet(tree, leaves), (unit) => ({
    class: classOf.get(unit) ?? '',
    ranked: true,
  }));
  const derivations = explained.map((unit) => {
    const score = ranked.find((one) => one.unit === unit);
    if (score === undefined) throw new DataFileError(`There is no unit ${unit}; the file has ${unitList(read)}`);
    return derive(tree, leaves, score);
  });
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

/** As many names as a message can bear. */
const unitList = (units: readonly UnitInput[]): string =>
  `${units
    .slice(0, 8)
    .map(({ unit }) => unit)
    .join(', ')}${units.length > 8 ? ', …' : ''}`;
