import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ReadinessSchema } from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { PUBLIC } from '../../rights/route-right.ts';
import type { Stores } from '../../stores/index.ts';

const ReadySchema = Type.Object({ clickhouse: ReadinessSchema, postgres: ReadinessSchema });

/** Is the process alive, and do its stores answer? */
export const healthRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsyncTypebox =>
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
