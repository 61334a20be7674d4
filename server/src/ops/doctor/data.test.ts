import { ENGINE_VERSION } from '@dangzhi/metrics';
import type { Meta } from '@dangzhi/metrics/contract';
import { describe, expect, it } from 'vitest';
import { dataOfServer, dataOfStores, dataUnknown } from './data.ts';
import type { RunningServer } from './running-server.ts';
import type { StoreAnswer } from './store-answer.ts';
import type { Opened } from './stores.ts';

const filled: StoreAnswer = {
  empty: false,
  applied: 3,
  pending: [],
  mismatch: null,
  county: null,
  audit: null,
  guards: null,
  breaks: null,
  stale: null,
  expected: null,
  damage: [],
};
const audit = {
  entries: 12,
  intact: true,
  firstFault: null,
  damage: null,
  found: { zh: '前后相接。', en: 'They follow one another.' },
};
const clock = { state: 'sound' as const, now: '2026-11-24T10:00:00.000Z', against: '2026-11-23T10:00:00.000Z' };
const county = { standings: ['demo', 'published'], clock, sources: [] };
const none: StoreAnswer = { ...filled, empty: true, applied: 0, pending: ['observation'], damage: null };

/** State and words of the six checks. */
function words(clickhouse: Opened, postgres: Opened, demo = true): string[] {
  return dataOfStores({ clickhouse, postgres }, demo).checks.map(
    ({ name, state, found }) => `${name} ${state}: ${found}`,
  );
}

describe('stores nobody has open', () => {
  it('filled, by this build', () => {
    expect(words({ ...filled, breaks: { items: [], total: 0 } }, { ...filled, county, audit })).toEqual([
      'clickhouse ok: opens and answers, 3 migrations, as this build',
      'postgres ok: opens and answers, 3 migrations, as this build',
      'demo ok: DEMO=on, stored: demo, published',
      'audit ok: 12 lines, each following from the one before',
      'guards ok: no value that counts breaks what its measure declares',
      'integrity ok: every batch, result and file is what was stored',
    ]);
  });

  it('not made yet, or made and empty', () => {
    expect(words(none, { ...none, empty: false })).toEqual([
      'clickhouse ok: opens and answers; the first start makes its files',
      'postgres ok: opens and answers; nothing in it yet',
      'demo ok: DEMO=on, nothing stored yet',
      'audit ok: no line yet',
      'guards ok: nothing stored yet',
      'integrity ok: nothing stored yet',
    ]);
  });

  it('of an older build', () => {
    expect(
      words({ ...filled, pending: ['score'], damage: null }, { ...filled, pending: ['runs'], damage: null }),
    ).toEqual([
      'clickhouse warning: older than this build: the next start applies score',
      'postgres warning: older than this build: the next start applies runs',
      'demo warning: DEMO=on, what is stored is not known',
      'audit warning: what is stored is not known',
      'guards warning: what is stored is not known',
      'integrity warning: what is stored is not known',
    ]);
  });

  it('of a newer build', () => {
    const mismatch = 'migration 4 (plans) was applied but its file is missing; restore it';
    expect(words(filled, { ...filled, applied: 0, mismatch, damage: null })).toEqual([
      'clickhouse ok: opens and answers, 3 migrations, as this build',
      `postgres fault: ${mismatch}`,
      'demo warning: DEMO=on, what is stored is not known',
      'audit warning: what is stored is not known',
      'guards warning: what is stored is not known',
      'integrity warning: what is stored is not known',
    ]);
  });

  it('with values that cannot be true: told, and nothing dropped', () => {
    const part = { unit: 'XC-D29', measure: 'trained', period: '2022', value: '500', guard: 'part' } as const;
    const breaks = { items: [{ ...part, whole: 'staff', wholeValue: '11' }], total: 1 };
    expect(words({ ...filled, breaks }, { ...filled, county, audit })[4]).toBe(
      'guards warning: 1 value counts that cannot be true: XC-D29 trained 2022 is 500 (more than its whole)',
    );
  });

  it('in which what counts is not kept as history says it', () => {
    const kept = { ...filled, breaks: { items: [], total: 0 } };
    const found = (stale: StoreAnswer['stale']) => words({ ...kept, stale }, { ...filled, county, audit })[0];
    expect(found({ years: [], supply: false })).toBe('clickhouse ok: opens and answers, 3 migrations, as this build');
    expect(found({ years: [2021, 2022], supply: false })).toBe(
      'clickhouse warning: what counts is not kept as history says it, of 2021, 2022',
    );
    expect(found({ years: [], supply: true })).toBe('clickhouse warning: what counts is not kept as history says it');
  });

  it('one of them lost', () => {
    expect(words(filled, none)[1]).toBe('postgres warning: nothing in it, beside a store with data');
    expect(words(none, { ...filled, county })[0]).toBe('clickhouse warning: nothing in it, beside a store with data');
  });

  it('one that does not open', () => {
    expect(words({ failure: 'its process ended by SIGILL' }, { ...filled, county })[0]).toBe(
      'clickhouse fault: ClickHouse does not open: its process ended by SIGILL',
    );
    expect(words(filled, { failure: 'it is damaged' })).toMatchObject([
      expect.stringContaining('ok'),
      'postgres fault: PostgreSQL does not open: it is damaged',
      'demo warning: DEMO=on, what is stored is not known',
      'audit warning: what is stored is not known',
      'guards warning: what is stored is not known',
      'integrity warning: what is stored is not known',
    ]);
  });

  it('a demo’s, asked for without one, and the other way round', () => {
    expect(words(filled, { ...filled, county }, false)[2]).toBe('demo fault: DEMO=off, stored: demo, published');
    const own = { ...county, standings: ['reported'] };
    expect(words(filled, { ...filled, county: own }, true)[2]).toBe('demo fault: DEMO=on, stored: reported');
    expect(words(filled, { ...filled, county: own }, false)[2]).toBe('demo ok: DEMO=off, stored: reported');
  });

  it('damaged, of which each is told with its mend in both languages', () => {
    const damage: StoreAnswer['damage'] = [
      {
        of: 'batches',
        state: 'damaged',
        found: { zh: '缺少数据。', en: 'Rows are lacking.' },
        mend: { zh: '启动服务。', en: 'Start the server.' },
      },
      { of: 'parts', state: 'note', found: { zh: '已移出。', en: 'Put aside.' }, mend: null },
    ];
    const { checks } = dataOfStores(
      { clickhouse: { ...filled, damage }, postgres: { ...filled, county, audit } },
      true,
    );
    expect(checks.slice(5)).toEqual([
      {
        name: 'integrity',
        state: 'fault',
        found: 'Rows are lacking. 缺少数据。',
        mend: 'Start the server. 启动服务。',
      },
      { name: 'integrity', state: 'warning', found: 'Put aside. 已移出。', mend: 'Nothing is to be done.' },
    ]);
  });

  it('an audit trail that somebody changed', () => {
    const changed = {
      entries: 12,
      intact: false,
      firstFault: 5,
      damage: 'rewritten' as const,
      found: { zh: '缺第 5 条，其后为第 6 条。', en: 'Line 5 is missing; the next one is 6.' },
    };
    expect(words(filled, { ...filled, county, audit: changed })[3]).toBe(
      'audit fault: Line 5 is missing; the next one is 6.',
    );
    expect(words(filled, { ...filled, county, audit: { ...audit, entries: 0 } })[3]).toBe('audit ok: no line yet');
  });

  it('reach only systems that do not come with the server', () => {
    const source = { code: 'erms', name: 'Records platform', address: 'http://127.0.0.1:1', simulated: true };
    const real = { ...source, code: 'irs', simulated: false };
    const { upstreams, clock: found } = dataOfStores(
      { clickhouse: filled, postgres: { ...filled, county: { ...county, sources: [source, real] } } },
      true,
    );
    expect([upstreams.map(({ code }) => code), found]).toEqual([['irs'], clock]);
  });
});

