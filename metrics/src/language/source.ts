import { Type, type Static } from 'typebox';
import { GrainSchema, NamesSchema } from './catalogue.ts';

const Field = Type.String({ minLength: 1, description: 'A field name of the source, as it writes it' });

/**
 * 数据源 declared as data: where it is, how it is asked, how its fields become observations.
 * Secrets are named, never written: `tokenName` is looked up in the environment when a call is made.
 */
export const SourceDeclarationSchema = Type.Object({
  code: Type.String({ minLength: 1 }),
  name: NamesSchema,
  /** Its values are demo data, because the system is a simulated one. */
  simulated: Type.Boolean(),
  address: Type.String({ description: 'Base address, e.g. http://127.0.0.1:4100' }),
  path: Type.String({ description: 'Path of the list of records' }),
  auth: Type.Object({ kind: Type.Literal('bearer'), tokenName: Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' }) }),
  paging: Type.Object({
    kind: Type.Literal('cursor'),
    cursorParam: Field,
    sizeParam: Field,
    size: Type.Integer({ minimum: 1, maximum: 5000 }),
    /** Fields of the answer. */
    recordsField: Field,
    nextField: Field,
    /** How many records the page says it has: fewer means the answer was cut short. */
    countField: Field,
  }),
  /** Asks only for records changed at or after an instant. */
  sinceParam: Field,
  mapping: Type.Object({
    id: Field,
    changedAt: Field,
    unit: Type.Object({
      field: Field,
      codes: Type.Record(Type.String(), Type.String(), { description: "The source's unit names → our codes" }),
    }),
    period: Type.Object({ field: Field, format: Type.Enum(['YYYYMM', 'YYYY-MM']), grain: GrainSchema }),
    values: Type.Array(Type.Object({ field: Field, measure: Type.String() }), { minItems: 1 }),
  }),
  schedule: Type.String({ description: 'Cron expression, Asia/Shanghai' }),
  timeoutMs: Type.Integer({ minimum: 100 }),
  attempts: Type.Integer({ minimum: 1, maximum: 10 }),
});
export type SourceDeclaration = Static<typeof SourceDeclarationSchema>;
