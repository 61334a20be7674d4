import { ENGINE_VERSION, indicatorsOf, isLeaf, monthsBetween } from '@dangzhi/metrics';
import { inTurns } from '../../base/turns.ts';
import { readCountyInForce } from '../../schemes/county-in-force.ts';
import type { Postgres, Stores } from '../../stores/index.ts';
import type { Database } from '../../stores/tables.ts';
import { areRunsHeld } from './held-runs.ts';
import { provenanceOf, type ScoredMonth } from './scored-month.ts';
import type { Settled } from '../settle/settle.ts';

/** A month of a scheme that was scored anew. */
export interface ChangedMonth {
  readonly scheme: string;
  /** `YYYY-MM`. */
  readonly period: string;
  readonly run: number;
  /** The live run before; `null` for the first. It is kept until the next scoring is over. */
  readonly replaced: number | null;
}

/**
 * Stores the months of one scheme whose hash differs from the live result; {@link goLive} lets them take its place. Where
 * the units changed in nothing a result follows from, the live result is from now on one of the new list.
 *
 * @param made what all of it was made of, besides its scheme
 * @returns what changed, and the live runs whose place it is to take
 */
export async function storeRun(
  stores: Stores,
  made: { readonly catalogueVersion: number; readonly unitVersion: number; readonly asOf: Date },
  scored: readonly ScoredMonth[],
): Promise<ChangedMonth[]> {
  const { db } = stores.postgres;
  const [first] = scored;
  if (first === undefined) return [];
  const code = first.scheme.document.code;
  const live = await db
    .selectFrom('live_run')
    .innerJoin('score_run', 'score_run.id', 'live_run.run')
    .select(['live_run.period', 'live_run.run', 'score_run.hash', 'score_run.unit_version'])
    .where('live_run.scheme', '=', code)
    .execute();
  const hashOf = new Map(live.map(({ period, hash }) => [period, hash]));
  const changed = scored.filter(({ month, hash }) => hashOf.get(month) !== hash);
  const same = new Set(scored.filter((one) => !changed.includes(one)).map(({ month }) => month));
  const renewed = live.filter(({ period, unit_version: version }) => same.has(period) && version !== made.unitVersion);
  if (renewed.length > 0)
    await db
      .updateTable('score_run')
      .set({ unit_version: made.unitVersion })
      .where(
        'id',
        'in',
        renewed.map(({ run }) => run),
      )
      .where('kind', '=', 'live')
      .execute();
  if (changed.length === 0) return [];

  const runs = await db
    .insertInto('score_run')
    .values(
      changed.map(({ scheme, month, hash }) => ({
        kind: 'live' as const,
        scheme: code,
        scheme_version: scheme.version,
        catalogue_version: made.catalogueVersion,
        unit_version: made.unitVersion,
        as_of: made.asOf,
        engine_version: ENGINE_VERSION,
        period: month,
        hash,
      })),
    )
    .returning(['id', 'period'])
    .execute();
  const runOf = new Map(runs.map(({ id, period }) => [period, id]));
  const withRun = changed.map((one) => ({ one, run: runOf.get(one.month) ?? 0 }));
  const turn = inTurns();
  /** Rows are made a table at a time: a year of all three would not fit. */
  const store = async (table: string, rowsOf: (one: ScoredMonth, run: number) => object[]): Promise<number[]> => {
    const counts: number[] = [];
    const rows: object[] = [];
    for (const { one, run } of withRun) {
      const before = rows.length;
      for (const row of rowsOf(one, run)) rows.push(row);
      counts.push(rows.length - before);
      await turn();
    }
    await stores.clickhouse.insert(table, rows);
    return counts;
  };
  const scores = await store('score', scoreRows);
  const nodes = await store('score_node', nodeRows);
  const values = await store('indicator_value', valueRows);
  await noteRowsOfRuns(
    stores.postgres,
    withRun.map(({ run }, index) => ({
      run,
      scores: scores[index] ?? 0,
      nodes: nodes[index] ?? 0,
      indicators: values[index] ?? 0,
    })),
  );
  const replaced = new Map(live.map(({ period, run }) => [period, run]));
  return runs.map(({ id, period }) => ({ scheme: code, period, run: id, replaced: replaced.get(period) ?? null }));
}

/** Notes how many rows of each run there are, by table, so that it shows when some are lost. */
export async function noteRowsOfRuns({ db }: Postgres, runs: readonly Database['run_content'][]): Promise<void> {
  if (runs.length === 0) return;
  await db
    .insertInto('run_content')
    .values([...runs])
    .onConflict((conflict) => conflict.column('run').doNothing())
    .execute();
}

/** Live results that are not whole any more: the next scoring finds them different from what it makes, and replaces them. */
export async function distrustRuns({ db }: Postgres, runs: readonly number[]): Promise<void> {
  if (runs.length === 0) return;
  await db
    .updateTable('score_run')
    .set({ hash: '' })
    .where('id', 'in', [...runs])
    .where('kind', '=', 'live')
    .execute();
}

/** Makes stored runs the live result, all in one step: a reader sees the old runs or the new ones, of every scheme. */
export async function goLive({ postgres: { db } }: Stores, changed: readonly ChangedMonth[]): Promise<void> {
  if (changed.length === 0) return;
  await db
    .insertInto('live_run')
    .values(changed.map(({ scheme, period, run }) => ({ scheme, period, run })))
    .onConflict((conflict) =>
      conflict.columns(['scheme', 'period']).doUpdateSet((eb) => ({ run: eb.ref('excluded.run') })),
    )
    .execute();
}

/**
 * There is a live result without a gap, and all of it is of the catalogue, the schemes, the units and the engine in
 * force. The months since the program last ran may be wanting.
 */
