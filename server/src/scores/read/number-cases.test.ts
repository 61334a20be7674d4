import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTree } from '@dangzhi/metrics';
import type {
  ApiErrorBody,
  DerivationView,
  Explanation,
  Ranking,
  ReportReceiptSchema,
  UnitScoreView,
} from '@dangzhi/metrics/contract';
import { parseScheme } from '@dangzhi/metrics/scheme';
import type { Static } from 'typebox';
import {
  CASE_PERIOD,
  casesOn,
  countyOf,
  expectRight,
  inCounty,
  rowsOf,
  schemeOf,
  type NumberCase,
  type Outcome,
} from '../../../testing/number-cases.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { loadCounty } from '../../county/load.ts';
import { storeBatch, type IncomingRow } from '../../observations/batches.ts';
import { guardRows } from '../../observations/guards.ts';
import { readCountyInForce, type CountyInForce } from '../../schemes/county-in-force.ts';
import { scoreMonth } from '../runs/scored-month.ts';
import { planRollup, storePlan } from '../settle/plan.ts';
import { settleMonths, type SettledMonth } from '../settle/settle.ts';

// metrics/fixtures/numbers through one store: stored as a source's batch, settled in SQL and scored; then reported over
// the API and read back from it. One county holds all cases, each with a scheme of its own.
const NOW = '2022-07-31T10:00:00+08:00';
const isPutIn = ({ refused, right }: NumberCase): boolean => refused === undefined && right !== undefined;
const byWay = (way: 'store' | 'api', isRefused: boolean): NumberCase[] =>
  casesOn(way).filter((one) => isPutIn(one) !== isRefused);
const PUT_IN = [...new Set([...byWay('store', false), ...byWay('api', false)])];
const asRows = (one: NumberCase): IncomingRow[] => rowsOf(one).map((row, record) => ({ ...row, record }));

const schemeIn = (one: NumberCase) => {
  const parsed = parseScheme(schemeOf(one, inCounty(one)));
  if (!parsed.ok) throw new Error(`${one.code}: ${JSON.stringify(parsed.faults)}`);
  return parsed.scheme;
};

let service: TestService;
beforeAll(async () => {
  service = await startTestService(NOW);
  await loadCounty(service.test.stores, {
    ...countyOf([...casesOn('store'), ...casesOn('api')]),
    schemes: PUT_IN.map(schemeIn),
  });
});
afterAll(() => service.close());

const outcomesOf = (
  one: NumberCase,
  units: readonly (Pick<Outcome, 'printed' | 'rank' | 'grade' | 'coverage'> & {
    readonly unit: string;
    readonly nodes: readonly (Pick<UnitScoreView['nodes'][number], 'code' | 'value' | 'missing'> & {
      readonly score?: number | null;
    })[];
  })[],
): Map<string, Outcome> => {
  const indicatorOf = new Map((one.leaves ?? []).map(({ indicator }) => [indicator.toUpperCase(), indicator]));
  const byIndicator = <T>(nodes: readonly { code: string }[], of: (node: never) => T): Map<string, T> =>
    new Map(
      nodes.flatMap((node) => {
        const indicator = indicatorOf.get(node.code);
        return indicator === undefined ? [] : [[indicator, of(node as never)] as const];
      }),
    );
  return new Map(
    units.map(({ unit, nodes, printed, rank, grade, coverage }) => [
      unit,
      {
        printed,
        rank,
        grade,
        coverage,
        values: byIndicator(nodes, ({ value }: { value: number | null }) => value),
        missing: byIndicator(nodes, ({ missing }: { missing: never }) => missing),
        ...(nodes.some(({ score }) => score !== undefined) && {
          nodes: new Map(nodes.map(({ code, score = null }) => [code, score])),
        }),
      },
    ]),
  );
};

