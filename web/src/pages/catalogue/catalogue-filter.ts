import type { Catalogue, Formula, Indicator } from '@dangzhi/metrics';
import { pinyinInitials } from '../../i18n/pinyin-initials.ts';

/** Filters of the catalogue, each a word of the address. */
export const FILTERS = ['dimension', 'focus', 'band', 'system', 'kind', 'collection', 'checked'] as const;
export type Filter = (typeof FILTERS)[number];

/** What a reader narrows the catalogue by; `q` holds words to search for. */
export type CatalogueChoice = Partial<Record<Filter | 'q', string | undefined>>;

/** In the place of a dimension: what is watched and never weighted. */
export const WATCHED = 'watched';
/** In the place of a group: the indicators that stand in none. */
export const NONE = 'none';

/** Codes of the measures of a formula, numerator first. */
export const measuresOf = (formula: Formula): string[] =>
  formula.kind === 'amount'
    ? [formula.measure]
    : [formula.numerator, formula.denominator, ...(formula.rate === undefined ? [] : [formula.rate])];

export const isWatched = ({ weightedFor }: Pick<Indicator, 'weightedFor'>): boolean => weightedFor.length === 0;

/** The dimension an indicator's code begins with. */
export const dimensionOf = (indicator: Pick<Indicator, 'code' | 'weightedFor'>): string =>
  isWatched(indicator) ? WATCHED : (indicator.code.split('-')[0] ?? '');

type ValuesOf = (indicator: Indicator) => readonly string[];

/** What each filter looks at. */
function valuesBy({ measures }: Pick<Catalogue, 'measures'>): Record<Filter, ValuesOf> {
  const systemOf = new Map(measures.map(({ code, system }) => [code, system]));
  return {
    dimension: (one) => [dimensionOf(one)],
    focus: ({ focuses }) => (focuses.length > 0 ? focuses : [NONE]),
    band: ({ band }) => [band ?? NONE],
    system: ({ formula }) => [...new Set(measuresOf(formula).flatMap((code) => systemOf.get(code) ?? []))],
    kind: ({ weightedFor }) => weightedFor,
    collection: ({ collection }) => collection,
    checked: ({ unverified }) => [unverified ? 'unverified' : 'verified'],
  };
}

export interface FoundIndicators {
  /** In the order of the catalogue. */
  readonly indicators: readonly Indicator[];
  /** How many each choice of a filter would leave, with the other filters as they are. */
  readonly counts: Readonly<Record<Filter, ReadonlyMap<string, number>>>;
}

/** The indicators a reader asked for. */
export function findIndicators(
  catalogue: Pick<Catalogue, 'indicators' | 'measures'>,
  choice: CatalogueChoice,
): FoundIndicators {
  const values = valuesBy(catalogue);
  const speaks = searchFor(choice.q ?? '');
  const passes = (indicator: Indicator, except: Filter | null) =>
    FILTERS.every((filter) => {
      const chosen = choice[filter];
      return filter === except || chosen === undefined || values[filter](indicator).includes(chosen);
    });
  const spoken = catalogue.indicators.filter(speaks);
  const countsOf = (filter: Filter) => {
    const counts = new Map<string, number>();
    for (const one of spoken.filter((indicator) => passes(indicator, filter))) {
      for (const value of values[filter](one)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  };
  return {
    indicators: spoken.filter((one) => passes(one, null)),
    counts: {
      dimension: countsOf('dimension'),
      focus: countsOf('focus'),
      band: countsOf('band'),
      system: countsOf('system'),
      kind: countsOf('kind'),
      collection: countsOf('collection'),
      checked: countsOf('checked'),
    },
  };
}

/** Every word must be found: in the code, in a name of either language, or as initials of its pinyin. */
function searchFor(q: string): (indicator: Pick<Indicator, 'code' | 'name'>) => boolean {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return ({ code, name }) => {
    const texts = [code, name.zh, name.en, pinyinInitials(name.zh)].map((text) => text.toLowerCase());
    return words.every((word) => texts.some((text) => text.includes(word)));
  };
}
