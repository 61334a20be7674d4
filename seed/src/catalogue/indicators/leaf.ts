import type { Indicator, Rollup, UnitKind } from '@dangzhi/metrics';
import { indicatorSource } from '../../county/indicator-source.ts';
import type { Behaviour } from './behaviour.ts';

const KINDS: readonly UnitKind[] = ['county', 'department', 'township'];

const WAYS_IN = ['auto', 'report', 'inspect'] as const;

const ROLLUP_OF: Readonly<Record<string, Rollup>> = {
  ratio_of_sums: 'ratio-of-sums',
  share_of_units: 'share-of-units',
  mean: 'mean',
  sum: 'sum',
  own: 'own',
};

/** A proposed indicator with its behaviour. */
export function leafIndicator({ prorate = false, ...behaviour }: Behaviour): Indicator {
  const source = indicatorSource(behaviour.code);
  return {
    code: source.code,
    name: { zh: source.zh, en: source.en },
    definition: source.formula,
    unitOfMeasure: source.unit,
    // A percentage is stated, and scored, with two digits: 14.43, not 29,893 ÷ 207,124.
    digits: source.unit === '%' ? 2 : null,
    direction: source.direction,
    grain: behaviour.grain ?? 'month',
    formula: behaviour.formula,
    mode: behaviour.mode,
    staleAfter: 2,
    measuredOn: behaviour.measuredOn ?? source.measured_on,
    weightedFor: KINDS.filter((kind) => source.weights[kind] !== undefined),
    rollup: behaviour.rollup ?? ROLLUP_OF[source.rollup] ?? 'own',
    rollupOver: behaviour.rollupOver ?? null,
    connection: behaviour.connection ?? null,
    tolerance: 0.005,
    basis: source.basis,
    unverified: source.unverified,
    note: behaviour.note ?? null,
    system: source.source,
    index: isOfPlatform(source.code) ? 'data' : 'archives',
    collection: WAYS_IN.filter((way) => source.collection.includes(way)),
    focuses: source.focus.map((focus) => `F${focus}`),
    // The proposal put archival leaves into the platform's frame, and its cells spoke of the archives.
    band: isOfPlatform(source.code) ? source.arch : null,
    responsible: behaviour.responsible ?? null,
    redLine: source.red_line,
    scaleSensitive: source.scale_sensitive,
    goalposts: { ...source.goalposts, prorate },
    benchmark: source.benchmark,
  };
}

const isOfPlatform = (code: string): boolean => code.startsWith('DAT');
