import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import sse from '@fastify/sse';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ErrorSchema } from '@dangzhi/metrics/contract';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type RouteOptions } from 'fastify';
import { adminRoutes } from '../accounts/admin-routes.ts';
import { sessionRoutes } from '../accounts/session-routes.ts';
import { createOidcProvider } from '../accounts/single-sign-on/oidc.ts';
import { singleSignOnRoutes } from '../accounts/single-sign-on/routes.ts';
import { createStartSession } from '../accounts/start-session.ts';
import { auditRoutes } from '../audit/routes.ts';
import { displayRoutes } from '../displays/routes.ts';
import { catalogueRoutes } from '../county/routes.ts';
import { StoreDown, StoreError } from '../base/errors.ts';
import { evidenceRoutes } from '../evidence/routes.ts';
import { factRoutes } from '../county/facts/routes.ts';
import { reportRoutes } from '../intake/entry/routes.ts';
import { observationRoutes } from '../observations/routes.ts';
import { healthRoutes } from '../ops/health/routes.ts';
import { PAGE_POLICY, webPages } from './web-pages.ts';
import { describeRequest } from './request-log.ts';
import { recordRoutes } from '../county/records/routes.ts';
import { limitCalls } from '../rights/call-limits.ts';
import { enforceRights } from '../rights/enforce.ts';
import { createFindCaller } from './find-caller.ts';
import { needs } from '../rights/route-right.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { DISPLAY_COOKIE, SESSION_COOKIE } from '../rights/cookies.ts';
import { scoreRoutes } from '../scores/read/routes.ts';
import { schemeRoutes } from '../schemes/routes.ts';
import { screenRoutes } from '../screens/routes.ts';
import { sourceRoutes } from '../intake/sources/routes.ts';
import { asPostgresFailure } from '../stores/postgres.ts';

export type App = ReturnType<typeof createFastify>;

/** Of what a client has to send, the head of a call comes first and is small. */
const HEAD_SECONDS = 20;
/** How often Node looks for calls that take too long to come in. */
const LOOK_SECONDS = 5;

