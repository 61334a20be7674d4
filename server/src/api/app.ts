import cookie from '@fastify/cookie';
import sse from '@fastify/sse';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { API } from '@dangzhi/metrics/contract';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { adminRoutes } from '../accounts/admin-routes.ts';
import { createPasswordAttempts } from '../accounts/password-attempts.ts';
import { sessionRoutes } from '../accounts/session-routes.ts';
import { createOidcProvider } from '../accounts/single-sign-on/oidc.ts';
import { singleSignOnRoutes } from '../accounts/single-sign-on/routes.ts';
import { createStartSession } from '../accounts/start-session.ts';
import { auditRoutes } from '../audit/routes.ts';
import { displayRoutes } from '../displays/routes.ts';
import { catalogueRoutes } from '../county/routes.ts';
import { evidenceRoutes } from '../evidence/routes.ts';
import { factRoutes } from '../county/facts/routes.ts';
import { pendingRoutes, reportRoutes } from '../intake/entry/routes.ts';
import { clockRoutes } from '../observations/clock-routes.ts';
import { observationRoutes } from '../observations/routes.ts';
import { readProduct } from '../ops/about/product.ts';
import { aboutRoutes } from '../ops/about/routes.ts';
import { createBackups } from '../ops/backup/backups.ts';
import { backupRoutes } from '../ops/backup/routes.ts';
import { PROGRAM_ROOT } from '../ops/doctor/package.ts';
import { healthRoutes } from '../ops/health/routes.ts';
import { integrityRoutes } from '../integrity/routes.ts';
import { metricsRoutes } from '../ops/metrics/routes.ts';
import { PAGE_POLICY, webPages } from './web-pages.ts';
import { endConnections } from './end-connections.ts';
import { measureRequests } from './measure-requests.ts';
import { REQUEST_ID, requestIdOf, tellRequestIds } from './request-ids.ts';
import { describeRequest } from './request-log.ts';
import { recordRoutes } from '../county/records/routes.ts';
import { createRefusalLimit, limitCalls } from '../rights/call-limits.ts';
import { enforceRights } from '../rights/enforce.ts';
import { sendSafeHeaders } from './answer-headers.ts';
import { answerError, answerToError } from './answer-to-error.ts';
import { compressAnswers } from './compress-answers.ts';
import { describeRoute } from './describe-route.ts';
import { createFindCaller } from './find-caller.ts';
import type { KeptAnswers } from '../base/kept-answers.ts';
import { keepAnswers } from './keep-answers.ts';
import { refuseWrites } from './refuse-writes.ts';
import { refuseUnknownHosts } from '../rights/known-hosts.ts';
import { needs } from '../rights/route-right.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { DISPLAY_COOKIE, SESSION_COOKIE } from '../rights/cookies.ts';
import { scoreRoutes } from '../scores/read/routes.ts';
import { schemeRoutes } from '../schemes/routes.ts';
import { screenRoutes } from '../screens/routes.ts';
import { sourceRoutes } from '../intake/sources/routes.ts';

export type App = FastifyInstance;

/** Of what a client has to send, the head of a call comes first and is small. */
const HEAD_SECONDS = 20;
/** How often Node looks for calls that take too long to come in. */
const LOOK_SECONDS = 5;

function createFastify({ logLevel, trustProxy, requestSeconds }: Runtime['config'], log: Runtime['log']): App {
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
    genReqId: requestIdOf,
    // One proxy: what a client itself writes into the header stands before it and is not believed.
    trustProxy: trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: 1024 * 1024,
    // An address that cannot be read never reaches a route, nor the error handler.
    frameworkErrors: (error, request, reply: FastifyReply) => {
      const { status, body } = answerToError(error, request.id);
      void reply.status(status).header(REQUEST_ID, request.id).send(body);
    },
    // A field nobody knows is refused where the contract says so, not dropped in silence.
    ajv: { customOptions: { allErrors: true, removeAdditional: false } },
  });
}

