import { departments, townships } from '../../county/units.ts';
import { ACCIDENTS, countOfCases } from '../units/cases.ts';
import { between } from '../chance/chance.ts';
import { rising, steps, through } from '../time/trend.ts';
import { always, cases, countOf, few, flow, happenedIn, levelOf, type Series } from '../series/series.ts';
import { amountOf, partOf, share, soFarOf, someOf } from '../series/shares.ts';
import { joining, timesAYear } from '../series/participation.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { trainingOf } from '../series/training.ts';
import { sizeOf } from '../units/size.ts';

const ROOMS = departments.length + townships.length;
const villages = few('villages', 13, 33);
const duties = always(6);
const rectifications = cases('rectifications', 3.4);
const returns = few('returns', 2, 4);
/** Bodies below a department, villages below a township. */
const toGuide: Series = (unit, period) => (unit.kind === 'township' ? villages(unit, period) : belowOf(unit, period));
const belowOf = few('below', 2, 9);
const captures = few('captures', 4, 9);
const accounts = few('accounts', 1, 5);
const samples = flow('samples', 34, false);
const hazards = cases('hazards', 7);
const projects = cases('projects', 2.2);
const budget: Series = (unit, { at }) =>
  sizeOf(unit) * between(5, 14, 'budget', unit.code) * 1.02 ** (Math.floor(at / 12) + 1);
/** January first: little before the budget is approved, much at the year's end. Adds up to 12. */
const SPENDING: readonly number[] = [0.86, 0.8, 0.95, 1, 1, 1.1, 1.02, 0.97, 1.02, 1, 1.08, 1.2];
const inMonth: Series = (unit, period) =>
  ((budget(unit, period) ?? 0) / 12) * (SPENDING[Number(period.last.slice(5, 7)) - 1] ?? 1);
const milestones = countOf(through(['2020-12', 2], ['2022-12', 19], ['2026-12', 58]));
const riskItems = always(56);
/** January first: inspections by plan in spring and autumn. Adds up to 12. */
const INSPECTIONS: readonly number[] = [0.5, 0.5, 1.3, 1.4, 1.4, 1.1, 0.6, 0.5, 1.3, 1.4, 1.2, 0.8];
const inspected = share('GOV-2-02', rising(52, 72, 84, 90), { wobble: 0 });

/** What no system supplies. */
export const reported: SeriesByMeasure = {
  'duties-met': partOf(duties, share('GOV-1-01', rising(65, 68, 79, 84), { wobble: 2 })),
  'duties-due': duties,
  'leadership-sessions': timesAYear('GOV-1-02', rising(61, 66, 78, 84)),
  'schedules-approved': joining('GOV-2-01', rising(61, 66, 79, 86)),
  'filing-units': (unit) => (unit.kind === 'county' ? ROOMS : 1),
  'units-inspected': (unit, period) =>
    Math.round((ROOMS * inspected(unit, period) * (INSPECTIONS[Number(period.last.slice(5, 7)) - 1] ?? 1)) / 12),
  'rectified-on-time': someOf('rectified', rectifications, share('GOV-2-03', rising(65, 70, 79, 84))),
  'rectifications-due': rectifications,
  'units-guided': soFarOf(toGuide, share('GOV-2-04', rising(67, 74, 83, 88), { wobble: 2 })),
  'units-to-guide': toGuide,
  'returns-on-time': someOf('returns-on-time', returns, share('GOV-2-05', rising(66, 80, 88, 92), { spread: 22 })),
  'returns-due': returns,
  'archivist-in-post': joining('GOV-3-01', rising(65, 72, 81, 86)),
  'archivists-trained': (unit, { year }) => trainingOf(unit, year).trained,
  archivists: (unit, { year }) => trainingOf(unit, year).archivists,
  'archive-spending': amountOf(inMonth, share('GOV-3-03', rising(66, 75, 81, 85), { spread: 22, wobble: 6 })),
  'archive-budget': budget,
  'milestones-met': partOf(milestones, share('GOV-3-04', rising(61, 74, 82, 88), { wobble: 1 })),
  'milestones-due': milestones,
  'projects-accepted': someOf('accepted', projects, share('RES-1-05', rising(61, 72, 82, 88))),
  'projects-due': projects,
  'captures-done': soFarOf(captures, share('RES-3-02', rising(63, 70, 79, 84), { wobble: 2 })),
  'captures-planned': captures,
  'accounts-captured': partOf(accounts, share('RES-3-03', rising(23, 56, 74, 86), { spread: 32, wobble: 0 })),
  'accounts-due': accounts,
  'villages-up-to-standard': partOf(villages, share('RES-3-04', rising(61, 66, 78, 84), { wobble: 1 })),
  villages,
  'samples-passed': partOf(samples, share('RES-4-01', rising(67, 72, 79, 84), { wobble: 4 })),
  'samples-taken': samples,
  'digital-rooms': joining('DIG-4-02', rising(18, 50, 70, 84)),
  residents: levelOf(through(['2020-12', 41.9], ['2023-12', 41.17], ['2026-12', 40.6])),
  'compiled-works': happenedIn(
    '2021-07',
    '2022-06',
    '2022-10',
    '2023-04',
    '2023-11',
    '2024-03',
    '2024-06',
    '2024-12',
    '2025-05',
    '2025-09',
    '2026-02',
    '2026-06',
    '2026-09',
  ),
  exhibitions: timesAYear('USE-3-02', rising(51, 60, 72, 80)),
  'advisory-reports': timesAYear('USE-3-03', rising(39, 48, 60, 68)),
  'years-until-full': levelOf(
    through(
      ['2020-12', 7.3],
      ['2021-12', 6.1],
      ['2022-12', 5],
      ['2023-12', 4.1],
      ['2024-12', 3.1],
      ['2025-12', 2.1],
      ['2026-12', 1.2],
    ),
  ),
  'floor-area': always(7428),
  'floor-area-required': countOf(through(['2020-12', 10_150], ['2022-12', 10_420], ['2026-12', 11_350])),
  'hazards-closed-on-time': someOf('closed', hazards, share('SEC-2-01', rising(63, 68, 77, 82), { spread: 30 })),
  'hazards-due': hazards,
  'risk-items-clear': partOf(riskItems, share('SEC-2-02', rising(60, 74, 82, 88), { wobble: 2 })),
  'risk-items': riskItems,
  'security-accidents': ({ code }, { label }) => countOfCases(ACCIDENTS, code, label),
  titles: countOf(
    steps(['2021-01', 1], ['2021-11', 2], ['2022-06', 3], ['2022-11', 4], ['2023-12', 5], ['2025-06', 6]),
  ),
  'contest-entries': countOf(
    steps(['2021-01', 0], ['2022-08', 5], ['2023-08', 7], ['2024-08', 6], ['2025-08', 9], ['2026-08', 8]),
  ),
  'semi-finalists': countOf(
    steps(['2021-01', 0], ['2022-10', 1], ['2023-10', 2], ['2024-10', 1], ['2025-10', 3], ['2026-10', 2]),
  ),
};
