import type { FactKind, FactUse } from '../../api/types.ts';

/** Codes of the API and the key of the word for each: static, so that unused and missing keys can be found. */
export const FACT_KIND_KEY: Record<FactKind, string> = {
  figure: 'facts.kinds.figure',
  honour: 'facts.kinds.honour',
  project: 'facts.kinds.project',
  publication: 'facts.kinds.publication',
  event: 'facts.kinds.event',
  platform: 'facts.kinds.platform',
  system: 'facts.kinds.system',
  app: 'facts.kinds.app',
  database: 'facts.kinds.database',
  capability: 'facts.kinds.capability',
  standard: 'facts.kinds.standard',
  brand: 'facts.kinds.brand',
  target: 'facts.kinds.target',
  problem: 'facts.kinds.problem',
  focus: 'facts.kinds.focus',
  framework: 'facts.kinds.framework',
  policy: 'facts.kinds.policy',
  slogan: 'facts.kinds.slogan',
  org: 'facts.kinds.org',
  person: 'facts.kinds.person',
  place: 'facts.kinds.place',
};

export const FACT_USE_KEY: Record<FactUse | 'none', string> = {
  scored: 'facts.uses.scored',
  watched: 'facts.uses.watched',
  record: 'facts.uses.record',
  target: 'facts.uses.target',
  system: 'facts.uses.system',
  unit: 'facts.uses.unit',
  view: 'facts.uses.view',
  none: 'facts.uses.none',
};
