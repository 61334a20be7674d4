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

/** What the proposal says of other places in English. */
const BENCHMARKS: Readonly<Record<string, string>> = {
  'DIG-2-01': '全国 2025 年目标 80%（转引）；某市 100%；龙湾 100%',
  'DIG-4-03': '全省 36 家档案馆，909 万条目录，621 万条全文（2024-01）',
  'USE-1-02': '全国 15.9%（14584.5 ÷ 91789.8 万卷件，2020）；2024 年末开放 23322.4 万卷件',
  'USE-2-01': '全国 2024 年 615.7 万人次 ÷ 约 14.1 亿人 = 每万人 43.7（人口数凭记忆）',
  'DAT-5-01': '全省 80% 以上（2020）',
  'DAT-5-05': '全省 2021 年初约 2.01（130 万 ÷ 6457 万人）',
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
    countyNote: behaviour.countyNote ?? null,
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
    benchmark: BENCHMARKS[source.code] ?? source.benchmark,
  };
}

const isOfPlatform = (code: string): boolean => code.startsWith('DAT');
