import { Type, type Static } from 'typebox';
import { NamesSchema } from './catalogue.ts';
import { Field, SourceMappingSchema } from './source-mapping.ts';

const Text = Type.String({ minLength: 1 });
const Param = Type.String({ minLength: 1, description: 'A query parameter of the source' });
const closed = { additionalProperties: false } as const;

/** How the secret goes along. It is named, never written: `tokenName` is looked up in the environment. */
const tokenName = Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' });
const AuthSchema = Type.Union([
  Type.Object({ kind: Type.Literal('bearer'), tokenName }, closed),
  Type.Object(
    { kind: Type.Literal('header'), header: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]*$' }), tokenName },
    closed,
  ),
]);

const list = { recordsField: Field };
const sized = { ...list, sizeParam: Param, size: Type.Integer({ minimum: 1, maximum: 5000 }) };
/** How many records there are on a page, or in all: fewer means the answer was cut short. */
const countField = Field;
const totalField = Field;

/**
 * How a list is gone through. Pages by number (`page`, `last-page`, `offset`) want a list that keeps its order
 * while it is read; where the source sorts on request, `query` asks it to.
 */
const PagingSchema = Type.Union([
  Type.Object({ kind: Type.Literal('cursor'), cursorParam: Param, ...sized, nextField: Field, countField }, closed),
  /** Numbered from 1, with the number of records in all. */
  Type.Object({ kind: Type.Literal('page'), pageParam: Param, ...sized, totalField }, closed),
  /** Numbered from 1; the last one says so. */
  Type.Object(
    {
      kind: Type.Literal('last-page'),
      pageParam: Param,
      ...sized,
      lastField: Field,
      lastValue: Type.Boolean(),
      countField,
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('offset'), offsetParam: Param, ...sized, totalField }, closed),
  /** Everything in one answer. */
  Type.Object({ kind: Type.Literal('none'), ...list, countField }, closed),
]);
export type Paging = Static<typeof PagingSchema>;

/** 数据源 declared as data: where it is, how it is asked (always GET), how its fields become observations. */
export const SourceDeclarationSchema = Type.Object(
  {
    code: Text,
    name: NamesSchema,
    /** Its values are demo data, because the system is a simulated one. */
    simulated: Type.Boolean(),
    address: Type.String({ description: 'Base address, e.g. http://127.0.0.1:4100' }),
    path: Type.String({ pattern: '^/(?![/\\\\])[^?#]*$', description: 'Path of the list of records' }),
    /** Parameters sent with every call. */
    query: Type.Optional(Type.Record(Param, Type.String())),
    auth: AuthSchema,
    /** What a good answer says of itself: `200 {"code": 500}` is a failure. */
    success: Type.Optional(
      Type.Object({ field: Field, equals: Type.Union([Type.String(), Type.Number(), Type.Boolean()]) }, closed),
    ),
    paging: PagingSchema,
    /** Asks only for records changed at or after an instant; a source without it is asked for everything. */
    sinceParam: Type.Optional(Param),
    mapping: SourceMappingSchema,
    schedule: Type.String({ description: 'Cron expression, Asia/Shanghai' }),
    timeoutMs: Type.Integer({ minimum: 100 }),
    attempts: Type.Integer({ minimum: 1, maximum: 10 }),
  },
  closed,
);
export type SourceDeclaration = Static<typeof SourceDeclarationSchema>;
