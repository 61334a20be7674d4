import { text } from 'node:stream/consumers';
import type { AuditEntry } from '@dangzhi/metrics/contract';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

const ENTRY: AuditEntry = {
  ...{ sequence: 1, at: '2026-11-28T08:00:00.000Z', actor: 'a', actorName: '甲', address: '', agent: '' },
  ...{ action: 'x.y', outcome: 'refused', target: '', before: null, after: null, reason: '', hash: 'h' },
};

async function* pages(...given: (AuditEntry[] | 'fail')[]): AsyncGenerator<AuditEntry[]> {
  for (const page of given) {
    if (page === 'fail') throw new Error('the store is gone');
    yield page;
  }
}

it('has its titles once, and where there is no line too', async () => {
  expect(await text(await csvOf(pages()))).toMatch(/^(\ufeff)?序号,.*,校验值\r\n$/);
  const lines = (await text(await csvOf(pages([ENTRY], [{ ...ENTRY, sequence: 2 }])))).split('\r\n');
  expect(lines.slice(1)).toEqual([
    '1,2026-11-28T08:00:00.000Z,a,甲,,,x.y,已拒绝,,,,,h',
    '2,2026-11-28T08:00:00.000Z,a,甲,,,x.y,已拒绝,,,,,h',
    '',
  ]);
});

it('is no file where the first page fails, and a broken one where a later does', async () => {
  await expect(csvOf(pages('fail'))).rejects.toThrow('the store is gone');
  await expect(text(await csvOf(pages([ENTRY], 'fail')))).rejects.toThrow('the store is gone');
});
