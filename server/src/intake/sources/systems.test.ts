import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parsePeriod, writePeriodAs, type SourceDeclaration } from '@dangzhi/metrics';
import { simulatedSources } from '@dangzhi/seed';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { pullSource } from './pull.ts';
import { listQuarantined } from './queries.ts';
import { createReader } from './reader.ts';
import { declareSystem, startSystems, accessOfAll, type TestSystems } from '../../../testing/systems.ts';

// The county, a department and a township in every simulated system, over HTTP, through declarations alone.
const UNITS = ['330624', 'XC-D29', '330624112'];
const SYSTEMS = ['erms', 'archives', 'lookup', 'irs', 'pdp', 'ends', 'security', 'sensing'] as const;
const PAGE = 24;

/** What becomes of a failing answer depends on how a system is paged: one system of each kind is enough. */
const pagingOf = new Map(simulatedSources('http://127.0.0.1').map(({ code, paging }) => [code, paging.kind]));
const isFirstOfKind = (system: string): boolean =>
  SYSTEMS.find((other) => pagingOf.get(other) === pagingOf.get(system)) === system;

let test: TestStores;
let systems: TestSystems;
let sources = 0;
beforeAll(async () => {
  test = await openTestStores();
  systems = await startSystems((unit) => UNITS.includes(unit));
});
afterAll(async () => {
  await systems.close();
  await test.drop();
});

const impatient = { firstDelayMs: 1, maxDelayMs: 5, restMs: 60_000 };
const pull = (declaration: SourceDeclaration) =>
  pullSource(test.stores, declaration, createReader(declaration, accessOfAll, impatient), {
    now: systems.now,
    signal: new AbortController().signal,
  });

/** What a source told last, written as the systems' figures are. */
async function stored(source: string): Promise<string[]> {
  const rows = await test.stores.clickhouse.rows<{ figure: string }>(
    `SELECT concat(measure, ' ', unit, ' ',
       multiIf(grain = 'month', formatDateTime(period, '%Y-%m'), grain = 'year', formatDateTime(period, '%Y'),
               concat(formatDateTime(period, '%Y'), 'Q', toString(toQuarter(period)))), ' ',
       argMax(ifNull(toString(value), toString(missing)), (recorded_at, changed_at, batch, row))) AS figure
     FROM observation WHERE source = {source:String} GROUP BY measure, unit, period, grain`,
    { source },
  );
  return rows.map(({ figure }) => figure).sort();
}

