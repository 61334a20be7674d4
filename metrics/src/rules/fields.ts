import { Type, type TProperties } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { Range } from '../language/words.ts';

export { Figure, Points, Positive } from '../language/words.ts';

/**
 * The schema of one kind of rule. The description and the example are published with it, for whoever
 * writes a scheme in an editor; a test parses and scores every example.
 *
 * @param type the word by which a document names the rule
 */
export function ruleSchema<const T extends string, P extends TProperties>(
  type: T,
  description: string,
  properties: P,
  example: Readonly<Record<string, unknown>>,
) {
  return Type.Object(
    { type: Type.Literal(type), ...properties },
    { additionalProperties: false, title: type, description, examples: [example] },
  );
}

/** Whom a unit is compared with: every unit that is scored, or those of its class. */
export const Among = Type.Optional(OneOf(['all', 'class']));
/** The rank that equal values share. */
export const RankTies = Type.Optional(OneOf(['min', 'average', 'max']));
/** Scores of the worst and the best, in place of the scheme's range. */
export const OwnRange = Type.Optional(Range);
/** Yearly values are multiplied by elapsed months ÷ 12. */
export const Prorate = Type.Optional(Type.Boolean());
