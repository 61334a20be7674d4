import type { NotScored } from '@dangzhi/metrics/contract';

/** The same in Chinese and in English. */
export type Bilingual = readonly [zh: string, en: string];

interface Reading {
  /** How we understand it. */
  readonly reading: Bilingual;
  /** Codes of the systems it speaks of. */
  readonly systems?: readonly string[];
  /** Codes of the units it names. */
  readonly units?: readonly string[];
  /** It is political wording, beside the headings of the priorities, which always are. */
  readonly political?: true;
  /** Codes of the views, or the groups of one, it names, where the catalogue does not name the fact itself. */
  readonly views?: readonly string[];
}

interface Scored extends Reading {
  /** Leaves whose value it gives, in whole or in part. */
  readonly scored: readonly string[];
  readonly how: Bilingual;
}

interface Unscored extends Reading {
  readonly whyNot: NotScored;
  /** Where there is more to say than the reason itself says. */
  readonly why?: Bilingual;
}

/** What we say about a fact, beside its own words. */
export type Annotation = Scored | Unscored;

/** Annotations by the id of their fact. */
export type Annotations = Readonly<Record<string, Annotation>>;

/** Units the articles name. */
export const COUNTY = '330624';
export const ARCHIVES = 'XC-D13';
export const DATA_CENTRE = 'XC-D47';