describe.each(SYSTEMS)('%s', (system) => {
  let declaration: SourceDeclaration;
  beforeEach(async () => {
    await systems.setFaults(system, {});
    systems.onCall = () => undefined;
    declaration = await declareSystem(test.stores, systems, {
      system,
      code: `${system}-${(sources += 1)}`,
      pageSize: PAGE,
    });
  });
  const hasPages = system !== 'sensing';
  const isNumbered = hasPages && system !== 'erms' && system !== 'ends';

  it('is pulled to the digit, and a second time there is nothing new', async () => {
    const { run, changedFrom } = await pull(declaration);
    expect(run).toMatchObject({ state: 'succeeded', error: null, quarantined: 0, unchanged: 0 });
    const figures = systems.figures(system);
    expect(await stored(declaration.code)).toEqual(figures);
    expect(run.stored).toBe(figures.length);
    expect(changedFrom).toMatch(/^202[0-2]-\d{2}$/);
    expect(run.pages).toBe(hasPages ? Math.ceil(run.seen / PAGE) : 1);
    expect((await pull(declaration)).run).toMatchObject({ state: 'succeeded', stored: 0, quarantined: 0 });
  });

  if (isFirstOfKind(system)) {
    it.each([
      ['an answer cut off', { truncate: true }, /not whole JSON/],
      ['records left out', { shortPage: true }, /cut short: \d+ of \d+ records/],
      ['a failure that stays', { failNext: 1000 }, /503|状态 is "失败"|success is false/],
    ])('%s fails the run, is asked again, and costs nothing', async (_case, faults, error) => {
      await systems.setFaults(system, faults);
      const { run } = await pull(declaration);
      expect(run).toMatchObject({ state: 'failed', retries: 1, stored: 0 });
      expect(run.error).toMatch(error);
      await systems.setFaults(system, {});
      expect((await pull(declaration)).run.state).toBe('succeeded');
      expect(await stored(declaration.code)).toEqual(systems.figures(system));
    });

    it('a failure that passes is got over', async () => {
      await systems.setFaults(system, { failNext: 1, failStatus: 500 });
      expect((await pull(declaration)).run).toMatchObject({ state: 'succeeded', retries: 1 });
    });
  }

  if (hasPages) {
    it('broken off in the middle, it is gone on with where it was', async () => {
      let calls = 0;
      systems.onCall = () => systems.setFaults(system, (calls += 1) === 3 ? { failNext: 2 } : {});
      const { run } = await pull({ ...declaration, attempts: 1 });
      expect(run).toMatchObject({ state: 'failed', pages: 2, seen: 2 * PAGE });
      systems.onCall = () => undefined;
      await systems.setFaults(system, {});
      const next = await pull(declaration);
      expect(next.run).toMatchObject({ state: 'succeeded', unchanged: 0 });
      expect(await stored(declaration.code)).toEqual(systems.figures(system));
    });
  }

  it(
    isNumbered ? 'the same page under every number ends the run' : 'pages that come twice are stored once',
    async () => {
      await systems.setFaults(system, { repeat: true });
      const { run } = await pull(declaration);
      if (isNumbered) {
        expect(run).toMatchObject({ state: 'failed', pages: 1 });
        expect(run.error).toContain('the same page');
        return;
      }
      expect(run).toMatchObject({ state: 'succeeded', stored: systems.figures(system).length });
      expect(run.unchanged).toBe(run.stored);
    },
  );

  it('records that do not fit are kept aside, and all the others stored', async () => {
    await systems.setFaults(system, { badRecords: 4, reorder: true });
    expect((await pull(declaration)).run).toMatchObject({ state: 'succeeded', quarantined: 4 });
    const { items } = await listQuarantined(test.stores.postgres, declaration.code, 1, 10);
    const reasons = new Set(items.map(({ reason }) => reason));
    const expected = [
      'unknown-unit',
      'unknown-period',
      'bad-number',
      ...(system === 'security' ? ['unknown-measure'] : []),
    ];
    expect([...reasons].sort()).toEqual(expected.sort());
    expect(await stored(declaration.code)).toEqual(systems.figures(system));
  });

  if (isFirstOfKind(system)) {
    it.each(['renamed', 'retyped'])('fields that are %s stop the run', async (schema) => {
      await systems.setFaults(system, { schema });
      const { run } = await pull(declaration);
      expect(run.state).toBe('failed');
      expect(run.error).toContain('schema may have changed');
    });
  }

  it('a wrong token is refused, and said', async () => {
    const reader = createReader(declaration, { ...accessOfAll, token: () => 'falsch' }, impatient);
    const { run } = await pullSource(test.stores, declaration, reader, {
      now: systems.now,
      signal: new AbortController().signal,
    });
    expect(run).toMatchObject({ state: 'failed', pages: 0 });
    expect(run.error).not.toContain('falsch');
  });

  it('a figure changed upstream is the only news', async () => {
    await pull(declaration);
    const [measure = '', unit = ''] = systems
      .figures(system)
      .find((told) => / 2023-03 \d/.test(told))!
      .split(' ');
    const value = system === 'lookup' || system === 'pdp' ? '7777' : 7777;
    const { field, name } = placeOf(declaration, { measure, unit, month: '2023-03' });
    const { status, record } = await systems.change(system, { ...name, [field]: value });
    expect([status, record[field]]).toEqual([200, value]);

    const { run, changedFrom } = await pull(declaration);

    expect(run).toMatchObject({ state: 'succeeded', stored: 1 });
    expect(changedFrom).toBe('2023-03');
    const changed = (await stored(declaration.code)).filter((told) => !systems.figures(system).includes(told));
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatch(new RegExp(`^${measure} ${unit} 2023-03 7777`));
  });
});

/** Where a figure stands, and what its record is known by, in the system's own fields and words. */
function placeOf(
  { mapping: { unit, period, values } }: SourceDeclaration,
  figure: { readonly measure: string; readonly unit: string; readonly month: string },
): { field: string; name: Record<string, string> } {
  if (!('codes' in unit)) throw new Error('the system names its units');
  const unitName = Object.entries(unit.codes).find(([, code]) => code === figure.unit)![0];
  const readings = 'readings' in period ? Object.entries(period.readings) : [['', period] as const];
  const [word, { format }] = readings.find(([, { grain }]) => grain === 'month')!;
  const name = {
    [unit.field]: unitName,
    [period.field]: writePeriodAs(parsePeriod(figure.month)!, format),
    ...('grainField' in period && { [period.grainField]: word }),
  };
  if (values.kind === 'wide') {
    return { field: values.fields.find(({ measure }) => measure === figure.measure)!.field, name };
  }
  const named = values.names.find(({ measure }) => measure === figure.measure)!;
  return { field: values.valueField, name: { ...name, [values.measureField]: named.name } };
}
