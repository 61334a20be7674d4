import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CatalogueViewSchema,
  CodeSchema,
  ErrorSchema,
  SchemeListSchema,
  SchemeViewSchema,
  UnitListSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { NotFound } from '../base/errors.ts';
import { needs } from '../rights/route-right.ts';
import type { Stores } from '../stores/index.ts';
import { findCatalogue, listAreas, listClasses, listSchemes, listUnits } from './queries.ts';

const tags = ['catalogue'];

/** What is scored and how: the county, its units, the catalogue and the schemes. */
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

    app.get(
      '/schemes',
      { config: needs('catalogue.read'), schema: { tags: ['schemes'], response: { 200: SchemeListSchema } } },
      async () => {
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
    );

    const params = Type.Object({ code: CodeSchema });
    app.get(
      '/schemes/:code',
      {
        config: needs('catalogue.read'),
        schema: { tags: ['schemes'], params, response: { 200: SchemeViewSchema, 404: ErrorSchema } },
      },
      async ({ params: { code } }) => {
        const scheme = (await listSchemes(stores.postgres)).find(({ document }) => document.code === code);
        if (scheme === undefined) throw new NotFound(`There is no scheme ${code}`);
        return scheme;
      },
    );
  };
