import type { CountyRecord, Ref } from '@dangzhi/metrics/contract';
import { catalogue } from '../catalogue/index.ts';
import { units } from '../county/units.ts';
import { factById } from '../articles/article-facts.ts';
import { demoMilestones } from './demo-milestones.ts';
import { honours } from './honours.ts';
import { platforms } from './platforms.ts';
import type { RecordLine } from './record-line.ts';
import { servicesAndProblems } from './services-and-problems.ts';
import { targets } from './targets.ts';
import { worksAndEvents } from './works-and-events.ts';

/** Everything of the articles that happened, stands or is planned and is no number. */
export const recordLines: readonly RecordLine[] = [
  ...targets,
  ...honours,
  ...worksAndEvents,
  ...platforms,
  ...servicesAndProblems,
];

const groups = catalogue.views.flatMap((view) => view.groups);

/** @throws RangeError if nothing has the code */
function refTo(among: readonly Ref[], code: string): Ref {
  const found = among.find((one) => one.code === code);
  if (found === undefined) throw new RangeError(`a record names ${code}, which does not exist`);
  return { code, name: found.name };
}

const refOrNull = (among: readonly Ref[], code: string | null | undefined): Ref | null =>
  code == null ? null : refTo(among, code);

const recordOf = (line: RecordLine, demo: boolean): CountyRecord => ({
  code: line.code,
  kind: line.kind,
  name: { zh: line.name[0], en: line.name[1] },
  description: { zh: line.description[0], en: line.description[1] },
  count: line.count === undefined ? 1 : line.count,
  date: line.date,
  status: line.status,
  unit: refOrNull(units, line.unit),
  standing: 'published',
  sources: line.facts.map((fact) => ({ fact, article: factById(fact).article, quote: factById(fact).quote })),
  target:
    line.target === undefined
      ? null
      : { ...line.target, indicator: refOrNull(catalogue.indicators, line.target.indicator) },
  milestones: demo ? demoMilestones(line.code) : [],
  adjustment: refOrNull(catalogue.adjustments, line.adjustment),
  focuses: (line.focuses ?? []).map((code) => refTo(groups, code)),
  band: refOrNull(groups, line.band),
});

/**
 * The county's records, targets first.
 *
 * @param demo with the milestones invented for the demo; without, only what the articles say
 */
export const recordsOf = (demo: boolean): CountyRecord[] => recordLines.map((line) => recordOf(line, demo));
