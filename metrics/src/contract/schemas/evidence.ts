import { Type, type Static } from 'typebox';
import { CodeSchema, InstantSchema } from './common.ts';

/** A file that shows what a report says: kept as it came, read by whoever may read what was reported of the unit. */
export const EvidenceSchema = Type.Object({
  id: Type.String(),
  unit: CodeSchema,
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  /** SHA-256 of the content. */
  sha256: Type.String(),
  uploadedAt: InstantSchema,
  uploadedBy: Type.String(),
});
export type Evidence = Static<typeof EvidenceSchema>;
export const EvidenceListSchema = Type.Object({ items: Type.Array(EvidenceSchema) });
export const EvidenceQuerySchema = Type.Object({ unit: CodeSchema });