export async function holdsResultInForce({ postgres }: Stores): Promise<boolean> {
  const [{ units, catalogue, schemes }, runs] = await Promise.all([
    readCountyInForce(postgres),
    postgres.db
      .selectFrom('live_run')
      .innerJoin('score_run', 'score_run.id', 'live_run.run')
      .select([
        'score_run.scheme',
        'score_run.scheme_version',
        'score_run.catalogue_version',
        'score_run.unit_version',
        'score_run.engine_version',
      ])
      .distinct()
      .execute(),
  ]);
  const versionOf = new Map(schemes.map(({ document, version }) => [document.code, version]));
  const months = await postgres.db.selectFrom('live_run').select(['scheme', 'period']).orderBy('period').execute();
  const [first, last] = [months[0]?.period, months.at(-1)?.period];
  if (first === undefined || last === undefined) return false;
  return (
    months.length === monthsBetween(first, last).length * schemes.length &&
    runs.every(
      (run) =>
        run.engine_version === ENGINE_VERSION &&
        run.catalogue_version === catalogue?.version &&
        run.unit_version === units.version &&
        run.scheme_version === versionOf.get(run.scheme),
    )
  );
}

/** Live runs nobody points at: those already replaced, and those a crash left behind. Every other kind stays. */
export async function listSupersededRuns({ postgres: { db } }: Stores): Promise<number[]> {
  const superseded = await db
    .selectFrom('score_run')
    .select('id')
    .where('kind', '=', 'live')
    .where('id', 'not in', db.selectFrom('live_run').select('run'))
    .execute();
  return superseded.map(({ id }) => id);
}

/**
 * Removes live runs with all their rows; those of any other kind are left alone, whoever names them. While somebody
 * reads runs all are left: a later scoring finds them again.
 */
export async function dropRuns({ clickhouse, postgres }: Stores, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0 || (await areRunsHeld(postgres))) return;
  const { db } = postgres;
  const live = await db
    .selectFrom('score_run')
    .select(['id', 'period'])
    .where('id', 'in', numbers)
    .where('kind', '=', 'live')
    .execute();
  const runs = live.map(({ id }) => id);
  if (runs.length === 0) return;
  // Of the years they are of alone, and not waited for: the engine takes seconds to begin, in which nothing else is read.
  // Nobody asks for their rows once PostgreSQL does not name them.
  const years = Map.groupBy(live, ({ period }) => Number(period.slice(0, 4)));
  for (const [year, of] of years)
    for (const table of ['score', 'score_node', 'indicator_value'])
      await clickhouse.command(
        `DELETE FROM ${table} IN PARTITION {year:UInt16} WHERE run IN {runs:Array(UInt32)} SETTINGS lightweight_deletes_sync = 0`,
        { year, runs: of.map(({ id }) => id) },
      );
  await db.deleteFrom('score_run').where('id', 'in', runs).execute();
}

function scoreRows({ scheme, tree, month, scores, settled }: ScoredMonth, run: number): object[] {
  return scores.map((score) => ({
    scheme: scheme.document.code,
    period: `${month}-01`,
    run,
    unit: score.unit,
    class: score.class,
    printed: score.printed ?? '',
    score: score.score,
    base_score: score.baseScore,
    bonus: score.bonus,
    deduction: score.deduction,
    coverage: score.coverage,
    reported_share: score.reportedShare,
    partial: score.partial,
    grade: score.grade ?? '',
    colour: score.colour ?? '',
    vetoes: score.vetoes,
    rank: score.rank ?? 0,
    ranked_of: score.rankedOf,
    provenance: provenanceOf(score, tree, settled.values.get(score.unit) ?? new Map()) ?? '',
  }));
}

function nodeRows({ scheme, tree, month, scores, settled }: ScoredMonth, run: number): object[] {
  return scores.flatMap((score) =>
    score.nodes.map((node, index) => {
      const definition = tree.nodes[index];
      const leaf =
        definition !== undefined && isLeaf(definition)
          ? settled.values.get(score.unit)?.get(definition.indicator)
          : undefined;
      return {
        scheme: scheme.document.code,
        period: `${month}-01`,
        run,
        unit: score.unit,
        node: node.code,
        value: node.value,
        missing: node.missing ?? '',
        score: node.score,
        weight: node.weight,
        nominal_weight: node.nominalWeight,
        effective_weight: node.effectiveWeight,
        contribution: node.contribution,
        ...originColumns(leaf),
      };
    }),
  );
}

/** What a unit has a value or a statement of beside its leaves. */
function valueRows({ scheme, tree, month, scores, settled }: ScoredMonth, run: number): object[] {
  const leaves = new Set(tree.nodes.flatMap((node) => (isLeaf(node) ? [node.indicator] : [])));
  const needed = new Set(indicatorsOf(tree));
  return scores.flatMap(({ unit }) =>
    [...(settled.values.get(unit) ?? [])].flatMap(([indicator, value]) => {
      const isKept = needed.has(indicator) || (value.missing !== 'no-source' && settled.watched.has(indicator));
      if (leaves.has(indicator) || !isKept) return [];
      return {
        scheme: scheme.document.code,
        period: `${month}-01`,
        run,
        unit,
        indicator,
        value: value.value,
        missing: value.missing ?? '',
        ...originColumns(value),
      };
    }),
  );
}

const originColumns = (settled: Settled | undefined) => ({
  numerator: settled?.exact.numerator ?? '',
  denominator: settled?.exact.denominator ?? '',
  provenance: settled?.provenance ?? '',
  value_period: settled?.valuePeriod ?? '',
  origin: settled?.origin ?? '',
  own_value: settled?.conflict?.own ?? null,
  rolled_value: settled?.conflict?.rolledUp ?? null,
});
