import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CatalogueViewSchema,
  CodeSchema,
  ErrorSchema,
  FactPageSchema,
  PageQuerySchema,
  SchemeListSchema,
  SchemeViewSchema,
  UnitListSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { NotFound } from '../errors.ts';
import { MAY_READ } from '../rights.ts';
import type { Stores } from '../stores/index.ts';
import { findCatalogue, listClasses, listFacts, listSchemes, listUnits } from './queries.ts';

const tags = ['catalogue'];

/** What is scored and how: the county, its units, the catalogue, the schemes and the source facts. */
export const catalogueRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/units', { config: MAY_READ, schema: { tags, response: { 200: UnitListSchema } } }, async () => {
      const [items, classes] = await Promise.all([listUnits(stores.postgres), listClasses(stores.postgres)]);
      return { items, classes };
    });

    app.get(
      '/catalogue',
      { config: MAY_READ, schema: { tags, response: { 200: CatalogueViewSchema, 404: ErrorSchema } } },
      async () => {
        const catalogue = await findCatalogue(stores.postgres);
        if (catalogue === null) throw new NotFound('No catalogue is loaded');
        return catalogue.document;
      },
    );

    const factQuery = Type.Interface([PageQuerySchema], {
      article: Type.Optional(CodeSchema),
      kind: Type.Optional(CodeSchema),
      q: Type.Optional(Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$' })),
    });
    app.get(
      '/facts',
      {
        config: MAY_READ,
        schema: { tags, querystring: factQuery, response: { 200: FactPageSchema, 400: ErrorSchema } },
      },
      async ({ query }) => {
        const { items, total } = await listFacts(stores.postgres, query);
        return { items, total, page: query.page, pageSize: query.pageSize };
      },
    );

    app.get(
      '/schemes',
      { config: MAY_READ, schema: { tags: ['schemes'], response: { 200: SchemeListSchema } } },
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
        config: MAY_READ,
        schema: { tags: ['schemes'], params, response: { 200: SchemeViewSchema, 404: ErrorSchema } },
      },
      async ({ params: { code } }) => {
        const scheme = (await listSchemes(stores.postgres)).find(({ document }) => document.code === code);
        if (scheme === undefined) throw new NotFound(`There is no scheme ${code}`);
        return scheme;
      },
    );
  };
