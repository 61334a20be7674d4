import { formatHundredths, toHundredths } from '../language/points.ts';
import { LEAST_DIVISOR } from '../language/words.ts';
import { definitionOf, ruleFaults, statedValues } from '../rules/index.ts';
import { attainableScores } from './attainable.ts';
import type { SchemeBranch, SchemeDocument, SchemeLeaf, SchemeNode } from './document.ts';
import type { SchemeFault } from './structure.ts';
import { buildTree, DEFAULT_RANGE, isLeaf } from './tree.ts';

/**
 * What makes a well-formed scheme unusable: nodes that are not one tree, points that do not add up,
 * rules that cannot score, means that cannot work.
 */
export function schemeFaults(scheme: SchemeDocument): SchemeFault[] {
  const faults = [...treeFaults(scheme), ...ladderFaults(scheme)];
  if (faults.length > 0) return faults;
  faults.push(...pointFaults(scheme), ...scheme.nodes.flatMap((node, index) => nodeFaults(scheme, node, index)));
  return faults.length > 0 ? faults : meanFaults(scheme);
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
  for (const [key, entries] of [
    ['grades', scheme.grades],
    ['colours', scheme.colours ?? []],
    ['adjustments/items', scheme.adjustments.items ?? []],
    ['gradeQuotas', (scheme.gradeQuotas ?? []).map(({ grade }) => ({ code: grade }))],
  ] as const) {
    entries.forEach(({ code }, index) => {
      if (entries.findIndex((other) => other.code === code) < index)
        faults.push({ path: `/${key}/${index}`, message: `${code} is there twice; give each its own code` });
    });
  }
  scheme.gradeQuotas?.forEach(({ grade }, index) => {
    if (!scheme.grades.some(({ code }) => code === grade))
      faults.push({ path: `/gradeQuotas/${index}/grade`, message: notAGrade(scheme, grade) });
  });
  if (scheme.coloursBy !== undefined && scheme.colours === undefined)
    faults.push({ path: '/coloursBy', message: 'there are no colours; write the ladder "colours", best first' });
  if (scheme.range !== undefined && scheme.range !== 'open' && scheme.range[0] >= scheme.range[1])
    faults.push({ path: '/range', message: `${scheme.range[0]} is not below ${scheme.range[1]}; write [worst, best]` });
  return faults;
}

const notAGrade = ({ grades }: SchemeDocument, code: string): string =>
  `${code} is not a grade of this scheme; use one of ${grades.map((step) => step.code).join(', ')}`;

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
    // `sum` says that a rubric is scored as it is written, whatever its items add up to; the linter says so.
    if (isLeaf(node) || node.aggregate === 'sum') return;
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

function nodeFaults(scheme: SchemeDocument, node: SchemeNode, index: number): SchemeFault[] {
  const path = `/nodes/${index}`;
  const { weight } = node;
  return [
    ...(weight > 0 && weight < LEAST_DIVISOR
      ? [{ path: `${path}/weight`, message: `${weight} is next to nothing; write 0, or at least ${LEAST_DIVISOR}` }]
      : []),
    ...(isLeaf(node) ? leafFaults(scheme, node, path) : branchFaults(node, path)),
  ];
}

function branchFaults({ aggregate, exponent }: SchemeBranch, path: string): SchemeFault[] {
  if (aggregate === 'generalised' && (exponent === undefined || exponent === 0))
    return [
      {
        path: `${path}/exponent`,
        message: 'a generalised mean needs an exponent other than 0; for 0 write "geometric"',
      },
    ];
  if (aggregate !== 'generalised' && exponent !== undefined)
    return [
      { path: `${path}/exponent`, message: `only a generalised mean has one; take it away, or change "aggregate"` },
    ];
  return [];
}

