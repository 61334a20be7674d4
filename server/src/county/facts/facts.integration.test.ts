import type { Fact, FactPage, FactView } from '@dangzhi/metrics/contract';
import { facts } from '@dangzhi/seed';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import type { TestService } from '../../../testing/service.ts';

// The 167 facts of the two articles, as a county without a demo starts with them.
let service: TestService;
beforeAll(async () => {
  service = await startPublishedCounty('2023-02-20T10:00:00+08:00');
});
afterAll(() => service.close());

async function ask(query: string): Promise<FactPage> {
  const { status, body } = await service.get<FactPage>(`/facts?pageSize=500&${query}`);
  expect(status).toBe(200);
  return body;
}
const idsOf = ({ items }: FactPage) => items.map(({ id }) => id);
const expected = (keep: (fact: Fact) => boolean) => facts.filter(keep).map(({ id }) => id);

it('gives all of them as they were loaded, in the order of the articles', async () => {
  const { items, total, counts } = await ask('');
  expect(items).toEqual(facts);
  expect(total).toBe(167);
  expect(counts.article).toEqual([
    { code: 'A', count: 73 },
    { code: 'B', count: 94 },
  ]);
  expect(counts.kind.reduce((sum, { count }) => sum + count, 0)).toBe(167);
  expect(counts.ruled).toBe(expected(({ rulings }) => rulings.length > 0).length);
});

describe('a filter', () => {
  it.each<[query: string, keep: (fact: Fact) => boolean]>([
    ['article=B', ({ article }) => article === 'B'],
    ['kind=database', ({ kind }) => kind === 'database'],
    ['system=irs', ({ systems }) => systems.some(({ code }) => code === 'irs')],
    ['ruling=any', ({ rulings }) => rulings.length > 0],
    ['ruling=G8', ({ rulings }) => rulings.some(({ code }) => code === 'G8')],
    ['use=scored', ({ usedAs }) => usedAs.includes('scored')],
    ['use=target', ({ usedAs }) => usedAs.includes('target')],
    ['use=none', ({ usedAs }) => usedAs.length === 0],
    [
      'article=A&kind=figure&use=watched',
      (one) => one.article === 'A' && one.kind === 'figure' && one.usedAs.includes('watched'),
    ],
  ])('%s keeps what it should', async (query, keep) => {
    const page = await ask(query);
    expect(idsOf(page)).toEqual(expected(keep));
    expect(page.total).toBe(page.items.length);
    expect(page.total).toBeGreaterThan(0);
  });

  it('counts what each other choice would leave, not only its own', async () => {
    const { counts } = await ask('article=A&kind=figure');
    for (const { code, count } of counts.article) {
      expect(count).toBe(expected(({ article, kind }) => article === code && kind === 'figure').length);
    }
    for (const { code, count } of counts.kind) {
      expect(count).toBe(expected(({ article, kind }) => article === 'A' && kind === code).length);
    }
    for (const { code, count } of counts.use) {
      const isUsed = ({ usedAs }: Fact) => (code === 'none' ? usedAs.length === 0 : usedAs.some((use) => use === code));
      expect(count).toBe(expected((one) => one.article === 'A' && one.kind === 'figure' && isUsed(one)).length);
    }
    expect(counts.system.map(({ code }) => code)).toContain('erms');
  });

  it('that nothing fits leaves nothing, and says so in its counts', async () => {
    expect(await ask('q=没有这样的话')).toMatchObject({
      items: [],
      total: 0,
      counts: { article: [], kind: [], system: [], use: [], ruled: 0 },
    });
  });
});

describe('a search', () => {
  it.each([
    ['A025', ['A025']],
    ['a025', ['A025']],
    ['29893', ['A025']],
    // In the quote as misprinted, in the reading as it should be.
    ['新昌调控', ['A042']],
    ['新昌调腔', ['A042']],
    ['oral history', ['A038']],
    // Half-width commas in the article, full-width ones from a Chinese keyboard.
    ['谁提供、谁负责，谁使用', ['B049']],
    ['达到100％', ['B073']],
  ])('for %s finds %j', async (words, ids) => {
    expect(idsOf(await ask(`q=${encodeURIComponent(words)}`))).toEqual(ids);
  });

  it('knows no wildcards, and white space around words is none of theirs', async () => {
    expect(idsOf(await ask('q=_'))).toEqual([]);
    const withPerCent = idsOf(await ask('q=%25'));
    expect(withPerCent).toContain('B034');
    expect(withPerCent).not.toContain('A002');
    expect(idsOf(await ask('q=%20A025%20'))).toEqual(['A025']);
    expect((await ask('q=')).total).toBe(167);
  });
});

it('one fact by its id', async () => {
  const { status, body } = await service.get<FactView>('/facts/A025');
  expect(status).toBe(200);
  const { source, previous, next, ...fact } = body;
  expect(fact).toEqual(facts.find(({ id }) => id === 'A025'));
  expect([previous?.code, next?.code]).toEqual(['A024', 'A026']);
  expect(source).toEqual({ title: '聚焦“六大重点”加快推进新昌档案工作现代化', author: '杨庆文' });
  expect((await service.get<FactView>('/facts/A001')).body.previous).toBeNull();
  expect((await service.get<FactView>('/facts/A073')).body.next?.code).toBe('B001');
  expect((await service.get<FactView>('/facts/B094')).body.next).toBeNull();
});
