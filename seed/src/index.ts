/** The county's own data: units, catalogue, schemes, facts, and the batches a new installation starts from. */
export { county, units } from './county/units.ts';
export { areas, otherCounties } from './county/other-counties.ts';
export { classes } from './county/classes.ts';
export { facts } from './facts/index.ts';
export { recordsOf } from './records/index.ts';
export { catalogue } from './catalogue/index.ts';
export { schemes } from './schemes/index.ts';
export { rubricExamples, rubrics, type RubricExample } from './rubrics/index.ts';
export type { SeedBatch, SeedRow } from './batches/batch.ts';
export { publishedBatch } from './batches/published.ts';
export { demoBatches } from './demo/batches.ts';
export { demoAdjustments, type DemoAdjustment } from './demo/adjustments.ts';
export { simulatedSources } from './upstream/declaration.ts';
