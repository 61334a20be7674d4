import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMonths, lastFinishedMonth, type Catalogue, type Unit } from '@dangzhi/metrics';
import { seededRandom, type Random } from '@dangzhi/metrics/doubt';

/** What a server said it keeps, with as much as it takes to find it again. */
export type Acknowledged =
  | { readonly kind: 'report'; readonly batch: string; readonly stored: number; readonly pending: number }
  | { readonly kind: 'account' | 'display'; readonly id: string }
  | { readonly kind: 'evidence'; readonly id: string; readonly sha256: string };

/** Clerks who report and correct figures, hand in files, and an admin who makes accounts and displays, all at once. */
export interface MixedLoad {
  readonly acknowledged: readonly Acknowledged[];
  /** How often something was refused, by what it was refused for: `507 disk.full PostgreSQL`. */
  readonly refused: ReadonlyMap<string, number>;
  /** Resolves when at least so much was acknowledged. */
  until(count: number): Promise<void>;
  /** Asks nothing more; resolves when what was asked is answered or its line is broken. */
  stop(): Promise<void>;
}

/** What was not done: refused, or without an answer. */
export interface NotDone {
  /** 0 where the line broke. */
  readonly status: number;
  /** The status, the code and what it is about. */
  readonly reason: string;
  /** In seconds, as the answer said; `null` where it did not. */
  readonly retryAfter: string | null;
}

export const UNANSWERED: NotDone = { status: 0, reason: 'no answer', retryAfter: null };

const CLERKS = 4;
const MEASURES = 8;
const MONTHS = 3;
const REST_MS = 20;

/** What everybody's calls have in common. */
interface Service {
  readonly origin: string;
  readonly token: string;
}

/**
 * @param token of the operator
 * @param name sets what is asked, and keeps logins of one load apart from those of another
 * @param onNotDone told of every call that was not done
 * @throws Error when nobody answers
 */
export async function startMixedLoad(
  origin: string,
  token: string,
  name: string,
  onNotDone: (told: NotDone) => void = () => undefined,
): Promise<MixedLoad> {
  const service = { origin, token };
  const [{ items: units }, { measures }] = await Promise.all([
    ask<{ items: readonly Unit[] }>(service, 'GET', '/units'),
    ask<Catalogue>(service, 'GET', '/catalogue'),
  ]);
  const monthly = measures.filter(({ grain, kind }) => grain === 'month' && kind !== 'rate').slice(0, MEASURES);
  const departments = units.filter(({ kind, ranked }) => kind === 'department' && ranked);
  const acknowledged: Acknowledged[] = [];
  const refused = new Map<string, number>();
  let [heard, isStopped] = [() => undefined as unknown, false];
  // A login takes few signs, and a name may have any.
  const prefix = createHash('sha256').update(name).digest('hex').slice(0, 12);
  const clerks = Array.from({ length: CLERKS }, async (_, clerk) => {
    const random = seededRandom(`${name}/${clerk}`);
    // Each reports for units of their own: what one says never stands in another's way.
    const own = departments.filter((_unit, index) => index % CLERKS === clerk);
    for (let call = 0; !isStopped; call += 1) {
      const said = await act(service, random, { own, measures: monthly, name: `${prefix}-${clerk}-${call}` });
      if (said === 'nobody') {
        onNotDone(UNANSWERED);
        return;
      }
      if (said instanceof Refused) {
        onNotDone(said);
        refused.set(said.reason, (refused.get(said.reason) ?? 0) + 1);
        // Whoever is told that it cannot be now looks up before they try again.
        if (said.status >= 500) await sleep(REST_MS);
        continue;
      }
      acknowledged.push(said);
      heard();
    }
  });
  return {
    acknowledged,
    refused,
    until: (count) =>
      new Promise((resolve, reject) => {
        heard = () => acknowledged.length >= count && resolve();
        heard();
        Promise.all(clerks).then(() => reject(new Error(`the load ended after ${acknowledged.length} calls`)), reject);
      }),
    stop: async () => {
      isStopped = true;
      await Promise.all(clerks);
    },
  };
}

