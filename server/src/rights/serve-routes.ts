import {
  usualStatus,
  type AnswerOf,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type Route,
  type RouteKey,
  type RouteTable,
} from '@dangzhi/metrics/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, RouteOptions } from 'fastify';
import type { Ask } from './route-right.ts';

/** A request that was checked by the schemas of its route. */
export type RequestOf<R> = FastifyRequest & {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
};

/** What a route of the contract does. */
interface Served<R> {
  /** About whom a call asks; every one must be allowed. Left out, a list narrows itself by the caller's reach. */
  readonly asks?: (request: RequestOf<R>) => readonly Ask[] | Promise<readonly Ask[]>;
  /** The answer, sent with the usual status of the route; `reply` or nothing where it sends by itself. */
  readonly answer: (request: RequestOf<R>, reply: FastifyReply) => Promise<AnswerOf<R> | FastifyReply | undefined>;
  readonly options?: Pick<RouteOptions, 'exposeHeadRoute' | 'sse'>;
}

/**
 * Registers routes of the contract: address, schemas and right stand there, what each does here. One that is left out,
 * and one the contract does not have, do not compile.
 */
export function serveRoutes<Table extends RouteTable>(
  app: FastifyInstance,
  table: Table,
  served: { readonly [Key in keyof Table]: Served<Table[Key]> },
): void {
  const works: Readonly<Record<string, Work>> = served;
  for (const [key, route] of Object.entries<Route | undefined>(table)) {
    const work = works[key];
    if (route === undefined || work === undefined) throw new Error(`${key} is not served`);
    app.route(optionsOf(key as RouteKey, route, work));
  }
}

/** The same whatever the route. */
interface Work {
  readonly asks?: (request: never) => readonly Ask[] | Promise<readonly Ask[]>;
  readonly answer: (request: never, reply: FastifyReply) => Promise<unknown>;
  readonly options?: Served<Route>['options'];
}

function optionsOf(key: RouteKey, route: Route, { asks, answer, options }: Work): RouteOptions {
  const [method = '', path = ''] = key.split(' ');
  const status = usualStatus(route);
  return {
    ...options,
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: {
      right: { action: route.right, ...(asks && { asks }) },
      ...(route.isAttempt && { isAttempt: true }),
    },
    schema: schemaOf(route),
    handler: (request, reply) => {
      if (status !== 200) reply.status(status);
      return answer(request as never, reply);
    },
  };
}

/** What Fastify checks and serialises by; what only a reader needs is added where it is printed. */
function schemaOf({ params, query, body, answers, media }: Route): FastifySchema {
  const response = Object.entries(answers).map(([status, schema]) => [
    status,
    media === undefined ? schema : { content: { [media]: { schema } } },
  ]);
  return {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: Object.fromEntries(response),
  };
}
