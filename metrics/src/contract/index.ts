/** The API contract: what the server promises, the page relies on, and OpenAPI prints. */
export * from './address.ts';
export * from './schemas/common.ts';
export * from './schemas/county.ts';
export * from './errors/error-words.ts';
export * from './errors/errors.ts';
export * from './schemas/events.ts';
export * from './schemas/evidence.ts';
export * from './schemas/facts.ts';
export * from './schemas/observations.ts';
export * from './schemas/people.ts';
export * from './schemas/records.ts';
export * from './schemas/scores.ts';
export * from './routes/route.ts';
export * from './routes/index.ts';
export * from './schemas/screens.ts';
export { SourceDeclarationSchema } from '../language/source.ts';
export { sourceFaults } from '../language/source-faults.ts';
export { UNIT_KINDS } from '../language/catalogue.ts';
