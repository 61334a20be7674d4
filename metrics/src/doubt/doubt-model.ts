import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { branchAt, isLeaf, type SchemeTree } from '../scheme/tree.ts';
import { Choices, OWN, type Part } from './choice-part.ts';
import { createKernel, type ComposeKernel, type KernelOptions } from '../engine/kernel/kernel.ts';
import type { AggregationDoubt, CompletePlan, Varied } from './doubt-plan.ts';
import { DoubtfulLeaves } from './doubtful-leaves.ts';
import type { BranchMean } from '../aggregate/mean-function.ts';
import { keepPoints, movedBy, weightNoise } from './noisy-weights.ts';
import { randomStream, type Random } from './random.ts';

/** The kinds of doubt, in the order in which they are drawn. */
export const DOUBTS = ['weights', 'values', 'rules', 'aggregations'] as const;
export type DoubtKind = (typeof DOUBTS)[number];

/** What one draw was made with. */
export interface DrawnParameters {
  /** By node index. */
  readonly weights: Float64Array;
  /** By place of the model's `choiceNames`: number of the alternative, −1 for the scheme's own. */
  readonly choices: Int32Array;
  /** By indicator, in the order of the units; only those that are drawn. */
  readonly values: ReadonlyMap<string, Float64Array>;
}

/** An index of which something is in doubt, ready to be drawn. */
export class DoubtModel {
  readonly kernel: ComposeKernel;
  /** What `kernel` is to be asked with after {@link settle}. */
  readonly weights: Float64Array;
  readonly parts: Readonly<Record<DoubtKind, readonly Part[]>>;
  readonly varied: Varied;
  readonly choiceNames: readonly string[];
  readonly seed: number | string;
  readonly #tree: SchemeTree;
  readonly #drawn: Float64Array;
  readonly #hasPoints: boolean;
  readonly #leaves: DoubtfulLeaves | null;
  readonly #branches: readonly Branches[];

  /** @param plan without faults */
  constructor(tree: SchemeTree, sheet: LeafSheet, plan: CompletePlan, options: KernelOptions = {}) {
    this.#tree = tree;
    this.seed = plan.seed;
    this.kernel = createKernel(tree, sheet, options);
    this.weights = Float64Array.from(tree.weights);
    this.#drawn = Float64Array.from(tree.weights);
    this.#hasPoints = tree.nodes.some((node) => !isLeaf(node) && node.aggregate === 'sum');
    const noise = plan.weights === undefined ? null : weightNoise(tree, plan.weights);
    const isAboutLeaves = plan.values !== undefined || plan.rules !== undefined;
    this.#leaves = isAboutLeaves ? new DoubtfulLeaves(tree, sheet, this.kernel, plan) : null;
    this.#branches = (plan.aggregations ?? []).map((doubt, k) => branchesOf(tree, doubt, `aggregations/${k}`));
    this.parts = {
      weights: noise === null ? [] : Array.from(noise.nodes, (node, k) => this.#weightPart(node, noise.shares[k] ?? 0)),
      values: this.#leaves?.values.parts ?? [],
      rules: this.#leaves?.parts ?? [],
      aggregations: this.#branches.flatMap(({ choices }) => choices.parts),
    };
    this.varied = {
      weights: noise === null ? 0 : movedBy(tree, noise),
      values: this.#leaves?.values.count ?? 0,
      rules: this.#leaves?.otherwise ?? 0,
      aggregations: countOtherwise(tree, this.#branches),
    };
    this.choiceNames = this.#choices.flatMap(({ names }) => names);
  }

  /** Draws everything in doubt, each kind with its own generator, and settles. */
  draw(streams: Readonly<Record<DoubtKind, Random>>): void {
    for (const kind of DOUBTS) {
      const parts = this.parts[kind];
      for (let k = 0; k < parts.length; k += 1) parts[k]?.draw(streams[kind]);
    }
    this.settle();
  }

  /** Brings `kernel` and `weights` to what was drawn. */
  settle(): void {
    this.weights.set(this.#drawn);
    if (this.#hasPoints) keepPoints(this.#tree, this.#tree.weights, this.weights);
    this.#leaves?.settle();
    for (const { nodes, choices, doubt, now } of this.#branches) {
      nodes.forEach((node, place) => {
        const number = choices.chosen[place] as number;
        if (now[place] === number) return;
        now[place] = number;
        this.kernel.setMean(node, doubt.alternatives[number] ?? ownMean(this.#tree, node));
      });
    }
  }

  parameters(): DrawnParameters {
    const { codes, table } = this.#leaves?.values ?? { codes: new Set<string>(), table: null };
    return {
      weights: this.weights.slice(),
      choices: Int32Array.from(this.#choices.flatMap(({ chosen }) => [...chosen])),
      values: new Map([...codes].map((code) => [code, table?.columns.get(code)?.values.slice() ?? new Float64Array()])),
    };
  }

  get #choices(): readonly Choices[] {
    return [...(this.#leaves?.ways ?? []), ...this.#branches.map(({ choices }) => choices)];
  }

  /** One weight, as `drawWeights` draws it. */
  #weightPart(node: number, share: number): Part {
    const weight = this.#tree.weights[node] as number;
    const drawn = this.#drawn;
    const name = `weights/${this.#tree.nodes[node]?.code ?? ''}`;
    return { name, takes: 1, draw: (random) => (drawn[node] = weight + (2 * random() - 1) * share * weight) };
  }
}

/** One generator for each kind of doubt. */
export const doubtStreams = (seed: number | string): Record<DoubtKind, Random> => ({
  weights: randomStream(seed, 'weights'),
  values: randomStream(seed, 'values'),
  rules: randomStream(seed, 'rules'),
  aggregations: randomStream(seed, 'aggregations'),
});

/** A group of branches that can be aggregated several ways. */
interface Branches {
  readonly nodes: readonly number[];
  readonly choices: Choices;
  readonly doubt: AggregationDoubt;
  /** What the kernel has. */
  readonly now: Int32Array;
}

function branchesOf(tree: SchemeTree, doubt: AggregationDoubt, prefix: string): Branches {
  const nodes = tree.topDown.filter((index) => {
    const node = tree.nodes[index];
    return node !== undefined && !isLeaf(node) && (doubt.branches?.includes(node.code) ?? true);
  });
  const codes = nodes.map((node) => branchAt(tree, node).code);
  return { nodes, doubt, choices: new Choices(codes, doubt, prefix), now: new Int32Array(nodes.length).fill(OWN) };
}

function ownMean(tree: SchemeTree, node: number): BranchMean {
  const { aggregate, exponent } = branchAt(tree, node);
  return exponent === undefined ? { aggregate } : { aggregate, exponent };
}

/** Branches that some alternative aggregates otherwise: all means of one child are that child. */
function countOtherwise(tree: SchemeTree, groups: readonly Branches[]): number {
  const moved = groups.flatMap(({ nodes, doubt }) =>
    nodes.filter((node) => {
      const own = ownMean(tree, node);
      const weighted = (tree.children[node] ?? []).filter((child) => (tree.weights[child] as number) > 0);
      return doubt.alternatives.some(
        ({ aggregate, exponent }) =>
          (aggregate !== own.aggregate || exponent !== own.exponent) && (weighted.length > 1 || aggregate === 'sum'),
      );
    }),
  );
  return new Set(moved).size;
}
