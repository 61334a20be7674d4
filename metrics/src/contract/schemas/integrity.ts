import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf } from '../../language/catalogue.ts';
import { DAMAGE_KINDS, InstantSchema, Nullable } from './common.ts';

export const FindingSchema = Type.Object({
  of: OneOf(DAMAGE_KINDS),
  /**
   * `damaged`: something is lost, and nothing that needs it is shown as if it were whole. `mended`: it was lost and is there
   * again, exactly as it was. `note`: nothing is lost, but somebody should know.
   */
  state: OneOf(['damaged', 'mended', 'note']),
  /** A sentence. */
  found: NamesSchema,
  /** What to do about it; `null` when nothing is to be done. */
  mend: Nullable(NamesSchema),
});
export type Finding = Static<typeof FindingSchema>;

export const IntegrityStatusSchema = Type.Object({
  /** When everything was looked at last, files and the whole trail included; `null` before the first time. */
  checkedAt: Nullable(InstantSchema),
  isChecking: Type.Boolean(),
  /** What is damaged now, then what was mended since the server started. */
  findings: Type.Array(FindingSchema),
});
export type IntegrityStatus = Static<typeof IntegrityStatusSchema>;
