import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { GRAINS } from './period.ts';
import { PERIOD_FORMATS, type PeriodReading } from './source-mapping.ts';
import { SourceDeclarationSchema, type SourceDeclaration } from './source.ts';

/** One fault of a declaration: where it is (a JSON pointer) and what is wrong with it. */
export interface SourceFault {
  readonly path: string;
  readonly message: string;
}

/**
 * What makes a declaration unusable: members that are not as they must be, and then, members that contradict
 * each other. A declaration without a fault can be pulled by.
 *
 * @param input parsed JSON of any shape
 */
export function sourceFaults(input: unknown): SourceFault[] {
  if (!Value.Check(SourceDeclarationSchema, input)) return shapeFaults(input);
  return [...callFaults(input), ...periodFaults(input), ...valueFaults(input)];
}

function shapeFaults(input: unknown): SourceFault[] {
  return Value.Errors(schemaMeant(SourceDeclarationSchema, input), input).flatMap((error): SourceFault[] => {
    const { keyword, instancePath, message } = error;
    const path = instancePath || '/';
    const params = error.params as Readonly<Record<string, unknown>>;
    switch (keyword) {
      // Reported better by the entry that comes with it.
      case 'boolean':
        return [];
      case 'required':
        return [{ path, message: `${wordsOf(params.requiredProperties)} is missing` }];
      case 'additionalProperties':
        return [{ path, message: `${wordsOf(params.additionalProperties)} is not known here` }];
      case 'enum':
        return [{ path, message: `must be one of ${wordsOf(params.allowedValues)}` }];
      default:
        return [{ path, message: String(message) }];
    }
  });
}

const wordsOf = (words: unknown): string =>
  (Array.isArray(words) ? words : []).map((word) => JSON.stringify(word)).join(', ');

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const propertiesOf = (schema: TSchema): Readonly<Record<string, TSchema>> =>
  (schema as { properties?: Record<string, TSchema> }).properties ?? {};

/** The schema with one alternative in the place of every union: the one that was meant, so that faults speak of it. */
function schemaMeant(schema: TSchema, value: unknown): TSchema {
  const { anyOf } = schema as { anyOf?: readonly TSchema[] };
  if (anyOf !== undefined) return alternativeMeant(anyOf, value) ?? schema;
  if (!isRecord(value)) return schema;
  const properties = Object.entries(propertiesOf(schema)).map(([name, of]) => [name, schemaMeant(of, value[name])]);
  return properties.length === 0 ? schema : { ...schema, properties: Object.fromEntries(properties) as Json };
}

/** The one of its kind, or else the one most of whose members are there. */
function alternativeMeant(anyOf: readonly TSchema[], value: unknown): TSchema | null {
  if (!isRecord(value)) return null;
  const kindOf = (schema: TSchema): unknown => (propertiesOf(schema).kind as { const?: unknown } | undefined)?.const;
  const kinds = anyOf.map(kindOf).filter((kind) => kind !== undefined);
  if (kinds.length > 0) {
    return anyOf.find((schema) => kindOf(schema) === value.kind) ?? Type.Object({ kind: Type.Enum(kinds.map(String)) });
  }
  const there = (schema: TSchema): number => Object.keys(propertiesOf(schema)).filter((name) => name in value).length;
  return [...anyOf].sort((a, b) => there(b) - there(a))[0] ?? null;
}

const SECRET = /secret|token|passw|pwd|api-?_?key|app-?_?key|access-?_?key/i;

/** The address, and parameters that would overwrite each other. */
function callFaults({ address, query = {}, paging, sinceParam, mapping }: SourceDeclaration): SourceFault[] {
  const faults: SourceFault[] = [];
  if (!/^https?:\/\/[^/?#@]+\/?$/.test(address)) {
    faults.push({
      path: '/address',
      message: `${JSON.stringify(address)} is not http(s)://host[:port]; the rest belongs in "path"`,
    });
  }
  for (const name of Object.keys(query).filter((key) => SECRET.test(key))) {
    faults.push({
      path: `/query/${name}`,
      message: 'looks like a secret; name it under "auth", where it is never written',
    });
  }
  const params = [
    ...Object.keys(query),
    ...(sinceParam === undefined ? [] : [sinceParam]),
    ...Object.entries(paging).flatMap(([member, param]) => (member.endsWith('Param') ? [String(param)] : [])),
  ];
  for (const param of repeated(params)) {
    faults.push({ path: '/paging', message: `parameter ${JSON.stringify(param)} has two meanings` });
  }
  if (sinceParam !== undefined && mapping.changedAt === undefined) {
    faults.push({
      path: '/sinceParam',
      message: 'asks by a time of change no field tells; declare "mapping.changedAt"',
    });
  }
  return faults;
}

function periodFaults({ mapping: { period } }: SourceDeclaration): SourceFault[] {
  const at = '/mapping/period';
  const readings: [string, PeriodReading][] =
    'readings' in period
      ? Object.entries(period.readings).map(([word, reading]) => [`${at}/readings/${word}`, reading])
      : [[at, period]];
  return readings.flatMap(([path, { format, grain }]) =>
    GRAINS.indexOf(grain) < GRAINS.indexOf(PERIOD_FORMATS[format])
      ? [{ path, message: `${format} cannot tell one ${grain} from another` }]
      : [],
  );
}

/** Figures stated twice, and words that could be two things. */
function valueFaults({ mapping: { values, absent = {}, unit } }: SourceDeclaration): SourceFault[] {
  const at = '/mapping/values';
  const faults: SourceFault[] = [];
  const readings = values.kind === 'wide' ? values.fields : values.names;
  for (const measure of repeated(readings.map((reading) => reading.measure))) {
    faults.push({ path: at, message: `measure ${measure} is read from two places` });
  }
  if (values.kind === 'long') {
    for (const { name } of values.names.filter((one) => values.ignored.includes(one.name))) {
      faults.push({ path: `${at}/ignored`, message: `${JSON.stringify(name)} is read as a measure as well` });
    }
  }
  for (const word of Object.keys(absent).filter((one) => /^[-+\d.,%]*\d[\d.,%]*$/.test(one))) {
    faults.push({ path: `/mapping/absent/${word}`, message: 'is a number, not a word for the absence of one' });
  }
  if ('codes' in unit && Object.keys(unit.codes).length === 0) {
    faults.push({ path: '/mapping/unit/codes', message: 'no unit is named' });
  }
  return faults;
}

const repeated = (words: readonly string[]): string[] => [
  ...new Set(words.filter((word, index) => words.indexOf(word) !== index)),
];
