import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { CodeSchema, ErrorSchema, SchemeListSchema, SchemeViewSchema } from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { NotFound } from '../base/errors.ts';
import { needs } from '../rights/route-right.ts';
import type { Stores } from '../stores/index.ts';
import { listSchemes } from './queries.ts';

const tags = ['schemes'];

/** How it is scored: the schemes in force. */
export const schemeRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/schemes',
      { config: needs('catalogue.read'), schema: { tags, response: { 200: SchemeListSchema } } },
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
        schema: { tags, params, response: { 200: SchemeViewSchema, 404: ErrorSchema } },
      },
      async ({ params: { code } }) => {
        const scheme = (await listSchemes(stores.postgres)).find(({ document }) => document.code === code);
        if (scheme === undefined) throw new NotFound(`There is no scheme ${code}`);
        return scheme;
      },
    );
  };
