import {
  pivotLeaves,
  printRounded,
  weakestStanding,
  type Catalogue,
  type SchemeDocument,
  type SchemeTree,
} from '@dangzhi/metrics';
import type { GroupScore } from '@dangzhi/metrics/contract';
import { indicatorOfLeaf, type CountyScene } from './scene.ts';

type Part = Catalogue['views'][number]['groups'][number]['part'];
type ViewCode = Catalogue['views'][number]['code'];

/** The county's leaves sorted by a view, with each group's score this month and the month before. */
export function groupScores(
  { run, leaves, previous }: Pick<CountyScene, 'run' | 'leaves' | 'previous'>,
  view: ViewCode,
): (GroupScore & { part: Part })[] {
  const groups = run.catalogue.views.find(({ code }) => code === view)?.groups ?? [];
  const codes = groups.map(({ code }) => code);
  const groupsOf = membership(run, view);
  const before = new Map(
    pivotLeaves(previous, codes, groupsOf).groups.map(({ code, score }) => [code, score] as const),
  );
  const standings = new Map(leaves.map(({ code, provenance }) => [code, provenance]));
  return pivotLeaves(leaves, codes, groupsOf).groups.flatMap(({ code, leaves: own, score, coverage }) => {
    const group = groups.find((one) => one.code === code);
    if (group === undefined) return [];
    return [
      {
        code,
        name: group.name,
        part: group.part,
        score,
        previousScore: before.get(code) ?? null,
        coverage,
        partial: coverage !== null && coverage < run.tree.document.coverageThreshold,
        colour: colourOf(run.tree.document, score, coverage),
        provenance: weakestStanding(own.map((leaf) => standings.get(leaf) ?? null)),
        leaves: [...own],
      },
    ];
  });
}

/** Which groups of a view a leaf stands in: dimensions are branches of the scheme, the rest the catalogue says. */
function membership(run: CountyScene['run'], view: ViewCode): (leaf: string) => readonly string[] {
  return (leaf) => {
    const indicator = indicatorOfLeaf(run, leaf);
    if (view === 'focuses') return indicator?.focuses ?? [];
    if (view === 'bands') return indicator?.band ? [indicator.band] : [];
    return ancestors(run.tree, leaf);
  };
}

function ancestors(tree: SchemeTree, code: string): string[] {
  const parent = tree.nodes[tree.indexOf.get(code) ?? -1]?.parent;
  return parent === undefined ? [] : [parent, ...ancestors(tree, parent)];
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
