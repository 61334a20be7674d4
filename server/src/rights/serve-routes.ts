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
import type { ActionName } from '@dangzhi/metrics/rights';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, RouteOptions } from 'fastify';
import { sendKept } from '../base/kept-answer.ts';
import type { KeptAnswers } from '../base/kept-answers.ts';
import { callerOf, reachOf } from './caller.ts';
import type { Ask } from './route-right.ts';

/** A request that was checked by the schemas of its route. */
export type RequestOf<R> = FastifyRequest & {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
};

/**
 * That an answer is made once for all who ask with the same parameters and may know the same. `answer` then returns it,
 * from nothing but its parameters, what is stored and the reach named here.
 */
interface Kept {
  readonly in: KeptAnswers;
  /** Actions by whose reach the answer to one caller differs from that to another; left out, there are none. */
  readonly reach?: readonly ActionName[];
}

/** What a route of the contract does. */
interface Served<R> {
  /** About whom a call asks; every one must be allowed. Left out, a list narrows itself by the caller's reach. */
  readonly asks?: (request: RequestOf<R>) => readonly Ask[] | Promise<readonly Ask[]>;
  /** The answer, sent with the usual status of the route; `reply` or nothing where it sends by itself. */
  readonly answer: (request: RequestOf<R>, reply: FastifyReply) => Promise<AnswerOf<R> | FastifyReply | undefined>;
  readonly kept?: Kept;
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
  const inHand = keepInHand(app);
  for (const [key, route] of Object.entries<Route | undefined>(table)) {
    const work = works[key];
    if (route === undefined || work === undefined) throw new Error(`${key} is not served`);
    app.route(optionsOf(key as RouteKey, route, work, inHand));
  }
}

/** Keeps hold of some work until it is over. */
type InHand = <Done extends Promise<unknown>>(work: Done) => Done;

/**
 * What is being answered, waited for before whatever lies under the service is closed: who asked may be gone long since,
 * and the work goes on.
 */
function keepInHand(app: FastifyInstance): InHand {
  const works = new Set<Promise<unknown>>();
  app.addHook('onClose', async () => {
    await Promise.allSettled(works);
  });
  return (work) => {
    works.add(work);
    const end = (): unknown => works.delete(work);
    work.then(end, end);
    return work;
  };
}

/** The same whatever the route. */
interface Work {
  readonly asks?: (request: never) => readonly Ask[] | Promise<readonly Ask[]>;
  readonly answer: (request: never, reply: FastifyReply) => Promise<unknown>;
  readonly kept?: Kept;
  readonly options?: Served<Route>['options'];
}

function optionsOf(key: RouteKey, route: Route, { asks, answer, kept, options }: Work, inHand: InHand): RouteOptions {
  const [method = '', path = ''] = key.split(' ');
  const status = usualStatus(route);
  return {
    ...options,
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: {
      right: { action: route.right, ...(asks && { asks }) },
      ...(route.isAttempt && { isAttempt: true }),
      ...(route.isAlwaysTaken && { isAlwaysTaken: true }),
    },
    schema: schemaOf(route),
    handler:
      kept === undefined
        ? (request, reply) => {
            if (status !== 200) reply.status(status);
            return inHand(answer(request as never, reply));
          }
        : keptHandler(key, answer, kept, route.answers[304] !== undefined, inHand),
  };
}

/** @param isConditional whether who has the answer already is told so, and may keep it */
function keptHandler(
  key: RouteKey,
  answer: Work['answer'],
  { in: answers, reach = [] }: Kept,
  isConditional: boolean,
  inHand: InHand,
): RouteOptions['handler'] {
  return (request, reply) => {
    const asked = JSON.stringify([request.params, request.query]);
    const found = answers.read(
      `${key} ${asked} ${reach.length > 0 ? reachOf(callerOf(request), reach) : ''}`,
      async () => {
        const made = await answer(request as never, reply);
        // Not by the status of the reply: the answer is also made again when this call is long answered, perhaps with 304.
        const serialize = reply.getSerializationFunction('200');
        if (serialize === undefined) throw new Error(`${key} has no schema of its answer`);
        return serialize(made as never);
      },
    );
    if (found instanceof Promise) return inHand(found).then((one) => sendKept(request, reply, one, isConditional));
    // Nothing returned: a promise of what is sent already would only be waited for.
    sendKept(request, reply, found, isConditional);
    return undefined;
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
