import { schemeRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../base/errors.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { findSchemeVersion, listSchemes } from './queries.ts';

/** How it is scored: the schemes in force. */
export const schemeRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /schemes': {
        answer: async () => {
          const schemes = await listSchemes(stores.postgres);
          return {
            items: schemes.map(({ version, document: { code, unitKind, name, nodes } }) => ({
              code,
              version,
              unitKind,
              name,
              leaves: nodes.filter((node) => 'indicator' in node).length,
            })),
          };
        },
      },
      'GET /schemes/{code}': {
        answer: async ({ params: { code }, query: { version } }) => {
          const inForce = (await listSchemes(stores.postgres)).find(({ document }) => document.code === code);
          const isAsked = version === undefined || version === inForce?.version;
          const scheme = isAsked ? inForce : await findSchemeVersion(stores.postgres, code, version);
          if (scheme == null) throw refuse('scheme.unknown', { scheme: code });
          return scheme;
        },
      },
    });
