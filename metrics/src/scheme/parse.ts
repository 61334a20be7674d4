import { Value } from 'typebox/value';
import { formatHundredths, toHundredths } from '../language/points.ts';
import { SchemeSchema, type SchemeDocument, type SchemeNode } from './document.ts';
import { isLeaf } from './tree.ts';

/** One fault: where it is (a JSON pointer) and how to mend it. */
export interface SchemeFault {
  readonly path: string;
  readonly message: string;
}

export type ParsedScheme =
  | { readonly ok: true; readonly scheme: SchemeDocument }
  | { readonly ok: false; readonly faults: readonly SchemeFault[] };

/**
 * Reads a scheme a person wrote. Every fault is listed with its path and the mend; nothing is
 * repaired or rescaled in silence.
 *
 * @param input parsed JSON of any shape
 */
export function parseScheme(input: unknown): ParsedScheme {
  const candidate = Value.Default(SchemeSchema, Value.Clone(input));
  if (!Value.Check(SchemeSchema, candidate)) {
    const faults = Value.Errors(SchemeSchema, candidate).map(({ instancePath, message }) => ({
      path: instancePath === '' ? '/' : instancePath,
      message,
    }));
    return { ok: false, faults };
  }
  const scheme: SchemeDocument = candidate;
  const faults = [...treeFaults(scheme), ...ladderFaults(scheme)];
  if (faults.length === 0) faults.push(...pointFaults(scheme), ...ruleFaults(scheme));
  return faults.length === 0 ? { ok: true, scheme } : { ok: false, faults };
}

function treeFaults({ nodes }: SchemeDocument): SchemeFault[] {
  const faults: SchemeFault[] = [];
  const firstIndex = new Map<string, number>();
  nodes.forEach((node, index) => {
    if (firstIndex.has(node.code)) {
      faults.push({
        path: `/nodes/${index}/code`,
        message: `code ${node.code} is used twice; give each node its own code`,
      });
    } else firstIndex.set(node.code, index);
  });
  const roots = nodes.filter((node) => node.parent === undefined);
  if (roots.length !== 1) {
    faults.push({
      path: '/nodes',
      message: `${roots.length} nodes have no parent; exactly one, the root, may have none`,
    });
  }
  nodes.forEach((node, index) => {
    if (node.parent === undefined) return;
    const parent = nodes[firstIndex.get(node.parent) ?? -1];
    const path = `/nodes/${index}/parent`;
    if (parent === undefined)
      faults.push({ path, message: `parent ${node.parent} is not a node; name an existing code` });
    else if (isLeaf(parent))
      faults.push({ path, message: `parent ${node.parent} is a leaf; only a node with "aggregate" has children` });
    else if (leadsBackTo(node, nodes, firstIndex))
      faults.push({ path, message: `${node.code} is its own ancestor; break the circle` });
  });
  nodes.forEach((node, index) => {
    if (!isLeaf(node) && !nodes.some((other) => other.parent === node.code)) {
      faults.push({
        path: `/nodes/${index}`,
        message: `${node.code} has no children; add one, or give it an indicator and a rule`,
      });
    }
  });
  return faults;
}

function leadsBackTo(node: SchemeNode, nodes: readonly SchemeNode[], indexOf: ReadonlyMap<string, number>): boolean {
  let current = node;
  for (let step = 0; step <= nodes.length; step += 1) {
    if (current.parent === undefined) return false;
    const parent = nodes[indexOf.get(current.parent) ?? -1];
    if (parent === undefined) return false;
    if (parent === node) return true;
    current = parent;
  }
  return true;
}

function ladderFaults(scheme: SchemeDocument): SchemeFault[] {
  const faults: SchemeFault[] = [];
  for (const key of ['grades', 'colours'] as const) {
    const ladder = scheme[key];
    ladder?.forEach((step, index) => {
      const above = ladder[index - 1];
      if (above && above.atLeast <= step.atLeast) {
        faults.push({
          path: `/${key}/${index}/atLeast`,
          message: `${step.atLeast} is not below ${above.atLeast}; write the ladder best first`,
        });
      }
    });
  }
  return faults;
}

/** Points add up exactly, group by group; anything else is refused, never rescaled. */
function pointFaults({ nodes, total }: SchemeDocument): SchemeFault[] {
  if (total === undefined) return [];
  const points = nodes.map((node) => toHundredths(node.weight));
  const faults = points.flatMap((value, index) =>
    value === null
      ? [
          {
            path: `/nodes/${index}/weight`,
            message: `${nodes[index]?.weight} has more than two decimals; points are counted in hundredths`,
          },
        ]
      : [],
  );
  if (faults.length > 0) return faults;
  nodes.forEach((node, index) => {
    const own = points[index] ?? 0;
    if (node.parent === undefined && own !== toHundredths(total)) {
      faults.push({
        path: `/nodes/${index}/weight`,
        message: `the root has ${formatHundredths(own)} points; total says ${total}`,
      });
    }
    if (isLeaf(node)) return;
    const sum = nodes.reduce((s, child, at) => (child.parent === node.code ? s + (points[at] ?? 0) : s), 0);
    if (sum !== own) {
      const [word, gap] = sum < own ? ['short', own - sum] : ['over', sum - own];
      faults.push({
        path: `/nodes/${index}`,
        message: `children of ${node.code} add up to ${formatHundredths(sum)} of ${formatHundredths(own)}, ${formatHundredths(gap)} ${word}; change their weights or the parent's`,
      });
    }
  });
  return faults;
}

function ruleFaults({ nodes, grades }: SchemeDocument): SchemeFault[] {
  const faults: SchemeFault[] = [];
  nodes.forEach((node, index) => {
    if (!isLeaf(node)) return;
    const { rule } = node;
    const path = `/nodes/${index}/rule`;
    if (rule.type === 'piecewise') {
      rule.points.forEach(([x], at) => {
        const previous = rule.points[at - 1];
        if (previous && previous[0] >= x) {
          faults.push({
            path: `${path}/points/${at}`,
            message: `value ${x} does not rise above ${previous[0]}; sort the points by value`,
          });
        }
      });
    }
    if (rule.type === 'veto-when-positive' && !grades.some(({ code }) => code === rule.cap)) {
      faults.push({
        path: `${path}/cap`,
        message: `${rule.cap} is not a grade of this scheme; use one of ${grades.map(({ code }) => code).join(', ')}`,
      });
    }
  });
  return faults;
}
