import type { Fact, RecordKind } from '../api/types.ts';

/** The two source articles, by their letter. */
export const ARTICLE_KEY: Record<Fact['article'], string> = { A: 'facts.articleA', B: 'facts.articleB' };

/** What an entry of the county's records is. */
export const RECORD_KIND_KEY: Record<RecordKind, string> = {
  target: 'records.kinds.target',
  honour: 'records.kinds.honour',
  pilot: 'records.kinds.pilot',
  project: 'records.kinds.project',
  publication: 'records.kinds.publication',
  event: 'records.kinds.event',
  database: 'records.kinds.database',
  platform: 'records.kinds.platform',
  app: 'records.kinds.app',
  service: 'records.kinds.service',
  mechanism: 'records.kinds.mechanism',
  facility: 'records.kinds.facility',
  brand: 'records.kinds.brand',
  team: 'records.kinds.team',
  plan: 'records.kinds.plan',
  problem: 'records.kinds.problem',
};