/** Builds the service; listening is somebody else's. Closing it ends its event streams, not the runtime. */
export async function buildApp(runtime: Runtime): Promise<App> {
  const { demo } = runtime.config;
  const startSession = createStartSession(runtime.sessions);
  const signOn = singleSignOnOf(runtime.config);
  const providers = signOn.providers.map(({ code, name }) => ({ code, name }));
  const app = createFastify(runtime.config, runtime.log);
  app.server.maxConnections = runtime.config.maxConnections;
  app.setErrorHandler(answerError);
  measureRequests(app, runtime.meters);
  tellRequestIds(app);
  endConnections(app);
  // First: a refusal has them too.
  sendSafeHeaders(app, runtime.config.trustProxy);
  const { allowedHosts, singleSignOn } = runtime.config;
  refuseUnknownHosts(app, [...allowedHosts, ...(singleSignOn === null ? [] : [singleSignOn.publicUrl.hostname])]);
  const kept = keepAnswers(runtime);
  app.decorate('answers', kept.answers);
  app.addHook('onClose', () => kept.close());
  const backups = createBackups({ ...runtime, program: readProduct(PROGRAM_ROOT) });
  app.addHook('onClose', () => backups.stop());
  const findCaller = createFindCaller(runtime.operatorToken, runtime.sessions, runtime.devices);
  enforceRights(app, findCaller, createRefusalLimit(runtime.config.apiCallsPerMinute));
  // Cookies are read where one is wanted, not taken apart for every answer.
  await app.register(cookie, { hook: false });
  await app.register(sse, { heartbeatInterval: 15_000 });
  await app.register(swagger, {
    transform: describeRoute,
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
      limitCalls(api, {
        callsPerMinute: runtime.config.apiCallsPerMinute,
        signInsPerMinute: runtime.config.signInsPerMinute,
      });
      refuseWrites(api, runtime.gate, runtime.meters);
      api.addHook('onRequest', (_request, reply, done) => {
        reply.header('content-security-policy', API_POLICY).header('cache-control', 'no-store');
        done();
      });
      api.addHook('onSend', compressAnswers);
      await api.register(
        sessionRoutes({
          ...runtime,
          postgres: runtime.stores.postgres,
          demo,
          attempts: createPasswordAttempts(runtime.stores.postgres, runtime.operatorToken),
          findCaller,
          providers,
          startSession,
        }),
      );
      await api.register(
        singleSignOnRoutes({
          ...signOn,
          postgres: runtime.stores.postgres,
          now: runtime.now,
          sessions: runtime.sessions,
          startSession,
        }),
      );
      await api.register(adminRoutes(runtime));
      await api.register(displayRoutes(runtime));
      await api.register(auditRoutes(runtime));
      await api.register(catalogueRoutes({ ...runtime, answers: kept.answers }));
      await api.register(schemeRoutes(runtime));
      await api.register(factRoutes({ ...runtime, answers: kept.answers }));
      await api.register(recordRoutes({ ...runtime, answers: kept.answers }));
      await api.register(evidenceRoutes(runtime));
      await api.register(observationRoutes(runtime));
      await api.register(clockRoutes(runtime));
      await api.register(reportRoutes(runtime));
      await api.register(pendingRoutes(runtime));
      await api.register(sourceRoutes(runtime));
      await api.register(scoreRoutes({ ...runtime, answers: kept.answers }));
      await api.register(screenRoutes({ ...runtime, answers: kept.answers, demo }));
      await api.register(backupRoutes({ backups }));
      await api.register(integrityRoutes(runtime));
      await api.register(aboutRoutes(runtime));
    },
    { prefix: API },
  );
  await app.register(documentation);
  await app.register(healthRoutes(runtime));
  await app.register(metricsRoutes({ ...runtime, answers: kept.answers, backups, findCaller }));
  await app.register(webPages);
  return app;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What is made once and given many times. */
    readonly answers: KeptAnswers;
  }
}

/** The provider that was set, and who is what by its groups; none without settings. */
function singleSignOnOf({ singleSignOn }: Runtime['config']) {
  if (singleSignOn === null) return { providers: [], roles: [], publicUrl: new URL('http://localhost') };
  const { roles, publicUrl } = singleSignOn;
  return { providers: [createOidcProvider(singleSignOn)], roles, publicUrl };
}

/** An answer of the API is data: nothing in it runs, wherever it is opened. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** The OpenAPI document, and a page to read it. */
async function documentation(api: FastifyInstance): Promise<void> {
  api.addHook('onRoute', (route) => {
    route.config = { ...needs('catalogue.read'), ...route.config };
  });
  api.get(`${API}/openapi.json`, { schema: { hide: true } }, () => api.swagger());
  await api.register(swaggerUi, { routePrefix: `${API}/docs`, staticCSP: PAGE_POLICY });
}
