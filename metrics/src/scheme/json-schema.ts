import { SchemeSchema } from './document.ts';

/**
 * The JSON Schema that scheme documents are published with, made of the very schema they are read by.
 * Raised to `dangzhi-scheme/2` when a document that was valid no longer would be.
 */
export const SCHEME_JSON_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'dangzhi-scheme/1',
  title: '评价方案 scoring scheme',
  description:
    'Tree of weighted nodes, rules, aggregation, missing-data policy, adjustments, grades and rounding. What a schema cannot say (points that add up, one tree, means that can work) is checked by `dangzhi scheme check`.',
  ...SchemeSchema,
} as const;
