import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  ARTICLES,
  CodeSchema,
  ErrorSchema,
  FactPageSchema,
  FactViewSchema,
  PageQuerySchema,
  SearchSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { NotFound } from '../../base/errors.ts';
import { needs } from '../../rights/route-right.ts';
import type { Stores } from '../../stores/index.ts';
import { findFactView, listFacts } from './queries.ts';

const tags = ['facts'];

/** What the source articles say, and what became of it. */
export const factRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const querystring = Type.Interface([PageQuerySchema], {
      article: Type.Optional(Type.Enum([...ARTICLES])),
      kind: Type.Optional(CodeSchema),
      system: Type.Optional(CodeSchema),
      /** `any`, or one of them, e.g. `G13`. */
      ruling: Type.Optional(CodeSchema),
      use: Type.Optional(CodeSchema),
      q: Type.Optional(SearchSchema),
    });
    app.get(
      '/facts',
      {
        config: needs('catalogue.read'),
        schema: { tags, querystring, response: { 200: FactPageSchema, 400: ErrorSchema } },
      },
      async ({ query: { page, pageSize, ...filter } }) => ({
        ...(await listFacts(stores.postgres, filter, { page, pageSize })),
        page,
        pageSize,
      }),
    );

    app.get(
      '/facts/:id',
      {
        config: needs('catalogue.read'),
        schema: { tags, params: Type.Object({ id: CodeSchema }), response: { 200: FactViewSchema, 404: ErrorSchema } },
      },
      async ({ params: { id } }) => {
        const fact = await findFactView(stores.postgres, id);
        if (fact === null) throw new NotFound(`There is no fact ${id}`);
        return fact;
      },
    );
  };
