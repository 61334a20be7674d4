import type { FastifyRequest } from 'fastify';
import { isDeepStrictEqual } from 'node:util';
import { ACTIONS, type ActionName, type Holder } from '@dangzhi/metrics/rights';
import type { Actor, Place } from './actor.ts';
import { refuse } from '../base/errors.ts';

/** Whoever asks: a person with a session, a bound display, or the operator at the machine itself. */
export interface Caller {
  readonly kind: 'account' | 'display' | 'operator';
  /** Account id, display id or `operator`. */
  readonly id: string;
  readonly name: string;
  readonly rights: Holder;
  /** Of the cookie; `null` where there is none. */
  readonly session: string | null;
  /** Until then nothing is answered but what concerns their own account. */
  readonly mustChangePassword: boolean;
  /** Aborted when the session ends or the display is revoked: open streams end with it. */
  readonly ended: AbortSignal;
}

/** The caller whom a request proves to be; without a promise where the caller is known already. */
export type FindCaller = (request: FastifyRequest) => Caller | null | Promise<Caller | null>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `null` on public routes and before it was found. */
    caller: Caller | null;
  }
}

/**
 * Who asks, on a route that is not public.
 *
 * @throws `session.needed` where there is nobody
 */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw refuse('session.needed');
  return caller;
}

/** Who asks, as the audit trail names them. */
export function actorOf(request: FastifyRequest): Actor {
  const { id, name } = callerOf(request);
  return { id, name, ...placeOf(request) };
}

/** From where a request comes, as sessions and the audit trail keep it. */
export const placeOf = (request: FastifyRequest): Place => ({
  address: request.ip,
  agent: (request.headers['user-agent'] ?? '').slice(0, 200),
});

/** The units somebody may do something about; `null` for all. */
export function unitsWithin({ rights }: Caller, action: ActionName): ReadonlySet<string> | null {
  const ways = rights.reach(action);
  return ways.some(({ units }) => units === null) ? null : new Set(ways.flatMap(({ units }) => [...(units ?? [])]));
}

const reaches = new WeakMap<Holder, Map<readonly ActionName[], string>>();

/**
 * How far somebody may do some things, as a text: what depends on the caller by these alone is the same for all who have
 * the same text.
 *
 * @param actions the same array for every caller: it is what the text is remembered by
 */
export function reachOf({ rights }: Caller, actions: readonly ActionName[]): string {
  let texts = reaches.get(rights);
  if (texts === undefined) reaches.set(rights, (texts = new Map()));
  let text = texts.get(actions);
  if (text === undefined) texts.set(actions, (text = JSON.stringify(actions.map((action) => waysOf(rights, action)))));
  return text;
}

/** Whether two callers are the same, with the same rights. */
export const isSameCaller = (a: Omit<Caller, 'ended'>, b: Omit<Caller, 'ended'>): boolean =>
  isDeepStrictEqual(laidOut(a), laidOut(b));

const laidOut = ({ kind, id, name, session, mustChangePassword, rights }: Omit<Caller, 'ended'>) => [
  [kind, id, name, session, mustChangePassword],
  [...rights.own].sort(),
  ACTIONS.map((action) => waysOf(rights, action)),
];

const waysOf = (rights: Holder, action: ActionName) =>
  rights.reach(action).map(({ units, index, screens }) => [sorted(units), index, sorted(screens)]);

const sorted = (codes: ReadonlySet<string> | null) => codes && [...codes].sort();
