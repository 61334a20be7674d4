import type { CountyRecord, RecordPage } from '@dangzhi/metrics/contract';
import { recordsOf } from '@dangzhi/seed';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import type { TestService } from '../../../testing/service.ts';

// What the articles say of honours, projects, works and targets, in a county without a demo.
const published = recordsOf(false);
let service: TestService;
beforeAll(async () => {
  service = await startPublishedCounty('2023-02-20T10:00:00+08:00');
});
afterAll(() => service.close());

async function ask(query: string): Promise<RecordPage> {
  const { status, body } = await service.get<RecordPage>(`/records?pageSize=500&${query}`);
  expect(status).toBe(200);
  return body;
}
const codesOf = ({ items }: RecordPage) => items.map(({ code }) => code);

it('gives all of them as they were loaded, without a milestone', async () => {
  const { items, total } = await ask('');
  expect(items).toEqual(published);
  expect(total).toBe(published.length);
});

it.each<[query: string, keep: (record: CountyRecord) => boolean]>([
  ['kind=publication', ({ kind }) => kind === 'publication'],
  ['status=planned', ({ status }) => status === 'planned'],
  ['article=A&kind=database', ({ kind, sources }) => kind === 'database' && sources[0]?.article === 'A'],
  [`q=${encodeURIComponent('梁柏台')}`, ({ code }) => ['TGT-10', 'PRJ-03', 'PUB-01', 'PUB-02'].includes(code)],
  ['q=hon-01', ({ code }) => code === 'HON-01'],
])('%s keeps what it should', async (query, keep) => {
  expect(codesOf(await ask(query))).toEqual(published.filter(keep).map(({ code }) => code));
});

it('counts by kind and status what each other choice would leave', async () => {
  const { counts } = await ask('kind=database&status=done');
  for (const { code, count } of counts.kind) {
    expect(count).toBe(published.filter(({ kind, status }) => kind === code && status === 'done').length);
  }
  for (const { code, count } of counts.status) {
    expect(count).toBe(published.filter(({ kind, status }) => kind === 'database' && status === code).length);
  }
});

it('one record by its code', async () => {
  const { status, body } = await service.get<CountyRecord>('/records/TGT-01');
  expect(status).toBe(200);
  expect(body).toEqual(published.find(({ code }) => code === 'TGT-01'));
});