function leafFaults(scheme: SchemeDocument, leaf: SchemeLeaf, path: string): SchemeFault[] {
  const { rule, direction, transform, treatment, denominator } = leaf;
  const open = scheme.range === 'open';
  const range = scheme.range === undefined || scheme.range === 'open' ? DEFAULT_RANGE : scheme.range;
  const faults = [...ruleFaults(rule, `${path}/rule`, { direction, range, open })];
  const { scale, veto } = definitionOf(rule);
  const vetoCaps = veto?.caps(rule);
  if (vetoCaps !== undefined && !gradesOf(scheme).has(vetoCaps.cap))
    faults.push({ path: `${path}/rule/cap`, message: notAGrade(scheme, vetoCaps.cap) });
  if (transform === 'log') faults.push(...logFaults(leaf, path));
  if (treatment !== undefined && treatment.method !== 'winsorise' && transform === 'log')
    faults.push({
      path: `${path}/treatment`,
      message:
        'it may take logarithms, which "transform": "log" takes as well; write "method": "winsorise", or take "transform" away',
    });
  else if (treatment !== undefined && treatment.method !== 'winsorise' && scale !== 'free')
    faults.push({
      path: `${path}/treatment`,
      message: `it may take logarithms of the values, which a ${rule.type} rule does not expect; write "method": "winsorise", or a rule that looks at spread or order alone, such as min-max`,
    });
  if (denominator?.indicator === leaf.indicator)
    faults.push({
      path: `${path}/denominator/indicator`,
      message: `${leaf.indicator} would divide itself; name another`,
    });
  return faults;
}

const gradesOf = ({ grades }: SchemeDocument): Set<string> => new Set(grades.map(({ code }) => code));

function logFaults({ rule }: SchemeLeaf, path: string): SchemeFault[] {
  const { scale, logFaults } = definitionOf(rule);
  if (scale === 'fixed')
    return [
      {
        path: `${path}/transform`,
        message: `a ${rule.type} rule goes by counts or shares, which have no logarithm; take "transform" away, or use goalposts or min-max`,
      },
    ];
  const own = logFaults?.(rule) ?? [];
  if (own.length > 0) return own.map(({ path: inside, message }) => ({ path: `${path}/rule${inside}`, message }));
  if ('prorate' in rule && rule.prorate === true)
    return [
      {
        path: `${path}/rule/prorate`,
        message: 'goalposts cannot be prorated on a logarithmic scale; take "prorate" or "transform" away',
      },
    ];
  return statedValues(rule)
    .filter(({ value }) => value <= 0)
    .map(({ path: inside, value }) => ({
      path: `${path}/rule/${inside}`,
      message: `${value} has no logarithm; write a value above 0, in the indicator's own unit`,
    }));
}

/** A mean that a possible score would break is refused here, not met in the middle of a run. */
function meanFaults(scheme: SchemeDocument): SchemeFault[] {
  const tree = buildTree(scheme);
  if (
    tree.range !== null &&
    tree.range[0] !== 0 &&
    scheme.nodes.some((node) => !isLeaf(node) && node.aggregate === 'sum')
  )
    return [
      { path: '/range', message: '"sum" adds up points from 0; write a range that begins at 0, or "arithmetic"' },
    ];
  const attainable = attainableScores(tree);
  return scheme.nodes.flatMap((node, index): SchemeFault[] => {
    if (isLeaf(node) || ['arithmetic', 'sum', 'minimum'].includes(node.aggregate)) return [];
    const [lowest] = attainable[index] as readonly [number, number];
    const dividesByZero = node.aggregate !== 'generalised' || (node.exponent as number) < 0;
    const path = `/nodes/${index}/aggregate`;
    if (lowest < 0)
      return [
        {
          path,
          message: `a ${node.aggregate} mean has no meaning below 0, and a child of ${node.code} can score ${lowest}; scale its rule to 1..100 ("range": [1, 100]), or use "arithmetic"`,
        },
      ];
    if (lowest === 0 && dividesByZero && node.onZero === undefined)
      return [
        {
          path,
          message: `a child of ${node.code} can score 0, which makes a ${node.aggregate} mean 0 whatever the others are; scale the rules below it to 1..100 ("range": [1, 100], which min-max and goalposts have), or, if that is meant, say so with "onZero": "zero"`,
        },
      ];
    return [];
  });
}
