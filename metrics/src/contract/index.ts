/** The API contract: what the server promises, the page relies on, and OpenAPI prints. */
export * from './address.ts';
export * from './common.ts';
export * from './county.ts';
export * from './error-words.ts';
export * from './errors.ts';
export * from './evidence.ts';
export * from './facts.ts';
export * from './observations.ts';
export * from './people.ts';
export * from './records.ts';
export * from './scores.ts';
export * from './route.ts';
export * from './routes/index.ts';
export * from './screens.ts';
export { SourceDeclarationSchema } from '../language/source.ts';
export { sourceFaults } from '../language/source-faults.ts';
export { UNIT_KINDS } from '../language/catalogue.ts';
