import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { ruleFaults } from '../rules/index.ts';
import { attainableScores } from '../scheme/attainable.ts';
import { DEFAULT_RANGE, isLeaf, type SchemeTree } from '../scheme/tree.ts';
import type { CompletePlan, LeafWay, PlanFault, ValueDoubt } from './doubt-plan.ts';
import type { BranchMean } from '../aggregate/mean-function.ts';
import { indicatorsLookedAt } from './noisy-values.ts';
import type { WeightDoubt } from './noisy-weights.ts';

/** Everything about a plan that cannot be run on this scheme and its data; empty when it can. */
export function planFaults(tree: SchemeTree, sheet: LeafSheet, plan: CompletePlan): PlanFault[] {
  return [
    ...numberFaults(plan),
    ...(plan.weights === undefined ? [] : weightFaults(tree, plan.weights)),
    ...(plan.values ?? []).flatMap((doubt, k) => valueFaults(sheet, doubt, `/values/${k}`)),
    ...doubleFaults(tree, plan),
    ...emptyFaults(plan),
    ...(plan.rules ?? []).flatMap(({ leaves, alternatives }, k) => [
      ...unknownCodes(tree, leaves, true, `/rules/${k}/leaves`),
      ...alternatives.flatMap((way, at) => wayFaults(tree, leaves, way, `/rules/${k}/alternatives/${at}`)),
    ]),
    ...(plan.aggregations ?? []).flatMap(({ branches, alternatives }, k) => [
      ...unknownCodes(tree, branches, false, `/aggregations/${k}/branches`),
      ...alternatives.flatMap((mean, at) =>
        meanFaults(tree, plan, branches, mean, `/aggregations/${k}/alternatives/${at}`),
      ),
    ]),
  ];
}

const isShare = (value: number): boolean => value >= 0 && value <= 1;

function numberFaults({ seed, draws, tail, top }: CompletePlan): PlanFault[] {
  const faults: PlanFault[] = [];
  if (typeof seed === 'number' && !(Number.isSafeInteger(seed) && seed >= 0))
    faults.push({ path: '/seed', message: `${seed} is no seed; write a whole number from 0, or a text` });
  if (!(Number.isInteger(draws) && draws >= 1 && draws <= 1_000_000))
    faults.push({ path: '/draws', message: `${draws} draws cannot be made; write a whole number from 1 to 1000000` });
  if (!(tail >= 0 && tail < 0.5))
    faults.push({
      path: '/tail',
      message: `${tail} leaves nothing in the middle; write a share below 0.5, such as 0.05`,
    });
  if (!(Number.isInteger(top) && top >= 1))
    faults.push({ path: '/top', message: `${top} is no number of places; write a whole number from 1` });
  return faults;
}

function weightFaults(tree: SchemeTree, doubt: WeightDoubt): PlanFault[] {
  const shares: readonly (readonly [path: string, share: number])[] = [
    ['/weights/spread', doubt.spread],
    ...Object.entries(doubt.spreadOfLevel ?? {}).map(
      ([level, share]) => [`/weights/spreadOfLevel/${level}`, share] as const,
    ),
    ...Object.entries(doubt.spreadOfNode ?? {}).map(
      ([code, share]) => [`/weights/spreadOfNode/${code}`, share] as const,
    ),
  ];
  return [
    ...shares
      .filter(([, share]) => !isShare(share))
      .map(([path, share]) => ({
        path,
        message: `${share} would make weights negative; write a share from 0 to 1, such as 0.25`,
      })),
    ...[...(doubt.locked ?? []), ...Object.keys(doubt.spreadOfNode ?? {})]
      .filter((code) => !tree.indexOf.has(code))
      .map((code) => ({
        path: '/weights',
        message: `${code} is not a node of the scheme; correct its code, or take it away`,
      })),
  ];
}

function valueFaults({ table }: LeafSheet, doubt: ValueDoubt, path: string): PlanFault[] {
  const { indicators = [], relative, absolute, margins, within } = doubt;
  const faults = indicators
    .filter((code) => !table.columns.has(code))
    .map((code) => ({
      path: `${path}/indicators`,
      message: `no leaf looks at ${code}; correct its code, or take it away`,
    }));
  const sizes = [relative, absolute, ...Object.values(margins ?? {})].filter((size) => size !== undefined);
  if ([relative, absolute, margins].filter((given) => given !== undefined).length !== 1)
    faults.push({
      path,
      message: 'how far the values may be off is not clear; write exactly one of "relative", "absolute" and "margins"',
    });
  else if (!sizes.every((size) => Number.isFinite(size) && size >= 0))
    faults.push({ path, message: 'a size is negative or not a number; write a number from 0' });
  if (within !== undefined && !(within[0] < within[1]))
    faults.push({ path: `${path}/within`, message: `${within[0]} is not below ${within[1]}; write [lowest, highest]` });
  return faults;
}

