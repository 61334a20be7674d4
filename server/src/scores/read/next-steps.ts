import { isLeaf, unsuppliedBySystem, type SuppliedLeaf } from '@dangzhi/metrics';
import type { NextSteps } from '@dangzhi/metrics/contract';
import type { Stores } from '../../stores/index.ts';
import { listNodes, type NodeRow } from './queries.ts';
import type { ScoredRun, UnitRun } from './scored-run.ts';
import { unitRef } from './views.ts';

/** What a unit's county has to connect for its score to cover more. */
export async function readNextSteps(stores: Stores, { run, unit, row }: UnitRun): Promise<NextSteps> {
  const nodes = await listNodes(stores, run.ref, [unit.code]);
  const steps = unsuppliedBySystem(run.catalogue, suppliedLeaves(run, nodes));
  return {
    unit: unitRef(unit),
    period: run.ref.period,
    coverage: row.coverage,
    items: steps.map(({ system, leaves, weight }) => ({ system, leaves: [...leaves], weight })),
  };
}

/** A unit's stored leaves as the question of supply wants them. */
export function suppliedLeaves({ tree }: Pick<ScoredRun, 'tree'>, nodes: readonly NodeRow[]): SuppliedLeaf[] {
  return nodes.flatMap(({ node, missing, numerator, nominal_weight: nominalWeight }) => {
    const definition = tree.nodes[tree.indexOf.get(node) ?? -1];
    if (definition === undefined || !isLeaf(definition)) return [];
    return [
      {
        code: node,
        indicator: definition.indicator,
        missing: missing === 'no-source' ? missing : null,
        hasNumerator: numerator !== null,
        nominalWeight,
      },
    ];
  });
}
