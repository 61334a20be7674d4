import fc from 'fast-check';

/** As much of a JSON Schema as the contract uses. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** An OpenAPI document, as much of it as calls are made from. */
export interface Description {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** One call of the API. */
export interface Call {
  readonly method: string;
  /** As the description writes it, with the names of its parameters. */
  readonly route: string;
  readonly url: string;
  readonly payload: unknown;
}

/** What has broken other programs: quotes, paths, line ends, prototypes, the very large, the deep. */
const HOSTILE: readonly unknown[] = [
  "' OR 1=1 --",
  "'; DROP TABLE account; --",
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'a\r\nset-cookie: x=1',
  '\u0000',
  '\ud800',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  '%',
  '*',
  '１２',
  '',
  -1,
  0,
  1e308,
  Number.MAX_SAFE_INTEGER,
  0.1,
  null,
  true,
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: { role: 'admin' } },
];

/** Values a field of that name often has here; without them hardly a call would get past its look-up. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

const hostile = fc.constantFrom(...HOSTILE);

/** Calls of every route of the description, most of them nearly right and some of them meant ill. */
export function callsOf({ paths = {} }: Description, known: KnownValues): fc.Arbitrary<Call> {
  const routes = Object.entries(paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route, method: method.toUpperCase(), operation })),
  );
  return fc.constantFrom(...routes).chain(({ route, method, operation }) => {
    const parameters = operation.parameters ?? [];
    const values = fc.record(
      Object.fromEntries(parameters.map(({ name, schema }) => [name, field(name, schema, known)])),
      { requiredKeys: parameters.filter((one) => one.in === 'path').map(({ name }) => name) },
    );
    const schema = operation.requestBody?.content['application/json']?.schema;
    const body =
      schema === undefined
        ? fc.constant(undefined)
        : fc.oneof({ weight: 9, arbitrary: valueOf(schema, known) }, { weight: 1, arbitrary: hostile });
    return fc
      .tuple(values, body)
      .map(([given, payload]) => ({ method, route, url: addressOf(route, parameters, given), payload }));
  });
}

function addressOf(
  route: string,
  parameters: NonNullable<Operation['parameters']>,
  given: Readonly<Record<string, unknown>>,
): string {
  const pathname = route.replaceAll(/\{(\w+)\}/g, (_all, name: string) => segment(given[name]));
  const query = parameters.flatMap((one) =>
    one.in === 'query' && given[one.name] !== undefined ? [`${one.name}=${segment(given[one.name])}`] : [],
  );
  return query.length === 0 ? pathname : `${pathname}?${query.join('&')}`;
}

/** As an address carries it; half a character cannot be written there. */
const segment = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed());

function field(name: string, schema: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  const usual = known[name];
  const right = usual === undefined ? valueOf(schema, known) : fc.constantFrom(...usual);
  return fc.oneof(
    { weight: 8, arbitrary: right },
    { weight: 1, arbitrary: valueOf(schema, known) },
    { weight: 1, arbitrary: hostile },
  );
}

function valueOf(schema: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const [first, ...others] = schema.anyOf ?? [];
  if (first !== undefined) return fc.oneof(valueOf(first, known), ...others.map((one) => valueOf(one, known)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, known), { maxLength: 3 });
    case 'integer':
      return fc.integer({ min: -2, max: 600 });
    case 'number':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return stringOf(schema);
    default:
      return hostile;
  }
}

function objectOf({ properties = {}, required = [] }: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, field(name, one, known)]));
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
}

function stringOf({ format, pattern }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
      .map((date) => date.toISOString());
  // A pattern that JavaScript reads otherwise than the validator is only a string then.
  if (pattern !== undefined && !pattern.includes('\\u')) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ maxLength: 40, unit: 'binary' });
}
