import { scoreLeafColumn, type LeafColumn } from '../engine/leaf-column.ts';
import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { UnitInput } from '../engine/table.ts';
import { isVeto } from '../rules/index.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';
import { Choices, OWN, type Part } from './choice-part.ts';
import type { ComposeKernel } from '../engine/kernel/kernel.ts';
import type { CompletePlan, RuleDoubt } from './doubt-plan.ts';
import { NoisyValues } from './noisy-values.ts';
import { treeWith } from './plan-faults.ts';

/** A group of leaves that can be scored several ways. */
interface Ways {
  readonly leaves: readonly number[];
  readonly choices: Choices;
  readonly doubt: RuleDoubt;
}

/**
 * The leaves of a scheme whose scores are in doubt, because their values or their rules are. What is drawn
 * for rules alone is scored once and kept.
 */
export class DoubtfulLeaves {
  readonly values: NoisyValues;
  readonly ways: readonly Choices[];
  /** Leaves that some alternative scores otherwise. */
  readonly otherwise: number;
  readonly #tree: SchemeTree;
  readonly #sheet: LeafSheet;
  readonly #kernel: ComposeKernel;
  readonly #ways: readonly Ways[];
  /** Leaves whose values are drawn; rules may be, too. */
  readonly #valued: readonly number[];
  /** Leaves of which only the rules are drawn. */
  readonly #ruled: readonly number[];
  readonly #known = new Map<string, LeafColumn>();
  readonly #current = new Map<number, string>();

  constructor(tree: SchemeTree, sheet: LeafSheet, kernel: ComposeKernel, plan: CompletePlan) {
    this.#tree = tree;
    this.#sheet = sheet;
    this.#kernel = kernel;
    this.values = new NoisyValues(tree, sheet, plan.values ?? []);
    this.#ways = (plan.rules ?? []).map((doubt, k) => {
      const leaves = tree.leaves.filter((leaf) => doubt.leaves?.includes(leafAt(tree, leaf).code) ?? true);
      const codes = leaves.map((leaf) => leafAt(tree, leaf).code);
      return { leaves, doubt, choices: new Choices(codes, doubt, `rules/${k}`) };
    });
    this.ways = this.#ways.map(({ choices }) => choices);
    this.#valued = tree.leaves.filter((leaf) => this.#looksAtNoise(leaf));
    this.#ruled = tree.leaves.filter(
      (leaf) => !this.#valued.includes(leaf) && this.#ways.some(({ leaves }) => leaves.includes(leaf)),
    );
    this.otherwise = this.#countOtherwise();
  }

  get parts(): readonly Part[] {
    return this.ways.flatMap(({ parts }) => parts);
  }

  /** Brings the kernel to what was drawn. */
  settle(): void {
    for (const leaf of this.#ruled) {
      const key = this.#chosenKey(leaf);
      if (this.#current.get(leaf) === key) continue;
      this.#current.set(leaf, key);
      this.#kernel.setLeaf(leaf, this.#knownColumn(leaf, key));
    }
    if (this.#valued.length === 0) return;
    for (const leaf of this.#valued) {
      this.#kernel.setLeaf(leaf, scoreLeafColumn(this.#treeNow(leaf), leaf, this.values.table));
    }
    if (this.#movesOutside()) this.#kernel.setOutside(this.#inputsNow(), this.values.table);
  }

  #looksAtNoise(leaf: number): boolean {
    const { codes } = this.values;
    const isNoisy = (index: number): boolean => {
      const node = this.#tree.nodes[index];
      if (node === undefined || !('indicator' in node)) return false;
      return codes.has(node.indicator) || (node.denominator !== undefined && codes.has(node.denominator.indicator));
    };
    const siblings = this.#tree.children[this.#tree.parent[leaf] as number] ?? [];
    const asksSiblings = [leafAt(this.#tree, leaf).impute, ...this.#waysOf(leaf).map((way) => way.impute)].some(
      (impute) => impute?.method.startsWith('siblings') === true,
    );
    return isNoisy(leaf) || (asksSiblings && siblings.some(isNoisy));
  }

  #waysOf(leaf: number): RuleDoubt['alternatives'][number][] {
    return this.#ways.flatMap(({ leaves, doubt }) => (leaves.includes(leaf) ? doubt.alternatives : []));
  }

  #chosenKey(leaf: number): string {
    return this.#ways.map(({ leaves, choices }) => choices.chosen[leaves.indexOf(leaf)] ?? OWN).join(' ');
  }

  #knownColumn(leaf: number, key: string): LeafColumn {
    const name = `${leaf} ${key}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const column = scoreLeafColumn(this.#treeNow(leaf), leaf, this.#sheet.table);
    this.#known.set(name, column);
    return column;
  }

  /** The scheme with the leaf scored as it was drawn. */
  #treeNow(leaf: number): SchemeTree {
    const { code } = leafAt(this.#tree, leaf);
    return this.#ways.reduce((tree, { leaves, choices, doubt }) => {
      const way = doubt.alternatives[choices.chosen[leaves.indexOf(leaf)] ?? OWN];
      return way === undefined ? tree : treeWith(tree, [code], way);
    }, this.#tree);
  }

  #countOtherwise(): number {
    return this.#tree.leaves.filter((leaf) => {
      const own = this.#sheet.columns[leaf]?.scores;
      const { code } = leafAt(this.#tree, leaf);
      return this.#waysOf(leaf).some((way) => {
        const { scores } = scoreLeafColumn(treeWith(this.#tree, [code], way), leaf, this.#sheet.table);
        return scores.some((score, unit) => !Object.is(score, own?.[unit]));
      });
    }).length;
  }

  /** Bonuses, deductions and vetoes look at values, too. */
  #movesOutside(): boolean {
    const items = this.#tree.document.adjustments.items ?? [];
    return items.some(({ indicator }) => this.values.codes.has(indicator)) || this.#vetoes().length > 0;
  }

  #vetoes(): string[] {
    return (
      this.#tree.leaves
        .map((leaf) => leafAt(this.#tree, leaf))
        .filter(isVeto)
        // A veto looks at the value after its denominator.
        .flatMap(({ indicator, denominator }) =>
          denominator === undefined ? [indicator] : [indicator, denominator.indicator],
        )
        .filter((code) => this.values.codes.has(code))
    );
  }

  #inputsNow(): UnitInput[] {
    const codes = this.#vetoes();
    return this.#sheet.inputs.map((input, unit) => {
      const values = new Map(input.values);
      for (const code of codes) {
        const given = values.get(code);
        const drawn = this.values.table.columns.get(code)?.values[unit] ?? Number.NaN;
        if (given !== undefined && !Number.isNaN(drawn)) values.set(code, { ...given, value: drawn });
      }
      return { ...input, values };
    });
  }
}
