import { Type } from 'typebox';

/** The parts that every piece of a scheme document is written with. */
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });

/** A unit or an indicator as the data calls it, in any script: 县档案馆, 归档率（%）. */
export const DataName = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000-\\u001f]+$' });

/**
 * How large a figure may be: fifteen digits before the point, which leaves a double decimals to compare by; and how near
 * to 0 what is divided by. Within these no score, mean or contribution leaves the range of a double.
 */
export const LARGEST_FIGURE = 1e15;
export const LEAST_DIVISOR = 1e-9;

export const Figure = Type.Number({ minimum: -LARGEST_FIGURE, maximum: LARGEST_FIGURE });
export const Positive = Type.Number({ minimum: LEAST_DIVISOR, maximum: LARGEST_FIGURE });
export const Points = Type.Number({ minimum: 0, maximum: LARGEST_FIGURE });

/** Lowest and highest score. */
export const Range = Type.Tuple([Figure, Figure]);
