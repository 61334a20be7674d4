import type { Unit } from '@dangzhi/metrics';
import { PUBLISHED_AT } from '../time/calendar.ts';
import { DOES_WELL, LASTING_CHANGES } from './cases.ts';
import { between, clamp } from '../chance/chance.ts';

/**
 * How well a unit does its archives work beside others, about -1..1. Who does badly is a unit whose very
 * name is a reconstruction, as far as there are such units.
 */
const QUALITY: Readonly<Record<Unit['certainty'], readonly [number, number]>> = {
  high: [-0.55, 1],
  medium: [-0.95, 0.35],
  low: [-1.25, -0.5],
};
const QUALITY_OF_TOWNSHIPS: readonly [number, number] = [-0.8, 0.95];

/** Change of it a year. */
const DRIFT: Readonly<Record<Unit['certainty'], readonly [number, number]>> = {
  high: [-0.08, 0.09],
  medium: [-0.13, 0.05],
  low: [-0.13, -0.03],
};

interface Performance {
  readonly quality: number;
  /** Change a year. */
  readonly drift: number;
}

const known = new Map<string, Performance>();

function performanceOf(unit: Unit): Performance {
  const found = known.get(unit.code);
  if (found !== undefined) return found;
  const quality = unit.kind === 'township' ? QUALITY_OF_TOWNSHIPS : QUALITY[unit.certainty];
  // The words in the calls of `between` choose the numbers: other words would make another demo.
  const performance = {
    quality: DOES_WELL[unit.code] ?? between(...quality, 'character', unit.code),
    drift: between(...DRIFT[unit.certainty], 'drift', unit.code),
  };
  known.set(unit.code, performance);
  return performance;
}

/** @param at months from the demo's first one */
function qualityOf(unit: Unit, at: number): number {
  const { quality, drift } = performanceOf(unit);
  const change = LASTING_CHANGES[unit.code];
  const changed =
    change === undefined || at <= change.from ? 0 : (change.perYear * Math.min(at - change.from, change.months)) / 12;
  return clamp(quality + (drift * (at - PUBLISHED_AT)) / 12 + changed, -1.3, 1.5);
}

/**
 * What a unit has more or less of than the county as a whole in one matter, about -1..1; 0 of the county
 * itself. Mostly how it does in general, partly its own in the matter.
 */
export function relativePerformance(unit: Unit, matter: string, at: number): number {
  if (unit.kind === 'county') return 0;
  return 0.85 * qualityOf(unit, at) + between(-0.45, 0.45, 'leaning', matter, unit.code);
}
