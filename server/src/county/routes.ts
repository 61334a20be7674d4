import { catalogueRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../base/errors.ts';
import type { KeptAnswers } from '../base/kept-answers.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { findCatalogue, listAreas, listClasses, listUnits } from './queries.ts';

/** What is scored: the county, its units and the catalogue of what is measured about them. */
export const catalogueRoutes =
  ({ stores, answers }: { readonly stores: Stores; readonly answers: KeptAnswers }): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /units': {
        kept: { in: answers },
        answer: async () => {
          const [items, classes, areas] = await Promise.all([
            listUnits(stores.postgres),
            listClasses(stores.postgres),
            listAreas(stores.postgres),
          ]);
          return { items: [...items], classes, areas };
        },
      },
      'GET /catalogue': {
        kept: { in: answers },
        answer: async () => {
          const catalogue = await findCatalogue(stores.postgres);
          if (catalogue === null) throw refuse('catalogue.not-loaded');
          return catalogue.document;
        },
      },
    });
