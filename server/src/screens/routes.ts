import { screenRoutes as routes, type LiveEvent } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import { readMeta } from './meta.ts';
import { newsFor } from './news.ts';
import { createSceneCache, type SceneName, type SceneParts } from './scene-cache.ts';

/** What a wall shows, and the stream that tells it when to look again. */
export const screenRoutes =
  (parts: SceneParts): FastifyPluginAsync =>
  async (app) => {
    const { stores, events, demo } = parts;
    const cache = createSceneCache(parts);
    app.addHook('onClose', async () => cache.close());

    const scene = (name: SceneName) => {
      const asks = [{ screen: name }];
      return {
        asks: () => asks,
        answer: async (
          { query: { period }, headers }: FastifyRequest & { query: { period?: string } },
          reply: FastifyReply,
        ) => {
          const { bytes, etag } = await cache.read(name, period ?? null);
          reply.header('cache-control', 'private, no-cache').header('etag', etag);
          if (headers['if-none-match'] === etag) return reply.status(304).send(null);
          // Bytes that are ready pass by the serialiser; they were checked by it when they were made.
          return reply.type('application/json; charset=utf-8').send(bytes);
        },
      };
    };

    // A closing server waits for its connections, and a wall never ends one by itself.
    const open = new Set<() => void>();
    app.addHook('preClose', async () => {
      for (const end of open) end();
    });

    serveRoutes(app, routes, {
      'GET /meta': { answer: async () => readMeta(stores, demo) },
      'GET /wall/overview': scene('overview'),
      'GET /wall/archives': scene('archives'),
      'GET /wall/platform': scene('platform'),
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
          open.add(end);
          // Whoever may no longer see it is not told either.
          ended.addEventListener('abort', end);
          reply.sse.onClose(() => {
            open.delete(end);
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