function doubleFaults(tree: SchemeTree, { values = [] }: CompletePlan): PlanFault[] {
  const seen = new Set<string>();
  return values.flatMap(({ indicators }, k) => {
    const twice = (indicators ?? indicatorsLookedAt(tree)).filter((code) => seen.has(code) || !seen.add(code));
    if (twice.length === 0) return [];
    const message = `${twice.join(', ')} is in doubt twice; name each indicator once`;
    return [{ path: `/values/${k}/indicators`, message }];
  });
}

function emptyFaults({ rules = [], aggregations = [] }: CompletePlan): PlanFault[] {
  const message = 'there is nothing to choose among; write at least one alternative';
  return [
    ...rules.map(({ alternatives }, k) => ({ alternatives, path: `/rules/${k}/alternatives` })),
    ...aggregations.map(({ alternatives }, k) => ({ alternatives, path: `/aggregations/${k}/alternatives` })),
  ].flatMap(({ alternatives, path }) => (alternatives.length === 0 ? [{ path, message }] : []));
}

function unknownCodes(
  tree: SchemeTree,
  codes: readonly string[] | undefined,
  wantsLeaf: boolean,
  path: string,
): PlanFault[] {
  return (codes ?? []).flatMap((code) => {
    const node = tree.nodes[tree.indexOf.get(code) ?? -1];
    if (node !== undefined && isLeaf(node) === wantsLeaf) return [];
    return [
      {
        path,
        message: `${code} is not a ${wantsLeaf ? 'leaf' : 'branch'} of the scheme; correct its code, or take it away`,
      },
    ];
  });
}

function wayFaults(
  tree: SchemeTree,
  codes: readonly string[] | undefined,
  { rule }: LeafWay,
  path: string,
): PlanFault[] {
  if (rule === undefined) return [];
  const leaves = tree.nodes.filter(isLeaf).filter(({ code }) => codes?.includes(code) ?? true);
  const directions = [...new Set(leaves.map(({ direction }) => direction))];
  const setting = { range: tree.range ?? DEFAULT_RANGE, open: tree.range === null };
  const faults = directions.flatMap((direction) => ruleFaults(rule, `${path}/rule`, { direction, ...setting }));
  return faults.filter((fault, at) => faults.findIndex(({ path: first }) => first === fault.path) === at);
}

/** A mean that some score below it could break, under any of the plan's rules, is not drawn. */
function meanFaults(
  tree: SchemeTree,
  plan: CompletePlan,
  codes: readonly string[] | undefined,
  { aggregate, exponent }: BranchMean,
  path: string,
): PlanFault[] {
  if (aggregate === 'generalised' && (exponent === undefined || exponent === 0))
    return [
      {
        path: `${path}/exponent`,
        message: 'a generalised mean needs an exponent other than 0; for 0 write "geometric"',
      },
    ];
  if (aggregate === 'arithmetic' || aggregate === 'sum' || aggregate === 'minimum') return [];
  const reaches = [
    tree,
    ...(plan.rules ?? []).flatMap(({ leaves, alternatives }) => alternatives.map((way) => treeWith(tree, leaves, way))),
  ].map(attainableScores);
  const bearsZero = aggregate === 'generalised' && (exponent ?? 0) > 0;
  const broken = tree.topDown.find((index) => {
    const node = tree.nodes[index];
    if (node === undefined || isLeaf(node) || !(codes?.includes(node.code) ?? true)) return false;
    const lowest = Math.min(...reaches.map((reach) => reach[index]?.[0] ?? 0));
    return lowest < 0 || (lowest === 0 && !bearsZero && node.onZero === undefined);
  });
  if (broken === undefined) return [];
  const code = tree.nodes[broken]?.code ?? '';
  return [
    {
      path,
      message: `a child of ${code} can score 0 or less, which a ${aggregate} mean does not bear; scale the rules below it to 1..100 ("range": [1, 100]), or leave ${code} out of "branches"`,
    },
  ];
}

/** The scheme with some leaves, all by default, scored another way. */
export function treeWith(tree: SchemeTree, codes: readonly string[] | undefined, way: LeafWay): SchemeTree {
  const nodes = tree.nodes.map((node) =>
    isLeaf(node) && (codes?.includes(node.code) ?? true) ? { ...node, ...way } : node,
  );
  return { ...tree, nodes };
}