describe('stored, settled in SQL and scored', () => {
  let county: CountyInForce;
  let month: SettledMonth;
  beforeAll(async () => {
    const { stores } = service.test;
    await stores.postgres.db
      .insertInto('source')
      .values({ code: 'cases', name_zh: '算例', name_en: 'Cases', declaration: null })
      .execute();
    const rows = byWay('store', false)
      .flatMap(rowsOf)
      .map((row, record) => ({ ...row, record }));
    await storeBatch(stores, {
      source: 'cases',
      standing: 'pulled',
      origin: 'metrics/fixtures/numbers',
      status: null,
      recordedAt: new Date(NOW),
      recordedBy: 'cases',
      run: null,
      rows,
      records: rows.map((row) => JSON.stringify(row)),
    });
    county = await readCountyInForce(stores.postgres);
    const { catalogue, units } = county;
    const plan = planRollup(catalogue!.document, units.document);
    await storePlan(stores.clickhouse, plan, [CASE_PERIOD]);
    const context = { catalogue: catalogue!.document, units: units.document, plan: plan.hash };
    [month] = (await settleMonths(stores.clickhouse, context, [CASE_PERIOD], new Date(NOW))) as [SettledMonth];
  });

  it.each(byWay('store', false))('$code $what', async (one) => {
    const scheme = county.schemes.find(({ document }) => document.code === one.code)!;
    const { scores } = await scoreMonth(
      scheme,
      buildTree(scheme.document),
      month,
      county.units.document,
      new Map(),
      county.catalogue!,
    );
    expectRight(one, outcomesOf(one, scores));
    for (const [unit, { stated = {} }] of Object.entries(one.right ?? {}))
      for (const [indicator, text] of Object.entries(stated))
        expect(month.values.get(unit)?.get(inCounty(one)(indicator))?.exact.amount).toBe(text);
  });

  it.each(byWay('store', true))('$code $what: refused', async (one) => {
    const rows = asRows(one);
    if (one.guards === undefined) {
      const { stores } = service.test;
      const schemes = [schemeOf(one, inCounty(one)) as never];
      for (const words of one.refused?.store ?? [])
        await expect(loadCounty(stores, { ...countyOf([one]), schemes })).rejects.toThrow(words);
      return;
    }
    const { refused } = await guardRows(service.test.stores.clickhouse, rows, {
      catalogue: county.catalogue!.document,
      at: new Date(NOW),
    });
    expect([...refused.values()].flat().map(({ guard }) => guard)).toEqual(
      rows.length > 1 ? expect.arrayContaining([...(one.refused?.store ?? [])]) : one.refused?.store,
    );
  });
});

describe('reported over the API and read back', () => {
  const report = <Body>(rows: ReturnType<typeof rowsOf>) =>
    service.scored<Body>('/observations', { standing: 'reported', rows });

  beforeAll(async () => {
    const rows = byWay('api', false).flatMap(rowsOf);
    const { status, body } = await report<Static<typeof ReportReceiptSchema>>(rows);
    expect([status, body]).toEqual([200, expect.objectContaining({ stored: rows.length, pending: 0 })]);
  });

  it.each(byWay('api', false))('$code $what', async (one) => {
    const { body: ranking } = await service.get<Ranking>(`/rankings?scheme=${one.code}&period=${CASE_PERIOD}`);
    const { leaves, rows } = ranking;
    const nodesOf = ({ cells }: Ranking['rows'][number]) =>
      leaves.map((code, at) => ({ code, value: cells!.values[at]!, missing: cells!.missing[at]! }));
    expectRight(one, outcomesOf(one, rows.map((row) => ({ ...row, unit: row.unit.code, nodes: nodesOf(row) })))); // prettier-ignore
    const [unit = ''] = Object.keys(one.right ?? {});
    const { body } = await service.get<UnitScoreView>(`/units/${unit}/score?period=${CASE_PERIOD}&run=${ranking.run}`);
    expectRight({ ...one, right: { [unit]: one.right![unit]! } }, outcomesOf(one, [{ ...body, unit }]));
    await expectExplained(one, ranking.run);
  });

  /** The first unit's leaves say the same, and name the decimals that were reported. */
  async function expectExplained(one: NumberCase, run: number): Promise<void> {
    const [unit = '', right] = Object.entries(one.right ?? {})[0] ?? [];
    for (const [indicator, value] of Object.entries(right?.values ?? {})) {
      const { body } = await service.get<Explanation>(
        `/explanations?unit=${unit}&period=${CASE_PERIOD}&run=${run}&node=${indicator.toUpperCase()}`,
      );
      expect(body.node.value).toBe(value);
      const cell = one.units?.[unit]?.[indicator];
      const totals = body.leaf?.inputs.map(({ total }) => total).filter((total) => total !== null);
      if (cell !== undefined) expect(totals).toEqual([cell].flat());
    }
    const { told } = one;
    if (told?.api === undefined) return;
    const { body } = await service.get<DerivationView>(
      `/derivations?unit=${told.api.unit}&period=${CASE_PERIOD}&run=${run}&node=${told.api.node}`,
    );
    expect(JSON.stringify(body.steps)).toContain(told.api.says);
  }

  it.each(byWay('api', true))('$code $what: refused', async (one) => {
    const { status, body } = await report<ApiErrorBody>(rowsOf(one));
    expect([status, body.code]).toEqual([400, one.refused?.api?.code]);
    for (const words of one.refused?.api?.says ?? []) expect(JSON.stringify(body)).toContain(words);
  });
});
