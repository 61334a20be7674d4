import type { FastifyRequest } from 'fastify';
import { CallRefused, refuse } from '../base/errors.ts';
import { plainName } from './content.ts';

const MAX_MIB = 10;

/** What a call may hold: one file, and nothing besides. */
export const UPLOAD_LIMITS = { files: 1, fields: 0, parts: 1, fileSize: MAX_MIB * 1024 * 1024, headerPairs: 20 };

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The one file of a call, in memory.
 *
 * @throws CallRefused `evidence.…` when it is too large, when there is none, more than one, or the call is not whole
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  let upload: Upload | null = null;
  try {
    for await (const part of request.parts()) {
      // A part can have bytes and no name.
      const { filename }: { readonly filename?: string } = part.type === 'file' ? part : {};
      if (part.type !== 'file' || filename === undefined) throw refuse('evidence.not-a-file');
      upload = { name: plainName(filename), bytes: await part.toBuffer() };
    }
  } catch (error) {
    throw asOurs(error);
  }
  if (upload === null) throw refuse('evidence.no-file');
  return upload;
}

/** What is wrong with a call that cannot be read is the caller's fault, and told in one sentence. */
function asOurs(error: unknown): Error {
  if (error instanceof CallRefused) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') return refuse('evidence.too-large', { mib: MAX_MIB });
  if (code.endsWith('_LIMIT')) return refuse('evidence.several-files');
  return refuse('evidence.not-whole');
}
