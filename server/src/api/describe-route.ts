import {
  API,
  ERRORS,
  ErrorSchema,
  refusalsOf,
  ROUTES,
  TOPICS,
  usualStatus,
  type Route,
  type RouteKey,
} from '@dangzhi/metrics/contract';
import type { FastifySchema, RouteOptions } from 'fastify';

const topicOf = new Map(
  Object.entries(TOPICS).flatMap(([topic, table]) => Object.keys(table).map((key) => [key, topic])),
);

interface Registered {
  readonly schema: FastifySchema;
  readonly url: string;
  readonly route: Pick<RouteOptions, 'method'>;
}

/** What OpenAPI prints of a route beside the schemas it is checked by: topic, summary, refusals, examples. */
export function describeRoute({ schema, url, route: { method } }: Registered): { schema: FastifySchema; url: string } {
  const path = url.replace(API, '').replaceAll(/:(\w+)/g, '{$1}');
  const key = `${String(method)} ${path}` as RouteKey;
  const route: Route | undefined = ROUTES[key as keyof typeof ROUTES];
  if (route === undefined) return { schema, url };
  const { params, query, body, example } = route;
  const described = {
    ...schema,
    tags: [topicOf.get(key) ?? ''],
    summary: route.summary,
    security: route.right === 'public' ? [] : [{ session: [] }, { display: [] }, { operator: [] }],
    ...(params && { params: withFieldExamples(params, example.params) }),
    ...(query && { querystring: withFieldExamples(query, example.query) }),
    ...(body && { body: { ...body, examples: [example.body] } }),
    response: { ...answersOf(schema, route), ...refusalsByStatus(key, route) },
  };
  return { schema: described, url };
}

function answersOf({ response }: FastifySchema, route: Route): object {
  const { example, media } = route;
  const status = usualStatus(route);
  const usual = route.answers[status as keyof typeof route.answers];
  if (media !== undefined || example.answer == null) return response as object;
  return { ...(response as object), [status]: { ...usual, examples: [example.answer] } };
}

/** The facts a route is refused for, by status; the codes stand in the description. */
function refusalsByStatus(key: RouteKey, route: Route): object {
  const byStatus = Map.groupBy(refusalsOf(key, route), (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { ...ErrorSchema, 'x-response-description': codes.map((code) => `\`${code}\``).join(', ') },
    ]),
  );
}

/** Parameters are printed one by one, each with its own example. */
function withFieldExamples(schema: object, example: object = {}): object {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, object>> };
  const given = new Map(Object.entries(example));
  const shown = Object.entries(properties).map(([name, field]) => [
    name,
    given.has(name) ? { ...field, examples: [given.get(name)] } : field,
  ]);
  return { ...schema, properties: Object.fromEntries(shown) };
}
