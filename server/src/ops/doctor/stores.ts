import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import { isStale } from '../../observations/kept-copies.ts';
import { parseConfig } from '../../base/config.ts';
import { findHalfMutations } from '../../stores/half-mutations.ts';
import { few, fault, ok, warning, type Check } from './check.ts';
import { StoreAnswerSchema, STORES, type StoreAnswer, type StoreKey } from './store-answer.ts';

/** What a store answered, or why it did not. */
export type Opened = StoreAnswer | { readonly failure: string } | { readonly halves: readonly string[] };
export type OpenedStores = Readonly<Record<StoreKey, Opened>>;

const NAMES = { clickhouse: 'ClickHouse', postgres: 'PostgreSQL' } as const;
const SETTINGS = { clickhouse: 'CLICKHOUSE_URL', postgres: 'DATABASE_URL' } as const;
const OPENER = fileURLToPath(new URL('./open-store.ts', import.meta.url));
const PATIENCE_MS = 120_000;

/** Opens both stores as a start would, one after the other: each takes the data directory's lock. */
export async function openBoth(env: Readonly<Record<string, string | undefined>>): Promise<OpenedStores> {
  const postgres = await open('postgres', env);
  const { dataDir, clickhouseUrl } = parseConfig(env);
  const halves = clickhouseUrl === undefined ? findHalfMutations(path.join(dataDir, 'clickhouse')) : [];
  // It would not open with them, and the start removes them.
  if (halves.length > 0) return { clickhouse: { halves }, postgres };
  if (!('guards' in postgres)) return { clickhouse: await open('clickhouse', env), postgres };
  const { guards, expected } = postgres;
  // The one store says what values may be and what there should be, the other holds them.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-told-'));
  try {
    const file = path.join(folder, 'told.json');
    writeFileSync(file, JSON.stringify({ guards, expected }));
    return { clickhouse: await open('clickhouse', env, file), postgres };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(
  store: StoreKey,
  env: Readonly<Record<string, string | undefined>>,
  ...more: readonly string[]
): Promise<Opened> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', OPENER, store, ...more], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const answer = readAnswer(stdout);
  if (code === 0 && answer !== null) return answer;
  if (child.killed) return { failure: `no answer within ${PATIENCE_MS / 1000} s` };
  return {
    failure: reasonIn(stderr) ?? `its process ended ${signal === null ? `with ${String(code)}` : `by ${signal}`}`,
  };
}

function readAnswer(text: string): StoreAnswer | null {
  try {
    const answer: unknown = JSON.parse(text);
    return Value.Check(StoreAnswerSchema, answer) ? answer : null;
  } catch {
    return null;
  }
}

/** The line of an uncaught error that says what it is. */
const reasonIn = (stderr: string): string | null => /^(?:\w*Error\b.*?: )(.+)$/m.exec(stderr)?.[1] ?? null;

/** Whether each opens, answers, and is at the level of this build. */
export function checkStores(opened: OpenedStores): Check[] {
  return STORES.map((store) =>
    checkStore(store, opened[store], opened[store === 'postgres' ? 'clickhouse' : 'postgres']),
  );
}

function checkStore(store: StoreKey, opened: Opened, other: Opened): Check {
  if ('failure' in opened)
    return fault(
      store,
      `${NAMES[store]} does not open: ${opened.failure}`,
      `Mend "package" and ${SETTINGS[store]} first; a store that is damaged itself comes back from a backup.`,
    );
  if ('halves' in opened)
    return warning(
      store,
      `a full disk left ${few(opened.halves.map((file) => path.basename(file)))} half-written, and with that it does not open`,
      'Start the server: it removes what was half-written and loses nothing by it.',
    );
  const { empty, applied, pending, mismatch, stale } = opened;
  if (mismatch !== null)
    return fault(store, mismatch, 'These stores belong to another build: start that one, or set another DATA_DIR.');
  if (applied === 0 && 'applied' in other && other.applied > 0)
    return warning(store, 'nothing in it, beside a store with data', 'Restore both stores from the same backup.');
  if (empty) return ok(store, 'opens and answers; the first start makes its files');
  if (applied === 0) return ok(store, 'opens and answers; nothing in it yet');
  if (pending.length > 0)
    return warning(store, `older than this build: the next start applies ${few(pending)}`, 'Copy DATA_DIR before it.');
  if (stale !== null && isStale(stale))
    return warning(
      store,
      `what counts is not kept as history says it${ofYears(stale.years)}`,
      'Start the server: it makes it anew from history and scores everything again.',
    );
  return ok(store, `opens and answers, ${applied} migrations, as this build`);
}

const ofYears = (years: readonly number[]): string => (years.length === 0 ? '' : `, of ${few(years.map(String))}`);
