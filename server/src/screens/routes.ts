import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ErrorSchema, MetaSchema, MonthSchema, type LiveEvent } from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { callerOf } from '../rights/caller.ts';
import { needs } from '../rights/route-right.ts';
import { readMeta } from './meta.ts';
import { createSceneCache, SCENES, type SceneName, type SceneParts } from './scene-cache.ts';

const tags = ['screens'];

/** What a wall shows, and the stream that tells it when to look again. */
export const screenRoutes =
  (parts: SceneParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { stores, events, demo } = parts;
    const cache = createSceneCache(parts);
    app.addHook('onClose', async () => cache.close());

    app.get(
      '/meta',
      {
        config: needs('meta.read'),
        schema: { tags, response: { 200: MetaSchema, 404: ErrorSchema, 503: ErrorSchema } },
      },
      async () => readMeta(stores, demo),
    );

    const querystring = Type.Object({ period: Type.Optional(MonthSchema) });
    for (const scene of Object.keys(SCENES) as SceneName[]) {
      const asks = [{ screen: scene }];
      app.get(
        `/wall/${scene}`,
        {
          config: needs('wall.read', () => asks),
          schema: {
            tags,
            querystring,
            response: {
              200: SCENES[scene].schema,
              304: Type.Null(),
              400: ErrorSchema,
              404: ErrorSchema,
              503: ErrorSchema,
            },
          },
        },
        async ({ query: { period }, headers }, reply) => {
          const { bytes, etag } = await cache.read(scene, period ?? null);
          reply.header('cache-control', 'private, no-cache').header('etag', etag);
          if (headers['if-none-match'] === etag) return reply.status(304).send(null);
          // Bytes that are ready pass by the serialiser; they were checked by it when they were made.
          return reply.type('application/json; charset=utf-8').send(bytes as never);
        },
      );
    }

    // A closing server waits for its connections, and a wall never ends one by itself.
    const open = new Set<() => void>();
    app.addHook('preClose', async () => {
      for (const end of open) end();
    });
    app.get(
      '/events',
      {
        sse: 'only',
        config: needs('events.read'),
        schema: { tags, description: 'Server-sent events: hello, scored, pulled' },
      },
      async (request, reply) => {
        const { ended } = callerOf(request);
        // A proxy in between must neither gather nor keep what is sent.
        reply.header('x-accel-buffering', 'no');
        reply.sse.keepAlive();
        const unsubscribe = events.subscribe((event: LiveEvent) => {
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
      },
    );
  };
