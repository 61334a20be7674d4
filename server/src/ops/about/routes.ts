import { ENGINE_VERSION } from '@dangzhi/metrics';
import { aboutRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../../base/config.ts';
import { refuse } from '../../base/errors.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import type { Stores } from '../../stores/index.ts';
import { PROGRAM_ROOT } from '../doctor/package.ts';
import { readNotices } from './notices.ts';
import { readProduct } from './product.ts';
import { versionOfClickHouse, versionOfPostgres } from './queries.ts';

interface AboutContext {
  readonly stores: Stores;
  readonly config: Pick<Config, 'clickhouseUrl' | 'databaseUrl'>;
}

/**
 * What runs here, and whose work it is made of. For who is signed in: versions help whoever looks for a known weakness.
 *
 * @param root where the program and its notices lie
 */
export const aboutRoutes =
  ({ stores, config }: AboutContext, root = PROGRAM_ROOT): FastifyPluginAsync =>
  async (app) => {
    // Files of the program; read when somebody asks, and once.
    let read: ReturnType<typeof readNotices> | undefined;
    const notices = () => (read ??= readNotices(root));

    serveRoutes(app, routes, {
      'GET /about': {
        answer: async () => {
          const [clickhouse, postgres] = await Promise.all([versionOfClickHouse(stores), versionOfPostgres(stores)]);
          return {
            ...readProduct(root),
            engineVersion: ENGINE_VERSION,
            node: process.versions.node,
            clickhouse: { version: clickhouse, isServed: config.clickhouseUrl !== undefined },
            postgres: { version: postgres, isServed: config.databaseUrl !== undefined },
            components:
              notices()?.components.map(({ parts, texts, ...one }) => ({
                ...one,
                texts: [...texts],
                parts: parts.length,
              })) ?? null,
          };
        },
      },
      'GET /about/parts/{of}': {
        answer: async ({ params: { of } }) => {
          const component = notices()?.components.find(({ name }) => name === of);
          if (component === undefined) throw refuse('component.unknown', { component: of });
          return { of, items: component.parts.map(({ texts, ...one }) => ({ ...one, texts: [...texts] })) };
        },
      },
      'GET /about/notices/{number}': {
        answer: async ({ params: { number } }) => {
          const text = notices()?.texts.get(number);
          if (text === undefined) throw refuse('notice.unknown', { notice: number });
          const all = (notices()?.components ?? []).flatMap((one) => [one, ...one.parts]);
          const of = all.filter(({ texts }) => texts.includes(number)).map(({ name }) => name);
          return { number, of: [...new Set(of)], text };
        },
      },
    });
  };
