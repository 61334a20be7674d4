import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Postgres } from '../stores/index.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { ADMIN, append, at, empty, meddle, plainEvents } from '../../testing/trail.ts';
import { hashOf, NO_HASH, record, recordAlone, type AuditEvent } from './trail.ts';
import { verifyTrail } from './verify.ts';

let test: TestStores;
let postgres: Postgres;
beforeAll(async () => {
  test = await openTestStores();
  ({ postgres } = test.stores);
});
afterAll(() => test.drop());
beforeEach(() => empty(postgres));

async function readRows() {
  const rows = await postgres.db.selectFrom('audit_entry').selectAll().orderBy('sequence').execute();
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
}

describe('adding', () => {
  it('waits for the disk, also on a server that is set not to', async () => {
    const wait = await postgres.db.transaction().execute(async (transaction) => {
      await sql`SET LOCAL synchronous_commit = off`.execute(transaction);
      await record(transaction, ADMIN, at(0), { action: 'account.make', target: '' });
      return (await sql<{ synchronous_commit: string }>`SHOW synchronous_commit`.execute(transaction)).rows;
    });
    expect(wait).toEqual([{ synchronous_commit: 'local' }]);
  });

  it('chains each line to the one before', async () => {
    expect(await verifyTrail(postgres)).toEqual({
      entries: 0,
      intact: true,
      firstFault: null,
      damage: null,
      found: { zh: '尚无记录。', en: 'There is no line yet.' },
    });
    await append(postgres, [
      { action: 'account.make', target: 'account:a2', after: { name: '乙' }, reason: '新到任' },
      { action: 'session.start', target: '', outcome: 'refused' },
    ]);
    const [first, second] = await readRows();
    expect(first).toMatchObject({ sequence: 1, actor: 'a1', at: at(0), outcome: 'done', target: 'account:a2' });
    expect(JSON.parse(first!.line)).toEqual({
      sequence: 1,
      at: '2026-11-28T08:00:00.250Z',
      actor: 'a1',
      actorName: '管理员甲',
      address: '10.0.0.7',
      agent: 'Firefox',
      action: 'account.make',
      outcome: 'done',
      target: 'account:a2',
      before: null,
      after: { name: '乙' },
      reason: '新到任',
    });
    expect(first!.hash).toBe(hashOf(NO_HASH, first!.line));
    expect(second!.hash).toBe(hashOf(first!.hash, second!.line));
    expect(await verifyTrail(postgres)).toEqual({
      entries: 2,
      intact: true,
      firstFault: null,
      damage: null,
      found: {
        zh: `第 1 至 2 条前后相接；末条校验值为 ${second!.hash}。`,
        en: `Lines 1 to 2 follow one another; the last hash is ${second!.hash}.`,
      },
    });
  });

  it('by twenty at once makes one chain without a gap', async () => {
    await Promise.all(plainEvents(20).map((event) => recordAlone(postgres, ADMIN, at(0), event)));
    expect((await readRows()).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await verifyTrail(postgres)).toMatchObject({ entries: 20, intact: true });
  });

  it('leaves nothing of a transaction that is rolled back, and no gap', async () => {
    await append(postgres, plainEvents(1));
    const failed = postgres.db.transaction().execute(async (transaction) => {
      await record(transaction, ADMIN, at(1), { action: 'account.change', target: 'account:x' });
      throw new Error('not kept');
    });
    await expect(failed).rejects.toThrow('not kept');
    await append(postgres, plainEvents(1));
    expect((await readRows()).map(({ sequence, target }) => [sequence, target])).toEqual([
      [1, 'account:1'],
      [2, 'account:1'],
    ]);
    expect(await verifyTrail(postgres)).toMatchObject({ entries: 2, intact: true });
  });

  it('keeps two lines of one transaction', async () => {
    await postgres.db.transaction().execute(async (transaction) => {
      for (const event of plainEvents(2)) await record(transaction, ADMIN, at(0), event);
    });
    expect(await verifyTrail(postgres)).toMatchObject({ entries: 2, intact: true });
  });

  const awkward = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '"',
      '\\',
      '\r\n',
      '档案局，“红头”',
      '\u0000',
      '\ud800',
      'a\udc00b',
      '\u2028',
      '{"a":1}',
      "'; --",
      '',
    ),
  );
  const event: fc.Arbitrary<AuditEvent> = fc.record(
    {
      action: awkward,
      target: awkward,
      outcome: fc.constantFrom('done', 'refused'),
      before: fc.oneof(fc.jsonValue(), awkward),
      after: fc.dictionary(awkward, fc.oneof(fc.jsonValue(), awkward), { maxKeys: 4 }),
      reason: awkward,
    },
    { requiredKeys: ['action', 'target'] },
  );
  const actor = fc.record({ id: awkward, name: awkward, address: awkward, agent: awkward });

  it('whatever is said, it is kept as it was hashed', async () => {
    await fc.assert(
      fc.asyncProperty(actor, fc.array(event, { minLength: 1, maxLength: 6 }), async (somebody, events) => {
        await empty(postgres);
        await append(postgres, events, somebody);
        expect(await verifyTrail(postgres)).toMatchObject({ entries: events.length, intact: true });
      }),
      { numRuns: 40 },
    );
  });
});

