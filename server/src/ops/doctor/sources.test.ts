import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { findFreePort } from '../../../testing/served/server-process.ts';
import { checkSources } from './sources.ts';

it('says which system opens no connection, by name and not by address', async () => {
  const system = createServer().listen(0, '127.0.0.1');
  await once(system, 'listening');
  const { port } = system.address() as AddressInfo;
  const there = { code: 'erms', name: 'Records platform', address: `http://127.0.0.1:${port}/api` };
  const gone = { code: 'irs', name: 'Resource system', address: `http://secret@127.0.0.1:${await findFreePort()}` };

  expect(await checkSources([])).toMatchObject({ state: 'ok', found: 'none to reach' });
  expect(await checkSources([there])).toMatchObject({ state: 'ok', found: '1 of 1 answer' });
  expect(await checkSources([there, gone])).toMatchObject({
    state: 'warning',
    found: 'no connection to Resource system (irs)',
  });
  expect(await checkSources([{ ...gone, address: 'no address' }])).toMatchObject({ state: 'warning' });
  system.close();
});
