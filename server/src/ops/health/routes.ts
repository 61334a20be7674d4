import { ReadySchema } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { PUBLIC } from '../../rights/route-right.ts';
import type { Integrity } from '../../integrity/integrity.ts';
import type { Stores } from '../../stores/index.ts';

/** Is the process alive, do its stores answer, and is what they hold whole? */
export const healthRoutes =
  ({ stores, integrity }: { readonly stores: Stores; readonly integrity: Integrity }): FastifyPluginAsync =>
  async (app) => {
    // One question at a time, answered to all who ask meanwhile: anybody may ask, and as often as they like.
    let asking: Promise<[boolean, boolean]> | null = null;
    const ask = (): Promise<[boolean, boolean]> =>
      (asking ??= Promise.all([stores.clickhouse.ping(), stores.postgres.ping()]).finally(() => {
        asking = null;
      }));

    app.get('/healthz', { config: PUBLIC, schema: { hide: true } }, () => ({ status: 'ok' }));

    app.get(
      '/readyz',
      { config: PUBLIC, schema: { hide: true, response: { 200: ReadySchema, 503: ReadySchema } } },
      async (_request, reply) => {
        const [clickhouse, postgres] = await ask();
        const word = (up: boolean) => (up ? ('ok' as const) : ('down' as const));
        const damaged = integrity.status().findings.filter(({ state }) => state === 'damaged');
        return reply.status(clickhouse && postgres ? 200 : 503).send({
          clickhouse: word(clickhouse),
          postgres: word(postgres),
          // It goes on serving what is whole: whoever asks in order to send calls elsewhere has no reason to.
          data: damaged.length > 0 ? 'degraded' : 'whole',
          damaged: [...new Set(damaged.map((finding) => finding.of))],
        });
      },
    );
  };
