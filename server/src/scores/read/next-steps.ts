import { isLeaf, unsuppliedBySystem, type SuppliedLeaf } from '@dangzhi/metrics';
import type { NextSteps } from '@dangzhi/metrics/contract';
import { findCatalogue } from '../../county/queries.ts';
import { refuse } from '../../base/errors.ts';
import type { Stores } from '../../stores/index.ts';
import { listNodes, type NodeRow } from './queries.ts';
import { findSchemeOf, readRun, type ScoredRun } from './read.ts';
import { unitRef } from './views.ts';

/**
 * What a unit's county has to connect for its score to cover more.
 *
 * @throws CallRefused when the unit is unknown or the month was never scored
 */
export async function readNextSteps(stores: Stores, code: string, period: string): Promise<NextSteps> {
  const scheme = await findSchemeOf(stores, code);
  const run = await readRun(stores, scheme, period);
  const unit = run.units.get(code);
  const score = run.scores.find((one) => one.unit === code);
  const catalogue = await findCatalogue(stores.postgres);
  if (unit === undefined || score === undefined || catalogue === null)
    throw refuse('unit.not-scored', { unit: code, period });
  const nodes = await listNodes(stores, scheme, period, run.run, [code]);
  const steps = unsuppliedBySystem(catalogue.document, suppliedLeaves(run, nodes));
  return {
    unit: unitRef(unit),
    period,
    coverage: score.coverage,
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
        hasNumerator: numerator !== '',
        nominalWeight,
      },
    ];
  });
}
