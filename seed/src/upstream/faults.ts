import { Type, type Static } from 'typebox';
import type { PlatformRecord } from './platform-records.ts';

/** What the platform does wrong on purpose; see the README of this package. */
export const FaultsSchema = Type.Object(
  {
    /** Every answer waits this long. */
    slowMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    /** So many answers fail with `failStatus`. */
    failNext: Type.Optional(Type.Integer({ minimum: 0 })),
    failStatus: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    /** The body breaks off in the middle. */
    truncate: Type.Optional(Type.Boolean()),
    /** Fewer records than the page says it has. */
    shortPage: Type.Optional(Type.Boolean()),
    /** Every page comes twice. */
    repeat: Type.Optional(Type.Boolean()),
    /** Records inside a page stand backwards. */
    reorder: Type.Optional(Type.Boolean()),
    /** A field has another name, or numbers are text with a counting word. */
    schema: Type.Optional(Type.Union([Type.Enum(['renamed', 'retyped']), Type.Null()])),
    /** So many unreadable records more on the first page. */
    badRecords: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  },
  { additionalProperties: false },
);
export type Faults = Required<Static<typeof FaultsSchema>>;

export const NO_FAULTS: Faults = {
  slowMs: 0,
  failNext: 0,
  failStatus: 503,
  truncate: false,
  shortPage: false,
  repeat: false,
  reorder: false,
  schema: null,
  badRecords: 0,
};

/** A record field by field: a faulty one need not have the fields it should. */
type Written = Readonly<Record<string, unknown>>;

/** Records as the faulty platform writes them, before any is dropped. */
export function writeRecords(
  records: readonly PlatformRecord[],
  { reorder, schema, badRecords }: Faults,
  isFirstPage: boolean,
): Written[] {
  const whole: Written[] = records.map((record) => ({ ...record }));
  const bad = isFirstPage ? badRecordsLike(whole[0] ?? SAMPLE, badRecords) : [];
  const written = [...whole, ...bad].map((record) => bySchema(record, schema));
  return reorder ? written.reverse() : written;
}

function bySchema(record: Written, schema: Faults['schema']): Written {
  if (schema === 'renamed') {
    const { yjgds, ...rest } = record;
    return { ...rest, yjgdsl: yjgds };
  }
  if (schema === 'retyped') {
    return Object.fromEntries(
      Object.entries(record).map(([field, value]) => [field, typeof value === 'number' ? `${value}件` : value]),
    );
  }
  return record;
}

const SAMPLE: Written = { dwmc: '新昌县财政局', tjyf: '202212', yjgds: 1, gxsj: '2023-01-01T00:00:00+08:00' };

/** In turn: a unit nobody knows, a thirteenth month, a number that is none. */
const SPOILT: readonly Written[] = [{ dwmc: '新昌县不存在局' }, { tjyf: '202213' }, { yjgds: '约二百件' }];

function badRecordsLike(whole: Written, count: number): Written[] {
  return Array.from({ length: count }, (_, index) => ({
    ...whole,
    ...SPOILT[index % SPOILT.length],
    jlid: `bad-${index + 1}`,
  }));
}