function createFastify({ logLevel, trustProxy, requestSeconds }: Runtime['config'], log: Runtime['log']) {
  return Fastify({
    // Until a call has come in whole it is cut off by these, as is a connection on which none begins. What is answered
    // may take its time: streams of events last for days.
    requestTimeout: requestSeconds * 1000,
    http: {
      headersTimeout: Math.min(HEAD_SECONDS, requestSeconds) * 1000,
      connectionsCheckingInterval: Math.min(LOOK_SECONDS, requestSeconds / 4) * 1000,
    },
    logger:
      logLevel === 'silent'
        ? false
        : {
            level: logLevel,
            stream: log,
            redact: ['req.headers.authorization', 'req.headers.cookie'],
            serializers: { req: describeRequest },
          },
    // One proxy: what a client itself writes into the header stands before it and is not believed.
    trustProxy: trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: 1024 * 1024,
    // An address that cannot be read never reaches a route, nor the error handler.
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const { status, body } = toAnswer(error);
      void reply.status(status).send(body);
    },
    // A field nobody knows is refused where the contract says so, not dropped in silence.
    ajv: { customOptions: { allErrors: true, removeAdditional: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
}

/** Builds the service; listening is somebody else's. Closing it ends its event streams, not the runtime. */
export async function buildApp(runtime: Runtime): Promise<App> {
  const { demo } = runtime.config;
  const startSession = createStartSession(runtime.sessions);
  const signOn = singleSignOnOf(runtime.config);
  const providers = signOn.providers.map(({ code, name }) => ({ code, name }));
  const app = createFastify(runtime.config, runtime.log);
  app.server.maxConnections = runtime.config.maxConnections;
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = toAnswer(error);
    const level = answer.status >= 500 ? 'error' : 'info';
    request.log[level]({ err: error, cause: error.cause }, answer.body.code);
    return reply.status(answer.status).send(answer.body);
  });
  const findCaller = createFindCaller(runtime.operatorToken, runtime.sessions, runtime.devices);
  enforceRights(app, findCaller);
  // Cookies are read where one is wanted, not taken apart for every answer.
  await app.register(cookie, { hook: false });
  await app.register(helmet, {
    // Pages have a policy of their own (web-pages.ts): put together for every answer, it took a third of
    // the wall's requests a second, and JSON runs nothing.
    contentSecurityPolicy: false,
    // Plain http on an intranet is a normal way to run; behind a proxy it is TLS that people see.
    strictTransportSecurity: runtime.config.trustProxy,
    crossOriginOpenerPolicy: runtime.config.trustProxy,
    originAgentCluster: runtime.config.trustProxy,
  });
  await app.register(sse, { heartbeatInterval: 15_000 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '档治 Dangzhi', version: '1', description: '档案工作指数 · 整体智治驾驶舱' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          display: { type: 'apiKey', in: 'cookie', name: DISPLAY_COOKIE },
          operator: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  });
  await app.register(
    async (api) => {
      api.addHook('onRoute', describeRefusals);
      const limited = await limitCalls(api, {
        callsPerMinute: runtime.config.apiCallsPerMinute,
        signInsPerMinute: runtime.config.signInsPerMinute,
      });
      api.addHook('onRequest', (_request, reply, done) => {
        reply.header('content-security-policy', API_POLICY).header('cache-control', 'no-store');
        done();
      });
      await api.register(
        sessionRoutes({
          ...runtime,
          postgres: runtime.stores.postgres,
          demo,
          findCaller,
          providers,
          startSession,
          limited,
        }),
      );
      await api.register(
        singleSignOnRoutes({
          ...signOn,
          postgres: runtime.stores.postgres,
          now: runtime.now,
          sessions: runtime.sessions,
          startSession,
          limited,
        }),
      );
      await api.register(adminRoutes({ ...runtime, limited }));
      await api.register(displayRoutes({ ...runtime, limited }));
      await api.register(auditRoutes(runtime));
      await api.register(catalogueRoutes(runtime));
      await api.register(schemeRoutes(runtime));
      await api.register(factRoutes(runtime));
      await api.register(recordRoutes(runtime));
      await api.register(evidenceRoutes(runtime));
      await api.register(observationRoutes(runtime));
      await api.register(reportRoutes(runtime));
      await api.register(sourceRoutes(runtime));
      await api.register(scoreRoutes(runtime));
      await api.register(screenRoutes({ ...runtime, demo }));
    },
    { prefix: '/api/v1' },
  );
  await app.register(documentation);
  await app.register(healthRoutes(runtime));
  await app.register(webPages);
  return app;
}

/** The provider that was set, and who is what by its groups; none without settings. */
function singleSignOnOf({ singleSignOn }: Runtime['config']) {
  if (singleSignOn === null) return { providers: [], roles: [], publicUrl: new URL('http://localhost') };
  const { roles, publicUrl } = singleSignOn;
  return { providers: [createOidcProvider(singleSignOn)], roles, publicUrl };
}

/** An answer of the API is data: nothing in it runs, wherever it is opened. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What every route that is not public may answer: who asks is not known, or may not. */
function describeRefusals(route: RouteOptions): void {
  const isPublic = route.config?.right?.action === 'public';
  const response = { ...(route.schema?.response as object | undefined) };
  const refusals = isPublic ? {} : { 401: ErrorSchema, 403: ErrorSchema };
  const security = isPublic ? [] : [{ session: [] }, { display: [] }, { operator: [] }];
  route.schema = { ...route.schema, security, response: { ...refusals, 429: ErrorSchema, ...response } };
}

/** The OpenAPI document, and a page to read it. */
async function documentation(api: FastifyInstance): Promise<void> {
  api.addHook('onRoute', (route) => {
    route.config = { ...needs('catalogue.read'), ...route.config };
  });
  api.get('/api/v1/openapi.json', { schema: { hide: true } }, () => api.swagger());
  await api.register(swaggerUi, { routePrefix: '/api/v1/docs', staticCSP: PAGE_POLICY });
}

interface Answer {
  readonly status: number;
  readonly body: { code: string; message: string; details: { path: string; message: string }[] };
}

/** One shape for every error; the text of our own faults stays in the log. */
function toAnswer(error: FastifyError): Answer {
  if (error.validation !== undefined) {
    const details = error.validation.map(({ instancePath, message, params }) => ({
      path: `${error.validationContext ?? 'request'}${instancePath.replaceAll('/', '.')}${missingField(params)}`,
      message: message ?? 'does not fit',
    }));
    const fields = details.map(({ path, message }) => `${path} ${message}`).join('; ');
    return { status: 400, body: { code: 'BAD_REQUEST', message: fields, details } };
  }
  const storeFailure = error instanceof StoreError ? error : asPostgresFailure(error);
  if (storeFailure !== null && storeFailure.kind !== 'query') {
    const down = new StoreDown(storeFailure.store);
    return { status: 503, body: { code: down.code, message: down.message, details: [] } };
  }
  const status = error.statusCode ?? 500;
  if (status >= 500)
    return { status, body: { code: 'INTERNAL', message: 'Something went wrong here; it is in the log', details: [] } };
  return { status, body: { code: error.code ?? 'BAD_REQUEST', message: error.message, details: [] } };
}

const missingField = (params: Record<string, unknown> | undefined): string =>
  typeof params?.['missingProperty'] === 'string' ? `.${params['missingProperty']}` : '';