interface Work {
  readonly own: readonly Unit[];
  readonly measures: Catalogue['measures'];
  readonly name: string;
}

/** @returns `nobody` when the line broke: the server may have kept it or not */
async function act(service: Service, random: Random, work: Work): Promise<Acknowledged | Refused | 'nobody'> {
  const of = <One>(items: readonly One[]): One => items[Math.floor(random() * items.length)] as One;
  const kind = random();
  try {
    if (kind < 0.7) return await report(service, random, of, work);
    if (kind < 0.8) {
      const body = { login: work.name, name: '王芳', unit: null, grants: [], reason: '新任' };
      const { account } = await ask<{ account: { id: string } }>(service, 'POST', '/accounts', body);
      return { kind: 'account', id: account.id };
    }
    if (kind < 0.9) {
      const body = { name: work.name, screens: ['overview'], reason: '新装大屏' };
      const { display } = await ask<{ display: { id: string } }>(service, 'POST', '/displays', body);
      return { kind: 'display', id: display.id };
    }
    return await handIn(service, of(work.own).code, `${work.name} ${'档案'.repeat(Math.floor(random() * 5000))}`);
  } catch (error) {
    if (error instanceof Refused) return error;
    return 'nobody';
  }
}

async function report(
  service: Service,
  random: Random,
  of: <One>(items: readonly One[]) => One,
  { own, measures }: Work,
): Promise<Acknowledged> {
  const last = lastFinishedMonth(new Date());
  const unit = of(own).code;
  const rows = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
    unit,
    measure: of(measures).code,
    period: addMonths(last, -Math.floor(random() * MONTHS)),
    value: String(Math.floor(random() * 1000)),
    reason: '月报',
  }));
  const cells = new Set(rows.map(({ measure, period }) => `${measure} ${period}`));
  const standing = random() < 0.2 ? 'inspected' : 'reported';
  const body = { standing, rows: rows.filter(({ measure, period }) => cells.delete(`${measure} ${period}`)) };
  const { batch, stored, pending } = await ask<{ batch: string; stored: number; pending: number }>(
    service,
    'POST',
    '/observations',
    body,
  );
  // All of it counted already.
  if (batch === '') throw new Refused('POST /observations', 200, 'nothing new', null);
  return { kind: 'report', batch, stored, pending };
}

async function handIn(service: Service, unit: string, text: string): Promise<Acknowledged> {
  const form = new FormData();
  form.append('file', new Blob([text]), '说明.txt');
  const { id, sha256 } = await ask<{ id: string; sha256: string }>(service, 'POST', `/evidence?unit=${unit}`, form);
  const own = createHash('sha256').update(text).digest('hex');
  if (own !== sha256) throw new Error(`evidence ${id} has the hash ${sha256} and not ${own}`);
  return { kind: 'evidence', id, sha256 };
}

/** It answered that it does not do this, and keeps nothing of it. */
export class Refused extends Error implements NotDone {
  readonly status: number;
  readonly reason: string;
  readonly retryAfter: string | null;

  constructor(call: string, status: number, text: string, retryAfter: string | null) {
    super(`${call}: ${status} ${text}`);
    this.status = status;
    this.retryAfter = retryAfter;
    this.reason = `${status} ${reasonOf(text)}`;
  }
}

function reasonOf(text: string): string {
  try {
    const { code, params } = JSON.parse(text) as { code: string; params: { place?: string; store?: string } };
    return [code, params.place ?? params.store ?? ''].join(' ').trim();
  } catch {
    return text;
  }
}

/** Asks a server; anything but a 2xx is a refusal. */
export async function ask<Body>(
  { origin, token }: Service,
  method: string,
  path: string,
  body?: object,
): Promise<Body> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && !isForm && { 'content-type': 'application/json' }) },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(`${method} ${path}`, response.status, text, response.headers.get('retry-after'));
  return JSON.parse(text) as Body;
}
