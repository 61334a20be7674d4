import { FACT_USES, type Fact, type FactUse, type Ref } from '@dangzhi/metrics/contract';
import { PUBLISHED_FIGURES } from '../batches/published.ts';
import { catalogue } from '../catalogue/index.ts';
import { indicatorSystem } from '../county/indicator-source.ts';
import { units } from '../county/units.ts';
import { recordLines } from '../records/index.ts';
import { articleFacts, type ArticleFact } from '../articles/article-facts.ts';
import { contextOf } from '../articles/article-text.ts';
import { ARITHMETIC, PERIODS, VALUE_NAMES } from './english.ts';
import { NOT_SCORED_WORDS } from './not-scored.ts';
import { rulingLines } from './rulings.ts';
import type { Bilingual, Annotation, Annotations } from './annotations/annotation.ts';
import { archivesNext } from './annotations/archives-next.ts';
import { archivesPoliticsAndDigital } from './annotations/archives-politics-and-digital.ts';
import { archivesServiceAndBasics } from './annotations/archives-service-and-basics.ts';
import { platformFrame } from './annotations/platform-frame.ts';
import { platformNext } from './annotations/platform-next.ts';
import { platformResources } from './annotations/platform-resources.ts';
import { platformSafetyAndEnds } from './annotations/platform-safety-and-ends.ts';

const annotations: Annotations = {
  ...archivesPoliticsAndDigital,
  ...archivesServiceAndBasics,
  ...archivesNext,
  ...platformFrame,
  ...platformResources,
  ...platformSafetyAndEnds,
  ...platformNext,
};

const names = ([zh, en]: Bilingual) => ({ zh, en });

const VIEWS_AND_GROUPS: readonly Ref[] = catalogue.views.flatMap((view) => [view, ...view.groups]);

/**
 * Codes with their names, each once, in the order given.
 *
 * @throws RangeError if nothing has one of them
 */
function refsTo(among: readonly Ref[], codes: Iterable<string>): Ref[] {
  return [...new Set(codes)].map((code) => {
    const found = among.find((one) => one.code === code);
    if (found === undefined) throw new RangeError(`a fact names ${code}, which does not exist`);
    return { code, name: found.name };
  });
}

function annotationOf(id: string): Annotation {
  const annotation = annotations[id];
  if (annotation === undefined) throw new RangeError(`nothing is said about fact ${id}`);
  return annotation;
}

const valueOf = ({
  name,
  value,
  unit,
  approx,
  op,
  derived,
}: ArticleFact['values'][number]): Fact['values'][number] => ({
  name: { zh: name, en: VALUE_NAMES[name] ?? name },
  value,
  unitOfMeasure: unit,
  approximate: approx ?? false,
  comparator: op ?? null,
  derivedFrom: derived === undefined ? null : names(ARITHMETIC[derived] ?? [derived, derived]),
});

const rulingsOn = (id: string): Fact['rulings'] =>
  rulingLines.flatMap(({ code, problem, ruling, spots }) =>
    spots
      .filter(({ fact }) => fact === id)
      .map(({ literal, corrected }) => ({
        code,
        literal,
        problem: names(problem),
        ruling: names(ruling),
        corrected: corrected ?? null,
      })),
  );

const scoringOf = (annotation: Annotation): Fact['scoring'] =>
  'scored' in annotation
    ? { indicators: refsTo(catalogue.indicators, annotation.scored), whyNot: null, words: names(annotation.how) }
    : {
        indicators: [],
        whyNot: annotation.whyNot,
        words: names(annotation.why ?? NOT_SCORED_WORDS[annotation.whyNot]),
      };

/** Watched figures whose value or target is this fact. */
const watchedFrom = (id: string): string[] =>
  indicatorSystem.monitor_kpis.filter(({ fact }) => fact === id).map(({ code }) => code);

function usesOf({ id, indicators }: ArticleFact, annotation: Annotation): Fact['uses'] {
  const measures = PUBLISHED_FIGURES.filter(([, , fact]) => fact === id).map(([measure]) => measure);
  const groups = catalogue.views.flatMap((view) => view.groups).filter(({ fact }) => fact === id);
  return {
    measures: refsTo(catalogue.measures, measures),
    indicators: refsTo(catalogue.indicators, [
      ...('scored' in annotation ? annotation.scored : []),
      ...indicators,
      ...watchedFrom(id),
    ]),
    records: recordLines
      .filter(({ facts }) => facts.includes(id))
      .map(({ code, name }) => ({ code, name: names(name) })),
    units: refsTo(units, annotation.units ?? []),
    views: refsTo(VIEWS_AND_GROUPS, [...groups.map(({ code }) => code), ...(annotation.views ?? [])]),
  };
}

/** Systems a fact speaks of, those that name it, and those that supply what it publishes. */
function systemsOf(id: string, annotation: Annotation, uses: Fact['uses']): Ref[] {
  const publishes = new Set(uses.measures.map(({ code }) => code));
  const supplying = catalogue.measures.flatMap(({ code, system }) =>
    publishes.has(code) && system !== null ? [system] : [],
  );
  const naming = catalogue.systems.filter(({ facts }) => facts.includes(id)).map(({ code }) => code);
  return refsTo(catalogue.systems, [...naming, ...(annotation.systems ?? []), ...supplying]);
}

function usedAs(id: string, { scoring, uses }: Pick<Fact, 'scoring' | 'uses'>): FactUse[] {
  const records = recordLines.filter(({ facts }) => facts.includes(id));
  const watched = watchedFrom(id).length > 0;
  const isUsedAs: Readonly<Record<FactUse, boolean>> = {
    scored: scoring.indicators.length > 0,
    watched: watched && scoring.whyNot !== 'target-not-value',
    record: records.some(({ kind }) => kind !== 'target'),
    target: records.some(({ kind }) => kind === 'target'),
    system: catalogue.systems.some(({ facts }) => facts.includes(id)),
    unit: uses.units.length > 0,
    view: uses.views.length > 0,
  };
  return FACT_USES.filter((use) => isUsedAs[use]);
}

function factOf(entry: ArticleFact): Fact {
  const annotation = annotationOf(entry.id);
  const uses = usesOf(entry, annotation);
  const scoring = scoringOf(annotation);
  const period = PERIODS[entry.period];
  return {
    id: entry.id,
    article: entry.article,
    kind: entry.kind,
    name: { zh: entry.zh, en: entry.en },
    quote: entry.quote,
    political: entry.kind === 'focus' || annotation.political === true,
    context: contextOf(entry.quote),
    period: period === undefined ? null : names(period),
    values: entry.values.map(valueOf),
    reading: names(annotation.reading),
    rulings: rulingsOn(entry.id),
    systems: systemsOf(entry.id, annotation, uses),
    uses,
    usedAs: usedAs(entry.id, { scoring, uses }),
    scoring,
  };
}

/** Every entry of the two source articles: its words, how they are read, and what became of them. */
export const facts: Fact[] = articleFacts.map(factOf);
