import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf } from '../../language/catalogue.ts';
import { CodeSchema, Nullable, PageOf } from './common.ts';

export const ARTICLES = ['A', 'B'] as const;

/** What an entry of the articles is. */
export const FACT_KINDS = [
  'figure',
  'honour',
  'project',
  'publication',
  'event',
  'platform',
  'system',
  'app',
  'database',
  'capability',
  'standard',
  'brand',
  'target',
  'problem',
  'focus',
  'framework',
  'policy',
  'slogan',
  'org',
  'person',
  'place',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** What became of a fact here; one may be used in several ways, or in none. */
export const FACT_USES = ['scored', 'watched', 'record', 'target', 'system', 'unit', 'view'] as const;
export type FactUse = (typeof FACT_USES)[number];

/** Why a fact gives no score. Permanent: never renamed, never reused. */
export const NOT_SCORED = [
  /** The text states a tendency or an arrangement and gives no figure. */
  'no-value-in-text',
  /** A count without the number it is to be divided by. */
  'no-denominator',
  'five-year-total-not-yearly',
  /** Works named over several years; the leaf counts those of one year. */
  'several-years-not-yearly',
  /** Some are named; how many there are in all is not said. */
  'named-not-counted',
  /** A size, which says nothing about good or bad: it is watched. */
  'size-not-quality',
  /** Contained in a figure that is scored. */
  'part-of-another-figure',
  'target-not-value',
  /** Announced, not done. */
  'planned-not-done',
  /** An occasion for bonus points, which the county gives on a paper and not the engine on a sentence. */
  'bonus-needs-evidence',
  /** Said to exist or to be in place; how well it works is not measured in the text. */
  'state-not-measured',
  'problem-without-figure',
  /** One of the ways the leaves are sorted. */
  'structure-not-figure',
  /** Figures come from it; it is none itself. */
  'names-a-system',
  'names-a-unit',
  'names-a-place',
  'unclear-term',
  'wording-not-figure',
  'context-only',
  /** The article itself, or who wrote it. */
  'source-itself',
] as const;
export type NotScored = (typeof NOT_SCORED)[number];

/** Something named beside its code, so that a page prints it without a second question. */
export const RefSchema = Type.Object({ code: CodeSchema, name: NamesSchema });
export type Ref = Static<typeof RefSchema>;

/** How a garbled or ambiguous spot is read. The literal text stays; the correction stands beside it. */
export const RulingSchema = Type.Object({
  code: CodeSchema,
  /** The words of the article, as printed. */
  literal: Type.String(),
  problem: NamesSchema,
  ruling: NamesSchema,
  /** What should have been printed; `null` where the text is odd but not wrong. */
  corrected: Nullable(Type.String()),
});
export type Ruling = Static<typeof RulingSchema>;

/** An entry of the source articles: its words, how they are read, and what became of them. */
export const FactSchema = Type.Object({
  id: CodeSchema,
  article: OneOf(ARTICLES),
  kind: OneOf(FACT_KINDS),
  name: NamesSchema,
  /** The literal words of the article. */
  quote: Type.String(),
  /** Political wording: shown in full by itself, never beside a score. */
  political: Type.Boolean(),
  /** The sentence around the quote, literal too. */
  context: Type.Object({ before: Type.String(), after: Type.String() }),
  /** What it is about in time; `null` where the article does not say. */
  period: Nullable(NamesSchema),
  values: Type.Array(
    Type.Object({
      name: NamesSchema,
      value: Type.Number(),
      unitOfMeasure: Type.String(),
      approximate: Type.Boolean(),
      /** A bound somebody set themselves, not a state; `null` for a value. */
      comparator: Nullable(OneOf(['>=', '='])),
      /** The arithmetic of a value the article does not print. */
      derivedFrom: Nullable(NamesSchema),
    }),
  ),
  reading: NamesSchema,
  rulings: Type.Array(RulingSchema),
  /** Systems it speaks of. */
  systems: Type.Array(RefSchema),
  uses: Type.Object({
    /** Measures whose published figure it is. */
    measures: Type.Array(RefSchema),
    /** Leaves and watched indicators it bears on, whether or not it gives them a value. */
    indicators: Type.Array(RefSchema),
    records: Type.Array(RefSchema),
    units: Type.Array(RefSchema),
    /** Views, and groups of one, it names. */
    views: Type.Array(RefSchema),
  }),
  usedAs: Type.Array(OneOf(FACT_USES)),
  scoring: Type.Object({
    /** Leaves whose value it gives, in whole or in part. */
    indicators: Type.Array(RefSchema),
    /** `null` where there are any. */
    whyNot: Nullable(OneOf(NOT_SCORED)),
    /** How it is scored, or why it is not. */
    words: NamesSchema,
  }),
});
export type Fact = Static<typeof FactSchema>;

/** One fact between its neighbours in the order of the articles. */
export const FactViewSchema = Type.Interface([FactSchema], {
  /** The article it is from, as printed above it. */
  source: Type.Object({ title: Type.String(), author: Type.String() }),
  previous: Nullable(RefSchema),
  next: Nullable(RefSchema),
});
export type FactView = Static<typeof FactViewSchema>;

export const TallySchema = Type.Array(Type.Object({ code: CodeSchema, count: Type.Integer() }));
export type Tally = Static<typeof TallySchema>;

/** A page of facts, and how many each choice of a filter would leave with the other filters as they are. */
export const FactPageSchema = Type.Interface([PageOf(FactSchema)], {
  counts: Type.Object({
    article: TallySchema,
    kind: TallySchema,
    system: Type.Array(Type.Object({ code: CodeSchema, name: NamesSchema, count: Type.Integer() })),
    /** The uses, and `none`. */
    use: TallySchema,
    /** Facts with a garbled or ambiguous spot. */
    ruled: Type.Integer(),
  }),
});
export type FactPage = Static<typeof FactPageSchema>;
