import type { PeriodFormat } from '@dangzhi/metrics';
import { Type, type Static } from 'typebox';
import { units } from '../county/units.ts';
import type { Json, SimulatedSystem } from './systems/system.ts';
import { putAt } from './writing/fields.ts';
import { writtenInstant } from './writing/instant.ts';
import { blankRecord, figureFields } from './writing/record.ts';

/** What a system does wrong on purpose; see the README of this package. */
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
    /** A page comes more than once. */
    repeat: Type.Optional(Type.Boolean()),
    /** Records inside a page stand backwards. */
    reorder: Type.Optional(Type.Boolean()),
    /** A field has another name, or figures are text with a counting word. */
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

/** Records as the faulty system writes them, before any is dropped. */
export function writeRecords(
  system: SimulatedSystem,
  records: readonly Json[],
  { reorder, schema, badRecords }: Faults,
  isFirstPage: boolean,
): Json[] {
  const bad = isFirstPage ? badRecordsLike(system, records[0] ?? sampleOf(system), badRecords) : [];
  const written = [...records, ...bad].map((record) => bySchema(system, record, schema));
  return reorder ? written.reverse() : written;
}

function bySchema({ declaration: { mapping } }: SimulatedSystem, record: Json, schema: Faults['schema']): Json {
  const fields = figureFields(mapping);
  const [first = ''] = fields;
  switch (schema) {
    case 'renamed': {
      const { [first]: value, ...rest } = record;
      return { ...rest, [`${first}l`]: value };
    }
    case 'retyped': {
      const retyped: Record<string, unknown> = { ...record };
      for (const field of fields) {
        const figure = record[field];
        if (typeof figure === 'number' || (typeof figure === 'string' && figure !== '')) retyped[field] = `${figure}件`;
      }
      return retyped;
    }
    case null:
      return record;
  }
}

/** A record to spoil where the page has none. */
function sampleOf(system: SimulatedSystem): Json {
  const { changedAt, values, period } = system.declaration.mapping;
  const measure = (values.kind === 'wide' ? values.fields[0] : values.names[0])?.measure ?? '';
  const grains = 'readings' in period ? Object.values(period.readings).map(({ grain }) => grain) : [period.grain];
  const sample = blankRecord(system, {
    unit: units[1]?.code ?? '',
    period: grains.includes('month') ? '2022-12' : '2022',
    measure,
  });
  if (changedAt !== undefined) {
    putAt(sample, changedAt.field, writtenInstant('2023-01-01T00:00:00+08:00', changedAt.format));
  }
  return sample;
}

/** Labels of periods that are none. */
const NO_PERIOD: Readonly<Record<PeriodFormat, string>> = {
  'YYYY-MM-DD': '2022-13-31',
  YYYYMM: '202213',
  'YYYY-MM': '2022-13',
  'YYYY/MM': '2022/13',
  YYYY年M月: '2022年13月',
  YYYYQn: '2022Q5',
  YYYY年第n季度: '2022年第5季度',
  YYYY: '22',
};

/** In turn: a unit nobody knows, a thirteenth month, a number that is none; a name of a figure nobody knows. */
function badRecordsLike(system: SimulatedSystem, whole: Json, count: number): Json[] {
  const { id, unit, period, values } = system.declaration.mapping;
  const [first = ''] = figureFields(system.declaration.mapping);
  const format = 'readings' in period ? (Object.values(period.readings)[0]?.format ?? 'YYYYMM') : period.format;
  const spoilt: [field: string, value: string][] = [
    ...('field' in unit ? [[unit.field, '新昌县不存在局'] as [string, string]] : []),
    [period.field, NO_PERIOD[format]],
    [first, '约二百件'],
    ...(values.kind === 'long' ? [[values.measureField, '不存在的指标'] as [string, string]] : []),
  ];
  return Array.from({ length: count }, (_, index) => {
    const bad = { ...whole };
    const [field, value] = spoilt[index % spoilt.length] ?? [first, ''];
    putAt(bad, field, value);
    putAt(bad, id, `bad-${index + 1}`);
    return bad;
  });
}
