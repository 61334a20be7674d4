import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../testing/service.ts';

// Data directories that earlier versions left, each with what its version answered from it.
const FOLDER = path.resolve(import.meta.dirname, '../testing/data-directories');

interface Expected {
  /** The clock under which it was asked. */
  readonly askedAt: string;
  readonly login: string;
  readonly password: string;
  readonly trailHead: { readonly sequence: number; readonly hash: string };
  /** Bodies by path below `/api/v1`; all were 200. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Paths whose answers come from a scoring. */
const IS_SCORED = /^\/(rankings|units\/|explanations|derivations)/;

describe.each(readdirSync(FOLDER))('the data directory of %s', (name) => {
  const expected = JSON.parse(readFileSync(path.join(FOLDER, name, 'expected.json'), 'utf8')) as Expected;
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-earlier-'));
  let service: TestService;
  beforeAll(async () => {
    const dataDir = unpack(path.join(FOLDER, name, 'data.tar.br'), path.join(scratch, 'data'));
    service = await startTestService(expected.askedAt, {}, { dataDir, database: '' });
  });
  afterAll(async () => {
    await service.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const ask = async (asked: string): Promise<unknown> => {
    service.setNow(expected.askedAt);
    const { status, body } = await service.get<unknown>(asked);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };

  it('is one of a version that had scored', () => {
    expect(Object.keys(expected.answers).filter((asked) => IS_SCORED.test(asked)).length).toBeGreaterThan(20);
  });

  // What was answered then is answered now; a later version may say more beside it.
  it.each(Object.keys(expected.answers))('GET %s answers as it did', async (asked) => {
    expect({ body: knownThen(await ask(asked)) }).toMatchObject({ body: saidSince(expected.answers[asked]) });
  });

  it('has the same figures when every month is scored anew', async () => {
    service.setNow(expected.askedAt);
    const { postgres } = service.test.stores;
    await postgres.db.deleteFrom('live_run').execute();
    const { changed } = await service.runtime.scorer.request(null);
    expect(changed.length).toBeGreaterThan(0);
    for (const [asked, answer] of Object.entries(expected.answers))
      if (IS_SCORED.test(asked))
        expect({ asked, body: withoutRuns(knownThen(await ask(asked))) }).toMatchObject({
          asked,
          body: withoutRuns(saidSince(answer)),
        });
  });

  it('lets its person in, and its trail goes on from where it ended', async () => {
    const { login, password, trailHead } = expected;
    const signedIn = await service.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'http://localhost' },
      payload: { login, password },
    });
    expect(signedIn.statusCode, signedIn.body).toBe(200);
    expect(await ask('/audit/verification')).toMatchObject({ intact: true, entries: trailHead.sequence + 1 });
    const { items } = (await ask('/audit')) as { items: { sequence: number; hash: string }[] };
    expect(items).toContainEqual(expect.objectContaining(trailHead));
  });
});

/** @returns the folder, closed stores in it */
function unpack(archive: string, folder: string): string {
  mkdirSync(folder);
  execFileSync('tar', ['x', '-C', folder], { input: brotliDecompressSync(readFileSync(archive)) });
  // Of the archive's own entry it has the mode under which it was packed.
  chmodSync(folder, 0o700);
  return folder;
}

/**
 * What was answered then, without what no version says any more (how a leaf scores is said by its derivation, 0029; nobody
 * is locked out, 0039), and without the engine's version: a later one may make other figures of others (0032), and has to make the same of these.
 */
const saidSince = (answer: unknown): unknown => without(answer, (key) => NOT_SAID.has(key));
const NOT_SAID: ReadonlySet<string> = new Set(['segment', 'lockedUntil', 'engineVersion']);

/** What is answered now, without steps of a kind that lists of steps had not yet: the grade (0029). */
const knownThen = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    key === 'steps' && Array.isArray(value) ? value.filter((step: { kind?: unknown }) => step.kind !== 'grade') : value,
  );

/** The same answer without the numbers of runs: a month that is scored anew has another. */
const withoutRuns = (answer: unknown): unknown => without(answer, (key) => key === 'run');

const without = (answer: unknown, isLeftOut: (key: string) => boolean): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (isLeftOut(key) ? undefined : value)));
