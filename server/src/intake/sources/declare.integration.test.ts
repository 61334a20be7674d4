import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { simulatedSources } from '@dangzhi/seed';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { declareSources, findPosition } from './queries.ts';

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());

const POSITION = { cursor: 'somewhere', since: '2023-01-05T09:12:33+08:00' };

/** Declares a source, lets it be read up to {@link POSITION}, and declares it again with changes. */
async function declareAgain(code: string, changes: Partial<SourceDeclaration>) {
  const declaration: SourceDeclaration = { ...simulatedSources('http://127.0.0.1:4100')[0]!, code };
  await declareSources(test.stores.postgres, [declaration]);
  await test.stores.postgres.db.updateTable('source').set(POSITION).where('code', '=', code).execute();
  await declareSources(test.stores.postgres, [{ ...declaration, ...changes }]);
  return findPosition(test.stores.postgres, code);
}

it('a source declared again keeps its place, wherever it moved to', async () => {
  expect(await declareAgain('same', {})).toEqual(POSITION);
  expect(await declareAgain('moved', { address: 'http://127.0.0.1:4200', attempts: 1 })).toEqual(POSITION);
});

it('a list declared otherwise is read from its beginning: older records have what nobody wanted then', async () => {
  const nowhere = { cursor: null, since: null };
  const { mapping, paging } = simulatedSources('http://127.0.0.1:4100')[0]!;
  expect(await declareAgain('mapped', { mapping: { ...mapping, absent: { 无: 'no-cases' } } })).toEqual(nowhere);
  if (paging.kind === 'none') throw new Error('the platform gives pages');
  expect(await declareAgain('paged', { paging: { ...paging, size: 7 } })).toEqual(nowhere);
});

it('a bad declaration is refused with every fault, and nothing of it is kept', async () => {
  const refused = declareAgain('worse', { address: 'nowhere', schedule: 'whenever' });
  await expect(refused).rejects.toThrow(/The source worse cannot be declared: \/address: .*; \/schedule: /);
  expect(await findPosition(test.stores.postgres, 'worse')).toEqual(POSITION);
});
