import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { CatalogueViewSchema, ErrorSchema, UnitListSchema } from '@dangzhi/metrics/contract';
import { NotFound } from '../base/errors.ts';
import { needs } from '../rights/route-right.ts';
import type { Stores } from '../stores/index.ts';
import { findCatalogue, listAreas, listClasses, listUnits } from './queries.ts';

const tags = ['catalogue'];

/** What is scored: the county, its units and the catalogue of what is measured about them. */
export const catalogueRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/units',
      { config: needs('catalogue.read'), schema: { tags, response: { 200: UnitListSchema } } },
      async () => {
        const [items, classes, areas] = await Promise.all([
          listUnits(stores.postgres),
          listClasses(stores.postgres),
          listAreas(stores.postgres),
        ]);
        return { items, classes, areas };
      },
    );

    app.get(
      '/catalogue',
      { config: needs('catalogue.read'), schema: { tags, response: { 200: CatalogueViewSchema, 404: ErrorSchema } } },
      async () => {
        const catalogue = await findCatalogue(stores.postgres);
        if (catalogue === null) throw new NotFound('No catalogue is loaded');
        return catalogue.document;
      },
    );
  };
