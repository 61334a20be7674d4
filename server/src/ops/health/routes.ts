import { ReadySchema } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { PUBLIC } from '../../rights/route-right.ts';
import type { Stores } from '../../stores/index.ts';

/** Is the process alive, and do its stores answer? */
export const healthRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsync =>
  async (app) => {
    app.get('/healthz', { config: PUBLIC, schema: { hide: true } }, () => ({ status: 'ok' }));

    app.get(
      '/readyz',
      { config: PUBLIC, schema: { hide: true, response: { 200: ReadySchema, 503: ReadySchema } } },
      async (_request, reply) => {
        const [clickhouse, postgres] = await Promise.all([stores.clickhouse.ping(), stores.postgres.ping()]);
        const word = (up: boolean) => (up ? ('ok' as const) : ('down' as const));
        return reply
          .status(clickhouse && postgres ? 200 : 503)
          .send({ clickhouse: word(clickhouse), postgres: word(postgres) });
      },
    );
  };
