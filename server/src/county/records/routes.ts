import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  ARTICLES,
  CodeSchema,
  CountyRecordSchema,
  ErrorSchema,
  PageQuerySchema,
  RECORD_STATUSES,
  RecordPageSchema,
  SearchSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { NotFound } from '../../base/errors.ts';
import { needs } from '../../rights/route-right.ts';
import type { Stores } from '../../stores/index.ts';
import { findRecord, listRecords } from './queries.ts';

const tags = ['records'];

/** What happened, stands or is planned and is no number. */
export const recordRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const querystring = Type.Interface([PageQuerySchema], {
      kind: Type.Optional(CodeSchema),
      status: Type.Optional(Type.Enum([...RECORD_STATUSES])),
      article: Type.Optional(Type.Enum([...ARTICLES])),
      q: Type.Optional(SearchSchema),
    });
    app.get(
      '/records',
      {
        config: needs('catalogue.read'),
        schema: { tags, querystring, response: { 200: RecordPageSchema, 400: ErrorSchema } },
      },
      async ({ query: { page, pageSize, ...filter } }) => ({
        ...(await listRecords(stores.postgres, filter, { page, pageSize })),
        page,
        pageSize,
      }),
    );

    const params = Type.Object({ code: CodeSchema });
    app.get(
      '/records/:code',
      {
        config: needs('catalogue.read'),
        schema: { tags, params, response: { 200: CountyRecordSchema, 404: ErrorSchema } },
      },
      async ({ params: { code } }) => {
        const record = await findRecord(stores.postgres, code);
        if (record === null) throw new NotFound(`There is no record ${code}`);
        return record;
      },
    );
  };
