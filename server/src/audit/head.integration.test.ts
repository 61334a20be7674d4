import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Postgres } from '../stores/index.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { isHeadUnreadable, keepHead, readHead, readHeads, startKeepingHead } from './head.ts';
import { append, empty, meddle, plainEvents } from '../../testing/trail.ts';
import { verifyTrail, type Head } from './verify.ts';
import { PATIENCE_MS } from '../../testing/patience.ts';

let test: TestStores;
let postgres: Postgres;
let dataDir: string;
beforeAll(async () => {
  test = await openTestStores();
  ({ postgres } = test.stores);
});
afterAll(() => test.drop());
beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-head-'));
  await empty(postgres);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const verify = () => verifyTrail(postgres, readHead(dataDir));
const withEarlier = (): [Head | null, Head[]] => {
  const [head = null, ...earlier] = readHeads(dataDir);
  return [head, earlier];
};
const cutOff = (from: number) => meddle(postgres, `DELETE FROM audit_entry WHERE sequence >= ${from}`);

describe('the head of the trail, kept beside the database', () => {
  it('is the last line, once there is one, and only its owner reads it', async () => {
    await keepHead(dataDir, postgres);
    expect([readHead(dataDir), readdirSync(dataDir)]).toEqual([null, []]);
    await append(postgres, plainEvents(2));
    await keepHead(dataDir, postgres);
    expect(readHead(dataDir)).toMatchObject({ sequence: 2 });
    expect(readdirSync(dataDir)).toEqual(['audit.head']);
    expect(statSync(path.join(dataDir, 'audit.head')).mode & 0o077).toBe(0);
    await append(postgres, plainEvents(1));
    expect((await verify()).found.en).toMatch(/^Lines 1 to 3 follow one another, and line 2 is the one that was there/);
  });

  it('shows an end that is cut off, also after new lines took its place', async () => {
    await append(postgres, plainEvents(4));
    await keepHead(dataDir, postgres);
    const before = readHead(dataDir);
    await cutOff(3);
    expect(await verifyTrail(postgres)).toMatchObject({ intact: true });
    expect(await verify()).toEqual({
      entries: 2,
      intact: false,
      firstFault: 3,
      damage: 'cut-off',
      found: {
        zh: '审计记录止于第 2 条，但此前已有第 4 条：末尾被截断，其后的内容已丢失。',
        en: 'The trail ends at line 2, but line 4 was there before: its end is cut off, and what followed is gone.',
      },
    });
    await keepHead(dataDir, postgres);
    await append(postgres, [{ action: 'a.b', target: '' }, ...plainEvents(2)]);
    await keepHead(dataDir, postgres);
    expect(await verify()).toMatchObject({
      intact: false,
      firstFault: 4,
      damage: 'rewritten',
      found: expect.objectContaining({
        en: 'Line 4 had another hash before: it, or one before it, was written anew.',
      }) as unknown,
    });
    expect(readHead(dataDir)).toEqual(before);
  });

  it('shows by the heads before it that what is left of a trail that was cut off is as it was', async () => {
    for (let line = 1; line <= 40; line += 1) {
      await append(postgres, plainEvents(1));
      await keepHead(dataDir, postgres);
    }
    expect(readHeads(dataDir).length).toBeLessThan(15);
    await cutOff(30);
    const { found } = await verifyTrail(postgres, ...withEarlier());
    const [, same] = /^The trail ends at line 29, .* Lines 1 to (\d+) are those that were there before\.$/.exec(
      found.en,
    )!;
    expect(Number(same)).toBeGreaterThan(9);
    // A line before the cut that was written anew, with every hash after it.
    await meddle(postgres, 'DELETE FROM audit_entry');
    await append(postgres, [{ action: 'a.b', target: '' }, ...plainEvents(28)]);
    expect(await verifyTrail(postgres, ...withEarlier())).toMatchObject({ damage: 'rewritten' });
  });

  it('is none where it cannot be read', () => {
    for (const text of ['', 'x', '{}', '{"sequence":0,"hash":""}']) {
      writeFileSync(path.join(dataDir, 'audit.head'), text);
      expect([readHead(dataDir), isHeadUnreadable(dataDir)], text).toEqual([null, true]);
    }
  });

  it('is kept as long as the program runs, and once more at its end', async () => {
    await append(postgres, plainEvents(1));
    const stop = startKeepingHead(dataDir, postgres);
    await vi.waitFor(() => expect(readHead(dataDir)).toMatchObject({ sequence: 1 }), { timeout: PATIENCE_MS });
    await append(postgres, plainEvents(1));
    await stop();
    expect(readHead(dataDir)).toMatchObject({ sequence: 2 });
  });

  it('is left where the disk fails, and the program goes on', async () => {
    await append(postgres, plainEvents(1));
    const stop = startKeepingHead(path.join(dataDir, 'none'), postgres);
    await stop();
    expect(readHead(dataDir)).toBeNull();
  });
});
