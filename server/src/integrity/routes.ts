import { integrityRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Integrity } from './integrity.ts';

/** Whether what is stored is what was stored. */
export const integrityRoutes =
  ({ integrity }: { readonly integrity: Integrity }): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /integrity': { answer: async () => integrity.status() },
      'POST /integrity/checks': {
        answer: async () => {
          // It says itself how far it is.
          void integrity.check();
          return integrity.status();
        },
      },
    });
