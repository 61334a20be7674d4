import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monthsBetween } from '@dangzhi/metrics';
import { catalogue, units } from '@dangzhi/seed';
import { planRollup, storePlan } from '../server/src/scores/settle/plan.ts';
import { settleMonths } from '../server/src/scores/settle/settle.ts';
import { fillSupply, mergeCopies } from '../server/src/observations/kept-copies.ts';
import { noteSupply, type SupplyingRow } from '../server/src/observations/supply.ts';
import { openStores, type ClickHouse } from '../server/src/stores/index.ts';
import { median, rounded, type Figure } from './figure.ts';

// Reads that do not grow: a year of one county settled while others are put beside it in the same store, and while its own
// values are superseded. Figures are made in the engine: every measure of every unit, each month of three years.
const [FROM, TO] = ['2020-01', '2022-12'];
const ASKED = monthsBetween('2022-01', TO);
const NOW = new Date('2023-06-01T00:00:00+08:00');
const ROUNDS = 7;

/**
 * Settling a year at `times` the rows over the same at their number, on both axes; and what an insertion into history costs
 * with what is kept beside it over one into a table without.
 */
export async function benchGrowth(times = 10): Promise<Figure[]> {
  const insert = await withStores(benchInsert);
  const others = await withStores((clickhouse) => benchAxis(clickhouse, 'query.growth-units', times, addCounty));
  const revisions = await withStores((clickhouse) =>
    benchAxis(clickhouse, 'query.growth-revisions', times, addRevision),
  );
  return [others, revisions, ...insert];
}

async function withStores<Result>(work: (clickhouse: ClickHouse) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const stores = await openStores({ dataDir });
  try {
    return await work(stores.clickhouse);
  } finally {
    await stores.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function benchAxis(
  clickhouse: ClickHouse,
  name: string,
  times: number,
  add: (clickhouse: ClickHouse, number: number) => Promise<void>,
): Promise<Figure> {
  const plan = planRollup(catalogue, units);
  await storePlan(clickhouse, plan, ASKED);
  const context = { catalogue, units, plan: plan.hash };
  const settle = async (): Promise<number> => {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      await settleMonths(clickhouse, context, ASKED, NOW);
      took.push(performance.now() - began);
    }
    return median(took.slice(2));
  };
  await addRevision(clickhouse, 0);
  const before = await settle();
  for (let number = 1; number < times; number += 1) {
    await add(clickhouse, number);
    // As after each scoring.
    await mergeCopies(clickhouse);
  }
  const after = await settle();
  return { name, value: rounded(after), unit: 'ms', against: rounded(before), ratio: rounded(after / before) };
}

/** The county's own cells once more, recorded later. */
const addRevision = (clickhouse: ClickHouse, number: number): Promise<void> =>
  fill(clickhouse, 'observation', { prefix: '', number });

/** Another county, of as many units and figures; its codes stand before and after the county's own. */
const addCounty = (clickhouse: ClickHouse, number: number): Promise<void> =>
  fill(clickhouse, 'observation', { prefix: number % 2 === 0 ? `A${number}-` : `Z${number}-`, number: 0 });

async function fill(
  clickhouse: ClickHouse,
  table: string,
  { prefix, number }: { readonly prefix: string; readonly number: number },
): Promise<void> {
  const ofMonth = catalogue.measures.filter(({ grain }) => grain === 'month').map(({ code }) => code);
  await clickhouse.command(
    `INSERT INTO ${table} (period, grain, unit, measure, batch, row, value, missing, standing, source, record, recorded_at, recorded_by, changed_at, reason)
     SELECT
       toDate(month), 'month', concat({prefix:String}, unit), measure,
       lower(hex(MD5(concat({prefix:String}, month, toString({number:UInt32}))))), rowNumberInAllBlocks(),
       toDecimal128(cityHash64(unit, measure, month, {number:UInt32}) % 1000, 10), '', 'pulled', 'bench', 0,
       toDateTime64('2023-01-02 00:00:00', 3, 'UTC') + toIntervalSecond({number:UInt32}), 'bench', '', ''
     FROM (SELECT arrayJoin({months:Array(String)}) AS month) AS months
     CROSS JOIN (SELECT arrayJoin({units:Array(String)}) AS unit) AS units
     CROSS JOIN (SELECT arrayJoin({measures:Array(String)}) AS measure) AS measures`,
    {
      prefix,
      number,
      months: monthsBetween(FROM, TO).map((month) => `${month}-01`),
      units: units.map(({ code }) => code),
      measures: ofMonth,
    },
  );
  await fillSupply(clickhouse);
}

const PAGES = 40;

/** Pages as a pull stores them, and one large insertion, into history with what is kept beside it and into a bare copy of it. */
async function benchInsert(clickhouse: ClickHouse): Promise<Figure[]> {
  await clickhouse.command('CREATE TABLE bare_observation AS observation');
  await clickhouse.command('ALTER TABLE bare_observation DROP INDEX of_batch');
  const rows = (count: number, page: number): SupplyingRow[] =>
    Array.from({ length: count }, (_, row) => ({
      period: `2022-${String((page % 12) + 1).padStart(2, '0')}-01`,
      ...{ grain: 'month', unit: `U${row % 95}`, measure: `m${Math.floor(row / 95)}`, batch: String(page), row },
      ...{ value: String(row), missing: '', standing: 'pulled', source: 'bench', record: row },
      ...{ recorded_at: '2023-01-02 00:00:00.000', recorded_by: 'bench', changed_at: '', reason: '' },
    }));
  const ratio = async (name: string, count: number, pages: number): Promise<Figure> => {
    const [kept, bare]: [number[], number[]] = [[], []];
    for (let page = 0; page < pages; page += 1) {
      const given = rows(count, page);
      // By turns, the first of either by turns as well.
      for (const table of page % 2 === 0 ? ['observation', 'bare_observation'] : ['bare_observation', 'observation']) {
        const began = performance.now();
        await clickhouse.insert(table, given);
        if (table === 'observation') await noteSupply(clickhouse, given);
        (table === 'observation' ? kept : bare).push(performance.now() - began);
      }
    }
    const [with_, without] = [median(kept.slice(4)), median(bare.slice(4))];
    return { name, value: rounded(with_), unit: 'ms', against: rounded(without), ratio: rounded(with_ / without) };
  };
  return [await ratio('insert.page-1000', 1000, PAGES), await ratio('insert.100000', 100_000, 9)];
}
