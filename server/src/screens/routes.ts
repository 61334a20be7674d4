import { screenRoutes as routes, type LiveEvent } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { KeptAnswers } from '../base/kept-answers.ts';
import type { LiveEvents } from '../base/live-events.ts';
import type { Meters } from '../base/meters.ts';
import { callerOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { readArchivesScene } from './archives.ts';
import { readMeta } from './meta.ts';
import { newsFor } from './news.ts';
import { readOverview } from './overview.ts';
import { readPlatformScene } from './platform.ts';
import { askedScene } from './scene.ts';

interface ScreenParts {
  readonly stores: Stores;
  readonly events: LiveEvents;
  readonly answers: KeptAnswers;
  readonly demo: boolean;
  readonly meters: Pick<Meters, 'eventStreams'>;
}

type Stream = FastifyReply['sse'];

/** What a wall shows, and the stream that tells it when to look again. */
export const screenRoutes =
  ({ stores, events, answers, demo, meters }: ScreenParts): FastifyPluginAsync =>
  async (app) => {
    const kept = { in: answers };
    const asks = (screen: 'overview' | 'archives' | 'platform') => {
      const asked = [{ screen }];
      return () => asked;
    };

    // A closing server waits for its connections, and a wall never ends one by itself.
    const open = new Set<Stream>();
    app.addHook('preClose', async () => {
      open.forEach(sendAway);
    });

    serveRoutes(app, routes, {
      'GET /meta': { kept, answer: async () => readMeta(stores, demo) },
      'GET /wall/overview': {
        kept,
        asks: asks('overview'),
        answer: async ({ query }) => readOverview(stores, await askedScene(stores, demo, query)),
      },
      'GET /wall/archives': {
        kept,
        asks: asks('archives'),
        answer: async ({ query }) => readArchivesScene(stores, await askedScene(stores, demo, query)),
      },
      'GET /wall/platform': {
        kept,
        asks: asks('platform'),
        answer: async ({ query }) => readPlatformScene(stores, await askedScene(stores, demo, query)),
      },
      'GET /events': {
        options: { sse: 'only' },
        answer: async (request, reply) => {
          const caller = callerOf(request);
          const { ended } = caller;
          // A proxy in between must neither gather nor keep what is sent.
          reply.header('x-accel-buffering', 'no');
          reply.sse.keepAlive();
          const unsubscribe = events.subscribe((told: LiveEvent) => {
            const event = told.type === 'news' ? newsFor(told, caller) : told;
            if (event === null) return;
            reply.sse.send({ event: event.type, data: event }).catch(() => unsubscribe());
          });
          const end = (): void => reply.sse.close();
          open.add(reply.sse);
          meters.eventStreams.inc();
          // Whoever may no longer see it is not told either.
          ended.addEventListener('abort', end);
          reply.sse.onClose(() => {
            open.delete(reply.sse);
            meters.eventStreams.dec();
            ended.removeEventListener('abort', end);
            unsubscribe();
          });
          // Last: whoever hears it misses nothing from then on.
          await reply.sse.send({ event: 'hello', data: {} });
          return undefined;
        },
      },
    });
  };

/** Of a server that ends, nobody should be asked for by all of them in the same moment when it is there again. */
const RETRY_MS = { least: 2000, spread: 3000 };

/** Ends a stream with the word when to come again. */
function sendAway(stream: Stream): void {
  const retry = RETRY_MS.least + Math.round(Math.random() * RETRY_MS.spread);
  // Not waited for: who does not read any more would hold the server.
  stream.send({ retry, data: undefined }).catch(() => undefined);
  stream.close();
}