describe('the running server', () => {
  const meta = { demo: true, engineVersion: ENGINE_VERSION } as Meta;
  const ready: RunningServer['ready'] = { clickhouse: 'ok', postgres: 'ok', data: 'whole', damaged: [] };
  const integrity = { checkedAt: '2026-11-23T10:00:00.000Z', isChecking: false, findings: [] };
  const breaks = { items: [], total: 0 };
  const sound: RunningServer = { ready, meta, sources: null, audit, breaks, integrity, clock: null, refuses: false };
  const states = (server: Partial<RunningServer>, demo = true) =>
    dataOfServer({ ...sound, ...server }, demo).checks.map(({ state }) => state);

  it('has them', () => {
    expect(states({})).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
  });
  it('has lost one', () => {
    const { checks } = dataOfServer({ ...sound, ready: { ...ready, clickhouse: 'down' } }, true);
    expect(checks[0]).toMatchObject({ state: 'fault', found: 'does not answer the running server' });
  });
  it('is of another build', () => {
    const older = { ...meta, engineVersion: ENGINE_VERSION - 1 };
    expect(states({ meta: older })).toEqual(['warning', 'warning', 'ok', 'ok', 'ok', 'ok']);
  });
  it('has another DEMO, or nothing scored', () => {
    expect(states({}, false)).toEqual(['ok', 'ok', 'warning', 'ok', 'ok', 'ok']);
    expect(states({ meta: null })).toEqual(['ok', 'ok', 'warning', 'ok', 'ok', 'ok']);
  });
  it('has a trail that somebody changed, or does not say', () => {
    expect(states({ audit: { ...audit, intact: false, firstFault: 1 } })[3]).toBe('fault');
    expect(states({ audit: null })[3]).toBe('warning');
    expect(states({ breaks: null })[4]).toBe('warning');
    expect(states({ integrity: null })[5]).toBe('warning');
    expect(states({ integrity: { ...integrity, checkedAt: null } })[5]).toBe('warning');
  });
  it('does not take the token: that is said, and not that it has nothing', () => {
    const { checks } = dataOfServer({ ...sound, meta: null, audit: null, breaks: null, refuses: true }, true);
    expect(checks.slice(2).map(({ name, state, found }) => [name, state, found])).toEqual(
      ['demo', 'audit', 'guards', 'integrity'].map((name) => [
        name,
        'warning',
        'the running server does not take the operator.token of this DATA_DIR',
      ]),
    );
  });
});

it('what could not be asked says so, and is no fault of its own', () => {
  expect(dataUnknown('lock').checks.map(({ name, state, mend }) => [name, state, mend])).toEqual([
    ['clickhouse', 'warning', 'Mend "lock" first.'],
    ['postgres', 'warning', 'Mend "lock" first.'],
    ['demo', 'warning', 'Mend "lock" first.'],
    ['audit', 'warning', 'Mend "lock" first.'],
    ['guards', 'warning', 'Mend "lock" first.'],
    ['integrity', 'warning', 'Mend "lock" first.'],
  ]);
});
