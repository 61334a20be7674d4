import { Type, type Static } from 'typebox';
import { OneOf } from '../../language/catalogue.ts';
import { InstantSchema, Nullable } from './common.ts';

/** The server's clock, held against what is stored. Unless it is `sound` no figure is stored. */
export const ClockViewSchema = Type.Object({
  /** `behind` the latest record; `ahead` of when it was last in order by more than 45 days. */
  state: OneOf(['sound', 'behind', 'ahead']),
  now: InstantSchema,
  /** The latest record, or when it was last in order; `null` where there is neither. */
  against: Nullable(InstantSchema),
});
export type ClockView = Static<typeof ClockViewSchema>;
