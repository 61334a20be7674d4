import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedSources } from '@dangzhi/seed';
import { refuse } from '../../base/errors.ts';
import { createLiveEvents } from '../../base/live-events.ts';
import { createWriteGate } from '../../base/write-gate.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { createPuller } from './puller.ts';
import { declareSources, listLastRuns } from './queries.ts';
import { startSystems, accessOfAll, type TestSystems } from '../../../testing/systems.ts';

let test: TestStores;
let systems: TestSystems;
beforeAll(async () => {
  test = await openTestStores();
  systems = await startSystems((unit) => unit === 'XC-D29');
});
afterAll(async () => {
  await systems.close();
  await test.drop();
});

const pullerWithoutScores = (gate = createWriteGate()) =>
  createPuller({
    gate,
    stores: test.stores,
    scorer: { request: async () => undefined, catchUp: async () => undefined },
    events: createLiveEvents(),
    now: systems.now,
    access: accessOfAll,
    onFailure: () => undefined,
  });

it('many sources are pulled a few side by side, none of them scored, and one that fails keeps none back', async () => {
  const failures: string[] = [];
  const asked: (string | null)[] = [];
  const puller = createPuller({
    stores: test.stores,
    scorer: { request: async (from) => void asked.push(from), catchUp: async () => void asked.push(null) },
    events: createLiveEvents(),
    now: systems.now,
    access: accessOfAll,
    onFailure: (message) => void failures.push(message),
  });
  const sources = simulatedSources(systems.address).map((source) => ({ ...source, attempts: 1 }));
  await declareSources(test.stores.postgres, sources);
  await systems.setFaults('irs', { failNext: 1000 });
  let most = 0;
  let underWay = 0;
  // The first calls wait for the third, so that a slow machine shows as many side by side as a fast one.
  let threeAreUnderWay = (): void => undefined;
  const three = new Promise<void>((resolve) => (threeAreUnderWay = resolve));
  systems.onCall = async () => {
    most = Math.max(most, (underWay += 1));
    if (underWay === 3) threeAreUnderWay();
    await three;
    // Time for a fourth, if one were begun.
    await new Promise((resolve) => setTimeout(resolve, 20));
    underWay -= 1;
  };
  const begun: string[] = [];

  await puller.pullAll(sources, ({ code }) => void begun.push(code));

  expect(begun).toEqual(sources.map(({ code }) => code));
  expect(most).toBe(3);
  expect(asked).toEqual([]);
  expect(failures).toEqual([expect.stringContaining('source irs:')]);
  const runs = await listLastRuns(test.stores.postgres);
  expect(runs.filter(({ state }) => state !== 'succeeded').map(({ source }) => source)).toEqual(['irs']);
  expect(runs).toHaveLength(8);
  await puller.stop();
});

it('what the one who is told throws ends the whole; the runs under way are waited for', async () => {
  const sources = simulatedSources(systems.address);
  const puller = pullerWithoutScores();
  const begun: string[] = [];
  const stopAtFourth = ({ code }: { code: string }): void => {
    begun.push(code);
    if (begun.length === 4) throw new Error('enough');
  };
  await expect(puller.pullAll(sources, stopAtFourth)).rejects.toThrow('enough');
  await puller.stop();
  expect(begun.length).toBeLessThan(sources.length);
  const open = (await listLastRuns(test.stores.postgres)).filter(({ state }) => state === 'running');
  expect(open).toEqual([]);
});

it('the breaker of a source outlives its runs, and a changed declaration begins with a closed one', async () => {
  const puller = pullerWithoutScores();
  const irs = simulatedSources(systems.address)
    .filter(({ code }) => code === 'irs')
    .map((source) => ({ ...source, attempts: 1 }));
  await declareSources(test.stores.postgres, irs);
  await systems.setFaults('irs', { failNext: 1000 });
  for (const declaration of irs) {
    await puller.pull(declaration);
    expect(puller.breaker(declaration)).toBe('closed');
    await puller.pull(declaration);
    expect(puller.breaker(declaration)).toBe('open');
    expect(puller.breaker({ ...declaration, attempts: 2 })).toBe('closed');
  }
  await puller.stop();
});

it('where nothing may be stored none is begun, and one under way ends before its next page and goes on there', async () => {
  await systems.setFaults('irs', {});
  const declarations = simulatedSources(systems.address).filter(({ code }) => code === 'irs');
  const paged = declarations.map((one) => ({
    ...one,
    code: 'paged',
    ...(one.paging.kind !== 'none' && { paging: { ...one.paging, size: 10 } }),
  }));
  await declareSources(test.stores.postgres, paged);
  const gate = createWriteGate();
  let mayStore = 0;
  gate.add(() => (mayStore-- > 0 ? null : refuse('disk.full', { place: 'DATA_DIR', freeMib: 1, neededMib: 2 })));
  const puller = pullerWithoutScores(gate);
  for (const declaration of paged) {
    await expect(puller.pull(declaration)).rejects.toMatchObject({ code: 'disk.full' });
    expect((await listLastRuns(test.stores.postgres)).find(({ source }) => source === 'paged')).toBeUndefined();
    // For the run itself and its first page.
    mayStore = 2;
    const cut = await puller.pull(declaration);
    expect(cut).toMatchObject({
      state: 'failed',
      pages: 1,
      error: expect.stringContaining('are to stay free') as string,
    });
    mayStore = Infinity;
    const whole = await puller.pull(declaration);
    expect(whole).toMatchObject({ state: 'succeeded', error: null });
    expect(whole.seen).toBeGreaterThan(0);
  }
  await puller.stop();
});
