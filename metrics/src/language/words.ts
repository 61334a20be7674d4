import { Type } from 'typebox';

/** The parts that every piece of a scheme document is written with. */
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });

/** Lowest and highest score. */
export const Range = Type.Tuple([Type.Number(), Type.Number()]);
