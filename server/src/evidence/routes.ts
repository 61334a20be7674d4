import multipart from '@fastify/multipart';
import { evidenceRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { listUnits } from '../county/queries.ts';
import type { Config } from '../base/config.ts';
import { refuse } from '../base/errors.ts';
import { actorOf } from '../rights/caller.ts';
import { newId } from '../rights/secrets.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { examineContent, EXTENSIONS } from './content.ts';
import { keepFile, readIntact } from './files.ts';
import { evidenceFolderOf } from './folder.ts';
import { addEvidence, findEvidence, listEvidence, measureEvidence } from './queries.ts';
import { readUpload, UPLOAD_LIMITS } from './upload.ts';

interface EvidenceParts {
  readonly stores: Pick<Stores, 'postgres'>;
  readonly config: Pick<Config, 'dataDir' | 'evidenceFolder' | 'evidenceMibPerPerson' | 'evidenceMib'>;
  readonly now: () => Date;
}

/** Files that show what a report says. */
export const evidenceRoutes =
  ({ stores: { postgres }, config, now }: EvidenceParts): FastifyPluginAsync =>
  async (app) => {
    const { evidenceMibPerPerson, evidenceMib } = config;
    const folder = evidenceFolderOf(config);
    await app.register(multipart, { limits: UPLOAD_LIMITS });

    const findOr404 = async (id: string) => {
      const evidence = await findEvidence(postgres, id);
      if (evidence === null) throw refuse('evidence.unknown', { file: id });
      return evidence;
    };

    const refuseBeyondQuota = async (uploader: string, bytes: number): Promise<void> => {
      const { own, all } = await measureEvidence(postgres, uploader);
      if (exceeds(own + bytes, evidenceMibPerPerson))
        throw refuse('evidence.quota-person', { mib: evidenceMibPerPerson });
      if (exceeds(all + bytes, evidenceMib)) throw refuse('evidence.quota-all', { mib: evidenceMib });
    };

    serveRoutes(app, routes, {
      'POST /evidence': {
        asks: ({ query: { unit } }) => [{ unit }],
        answer: async (request) => {
          const { unit } = request.query;
          if (!(await listUnits(postgres)).some(({ code }) => code === unit))
            throw refuse('evidence.unit-unknown', { unit });
          const { name, bytes } = await readUpload(request);
          const { mediaType, found } = await examineContent(name, bytes);
          if (mediaType === null) throw refuse('evidence.kind-refused', { name, found, kinds: [...EXTENSIONS] });
          const actor = actorOf(request);
          await refuseBeyondQuota(actor.id, bytes.length);
          const evidence = {
            id: newId(),
            unit,
            name,
            mediaType,
            bytes: bytes.length,
            sha256: await keepFile(folder, bytes),
            uploadedAt: now().toISOString(),
            uploadedBy: actor.name,
          };
          await addEvidence(postgres, actor, evidence);
          return evidence;
        },
      },
      'GET /evidence': {
        asks: ({ query: { unit } }) => [{ unit }],
        answer: async ({ query: { unit } }) => ({ items: await listEvidence(postgres, unit) }),
      },
      'GET /evidence/{id}': {
        asks: async ({ params }) => [{ unit: (await findOr404(params.id)).unit }],
        answer: async ({ params }, reply) => {
          const { name, mediaType, bytes, sha256 } = await findOr404(params.id);
          const content = await readIntact(folder, sha256);
          if (content === null) throw refuse('evidence.content-lost', { file: params.id });
          return (
            reply
              .type(mediaType)
              .header('content-length', bytes)
              // Saved, never shown in a page of ours; and if it is shown after all, nothing in it runs.
              .header('content-disposition', `attachment; filename*=UTF-8''${encodeRfc8187(name)}`)
              .header('content-security-policy', "sandbox; default-src 'none'")
              .header('cache-control', 'private, no-store')
              .send(content)
          );
        },
      },
    });
  };

/** @param mib 0 for no limit */
const exceeds = (bytes: number, mib: number): boolean => mib > 0 && bytes > mib * 1024 * 1024;

/** A file's name as a header carries it: every character that is not plain is written by its bytes. */
const encodeRfc8187 = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