describe('the database refuses', () => {
  it.each(["UPDATE audit_entry SET actor = 'x'", 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    '%s',
    async (statement) => {
      await append(postgres, plainEvents(2));
      await expect(sql.raw(statement).execute(postgres.db)).rejects.toThrow('the audit trail is only added to');
      expect(await verifyTrail(postgres)).toMatchObject({ entries: 2, intact: true });
    },
  );
});

describe('a line that somebody changed is found', () => {
  const swap = [
    'UPDATE audit_entry SET sequence = 99 WHERE sequence = 2',
    'UPDATE audit_entry SET sequence = 2 WHERE sequence = 3',
    'UPDATE audit_entry SET sequence = 3 WHERE sequence = 99',
  ];
  const beside = (name: string) => `The column "${name}" beside line 3 does not say the same as the line.`;
  const unchained = (sequence: number) =>
    `The hash of line ${sequence} does not follow from the line and the hash before it.`;

  it.each<[title: string, statements: string[], firstFault: number, found: string]>([
    ['its text', ["UPDATE audit_entry SET line = replace(line, '3', '4') WHERE sequence = 3"], 3, unchained(3)],
    ['a space in it', ["UPDATE audit_entry SET line = line || ' ' WHERE sequence = 3"], 3, unchained(3)],
    ['its hash', [`UPDATE audit_entry SET hash = '${'0'.repeat(64)}' WHERE sequence = 3`], 3, unchained(3)],
    ['it and the next, swapped', swap, 2, unchained(2)],
    ['actor', ["UPDATE audit_entry SET actor = 'a2' WHERE sequence = 3"], 3, beside('actor')],
    ['action', ["UPDATE audit_entry SET action = 'a' WHERE sequence = 3"], 3, beside('action')],
    ['outcome', ["UPDATE audit_entry SET outcome = 'refused' WHERE sequence = 3"], 3, beside('outcome')],
    ['target', ["UPDATE audit_entry SET target = '' WHERE sequence = 3"], 3, beside('target')],
    ['at', ["UPDATE audit_entry SET at = at - interval '1 day' WHERE sequence = 3"], 3, beside('at')],
    ['at, a little', ["UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE sequence = 3"], 3, beside('at')],
    ['at, for ever', ["UPDATE audit_entry SET at = 'infinity' WHERE sequence = 3"], 3, beside('at')],
    ['gone', ['DELETE FROM audit_entry WHERE sequence = 3'], 3, 'Line 3 is missing; the next one is 4.'],
    ['gone, the first', ['DELETE FROM audit_entry WHERE sequence = 1'], 1, 'Line 1 is missing; the next one is 2.'],
    [
      'added before the first',
      ['INSERT INTO audit_entry SELECT 0, at, actor, action, outcome, target, line, hash FROM audit_entry LIMIT 1'],
      0,
      'Line 0 stands before the first.',
    ],
  ])('%s', async (_title, statements, firstFault, found) => {
    await append(postgres, plainEvents(5));
    await meddle(postgres, ...statements);
    expect(await verifyTrail(postgres)).toEqual({
      entries: (await readRows()).length,
      intact: false,
      firstFault,
      damage: 'rewritten',
      found: { zh: expect.stringMatching(/第 \d+ 条.*。$/) as unknown, en: found },
    });
  });

  it('with a hash that fits what is no line', async () => {
    await append(postgres, plainEvents(1));
    await meddle(postgres, `UPDATE audit_entry SET line = 'x', hash = '${hashOf(NO_HASH, 'x')}'`);
    expect(await verifyTrail(postgres)).toMatchObject({ firstFault: 1, found: { en: 'Line 1 cannot be read.' } });
  });

  it('beyond the first page of lines', async () => {
    await append(postgres, plainEvents(510));
    expect(await verifyTrail(postgres)).toMatchObject({ entries: 510, intact: true });
    await meddle(postgres, 'DELETE FROM audit_entry WHERE sequence = 501');
    expect(await verifyTrail(postgres)).toMatchObject({ entries: 509, intact: false, firstFault: 501 });
  });
});
