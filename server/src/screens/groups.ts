import {
  groupsOf,
  pivotLeaves,
  printRounded,
  weakestStanding,
  whyNotComposed,
  type PivotGroup,
  type PivotLeaf,
  type SchemeDocument,
  type SchemeTree,
  type View,
} from '@dangzhi/metrics';
import type { Band, GroupScore, Priority } from '@dangzhi/metrics/contract';
import { indicatorOfLeaf, type CountyScene } from './scene.ts';

/** As much of a scene as its groups are made of. */
type Grouped = Pick<CountyScene, 'run' | 'leaves' | 'previous'>;

/** The county's dimensions, each with its score this month and the month before. */
export function dimensionScores(scene: Grouped): GroupScore[] {
  const before = new Map(sorted(scene, 'dimensions', scene.previous).map(({ own }) => [own.code, own.score]));
  const { coverageThreshold } = scene.run.tree.document;
  // Where anything of the county is damaged nothing has a weight in its score, and no group is made of weights.
  const isWithheld = scene.leaves.some(({ missing }) => missing === 'damaged');
  return sorted(scene, 'dimensions', scene.leaves).map(({ group: { code, name }, own }) => ({
    code,
    name,
    leaves: [...own.leaves],
    ...scoreOf(scene, own),
    previousScore: before.get(code) ?? null,
    partial: own.coverage !== null && own.coverage < coverageThreshold,
    missing:
      own.score !== null ? null : own.isDamaged ? ('damaged' as const) : isWithheld ? null : ('no-source' as const),
  }));
}

/** 六大重点: titles over their leaves, and nothing that could be read as a score of them. */
export function listPriorities(scene: Grouped): Priority[] {
  return sorted(scene, 'focuses', scene.leaves).map(({ group: { code, name, fact }, own }) => ({
    code,
    name,
    leaves: [...own.leaves],
    fact,
  }));
}

/** 四横四纵两端: cells with a score where their leaves make one, else with the reason why not. */
export function bandScores(scene: Grouped): Band[] {
  const { coverageThreshold } = scene.run.tree.document;
  return sorted(scene, 'bands', scene.leaves).flatMap(({ group: { code, name, part, unmeasured }, own }) => {
    if (part === null) return [];
    const why = whyNotComposed('bands', own, coverageThreshold);
    // Where anything of the county is damaged nothing has a weight in its score, and no group is made of weights.
    const noScore = why ?? (own.score === null ? 'damaged' : null);
    const scored = scoreOf(scene, noScore === null ? own : { ...own, score: null });
    return [{ code, name, leaves: [...own.leaves], ...scored, part, noScore, unmeasured: unmeasured ?? null }];
  });
}

/** The leaves sorted into the groups of a view, in its order. */
function sorted(
  { run }: Grouped,
  view: View['code'],
  leaves: readonly PivotLeaf[],
): { group: View['groups'][number]; own: PivotGroup }[] {
  const groups = run.catalogue.views.find(({ code }) => code === view)?.groups ?? [];
  const codes = groups.map(({ code }) => code);
  const pivot = pivotLeaves(leaves, codes, membership(run, view));
  return groups.flatMap((group, index) => {
    const own = pivot.groups[index];
    return own === undefined ? [] : [{ group, own }];
  });
}

/** Which groups of a view a leaf stands in: dimensions are branches of the scheme, the rest the catalogue says. */
function membership(run: Grouped['run'], view: View['code']): (leaf: string) => readonly string[] {
  if (view === 'dimensions') return (leaf) => ancestors(run.tree, leaf);
  return (leaf) => {
    const indicator = indicatorOfLeaf(run, leaf);
    return indicator === undefined ? [] : groupsOf(view, indicator);
  };
}

function ancestors(tree: SchemeTree, code: string): string[] {
  const parent = tree.nodes[tree.indexOf.get(code) ?? -1]?.parent;
  return parent === undefined ? [] : [parent, ...ancestors(tree, parent)];
}

function scoreOf(
  { run, leaves }: Grouped,
  { leaves: codes, score, coverage }: PivotGroup,
): Pick<GroupScore, 'score' | 'coverage' | 'colour' | 'provenance'> {
  const own = new Set(codes);
  const standings = leaves.flatMap(({ code, provenance }) => (own.has(code) ? [provenance] : []));
  return {
    score,
    coverage,
    colour: colourOf(run.tree.document, score, coverage),
    provenance: weakestStanding(standings),
  };
}

/** By the scheme's ladder, on the score as it is printed; none where too little of the group is covered. */
function colourOf(
  { colours = [], coloursBy, coverageThreshold, rounding }: SchemeDocument,
  score: number | null,
  coverage: number | null,
): string | null {
  if (score === null || coverage === null || coverage < coverageThreshold || coloursBy === 'rank') return null;
  const printed = Number(printRounded(score, rounding.digits, rounding.mode));
  return colours.find(({ atLeast }) => printed >= atLeast)?.code ?? null;
}
