import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CodeSchema,
  ErrorSchema,
  EvidenceListSchema,
  EvidenceQuerySchema,
  EvidenceSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { listUnits } from '../county/queries.ts';
import type { Config } from '../base/config.ts';
import { BadRequest, NotFound, UnknownFile } from '../base/errors.ts';
import { actorOf } from '../rights/caller.ts';
import { needs } from '../rights/route-right.ts';
import { newId } from '../rights/secrets.ts';
import type { Stores } from '../stores/index.ts';
import { examineContent, EXTENSIONS } from './content.ts';
import { hasFile, keepFile, readFile } from './files.ts';
import { addEvidence, findEvidence, listEvidence } from './queries.ts';
import { readUpload, UPLOAD_LIMITS } from './upload.ts';

const tags = ['evidence'];

interface EvidenceParts {
  readonly stores: Pick<Stores, 'postgres'>;
  readonly config: Pick<Config, 'dataDir'>;
  readonly now: () => Date;
}

type AboutUnit = { query: { unit: string } };

/** Files that show what a report says. */
export const evidenceRoutes =
  ({ stores: { postgres }, config: { dataDir }, now }: EvidenceParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(multipart, { limits: UPLOAD_LIMITS });

    const findOr404 = async (id: string) => {
      const evidence = await findEvidence(postgres, id);
      if (evidence === null) throw new NotFound(`There is no file ${id}`);
      return evidence;
    };

    app.post(
      '/evidence',
      {
        config: needs<AboutUnit>('observation.report', ({ query }) => [{ unit: query.unit }]),
        schema: {
          tags,
          description: 'multipart/form-data with one file',
          querystring: EvidenceQuerySchema,
          response: { 201: EvidenceSchema, 400: ErrorSchema, 413: ErrorSchema, 415: ErrorSchema },
        },
      },
      async (request, reply) => {
        const { unit } = request.query;
        if (!(await listUnits(postgres)).some(({ code }) => code === unit))
          throw new BadRequest(`querystring.unit ${unit} is no unit of this county`);
        const { name, bytes } = await readUpload(request);
        const { mediaType, found } = await examineContent(name, bytes);
        if (mediaType === null) throw new UnknownFile(`${name} (${found})`, EXTENSIONS.join(', '));
        const actor = actorOf(request);
        const evidence = {
          id: newId(),
          unit,
          name,
          mediaType,
          bytes: bytes.length,
          sha256: await keepFile(dataDir, bytes),
          uploadedAt: now().toISOString(),
          uploadedBy: actor.name,
        };
        await addEvidence(postgres, actor, evidence);
        return reply.status(201).send(evidence);
      },
    );

    app.get(
      '/evidence',
      {
        config: needs<AboutUnit>('observation.read', ({ query }) => [{ unit: query.unit }]),
        schema: { tags, querystring: EvidenceQuerySchema, response: { 200: EvidenceListSchema, 400: ErrorSchema } },
      },
      async ({ query: { unit } }) => ({ items: await listEvidence(postgres, unit) }),
    );

    app.get(
      '/evidence/:id',
      {
        config: needs<{ params: { id: string } }>('observation.read', async ({ params }) => [
          { unit: (await findOr404(params.id)).unit },
        ]),
        schema: { tags, params: Type.Object({ id: CodeSchema }), response: { 404: ErrorSchema } },
      },
      async ({ params }, reply) => {
        const { name, mediaType, bytes, sha256 } = await findOr404(params.id);
        if (!(await hasFile(dataDir, sha256))) throw new NotFound(`The bytes of file ${params.id} are not in DATA_DIR`);
        return (
          reply
            .type(mediaType)
            .header('content-length', bytes)
            // Saved, never shown in a page of ours; and if it is shown after all, nothing in it runs.
            .header('content-disposition', `attachment; filename*=UTF-8''${encodeRfc8187(name)}`)
            .header('content-security-policy', "sandbox; default-src 'none'")
            .header('cache-control', 'private, no-store')
            .send(readFile(dataDir, sha256) as never)
        );
      },
    );
  };

/** A file's name as a header carries it: every character that is not plain is written by its bytes. */
const encodeRfc8187 = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
