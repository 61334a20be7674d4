import type { Static, TSchema } from 'typebox';
import type { ActionName } from '../../rights/table.ts';
import { ERRORS, type ErrorCode } from '../errors/errors.ts';

/** Method and address below `/api/v1`, parameters in braces: `GET /units/{code}/score`. */
export type RouteKey = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;

/** Everything there is to know of a route; said here and nowhere else. */
export interface Route {
  /** What it does, in a line. */
  readonly summary: string;
  /** What somebody needs a role for; `public` for anybody. */
  readonly right: ActionName | 'public';
  /** In the address. */
  readonly params?: TSchema;
  /** After the `?`. */
  readonly query?: TSchema;
  /** JSON. */
  readonly body?: TSchema;
  /** By status, when it is done. The first is the usual one. */
  readonly answers: { readonly [Status in 200 | 201 | 204 | 302 | 304]?: TSchema };
  /** Media type of the answer where it is not JSON. */
  readonly media?: string;
  /** Why it may be refused, beside what any call can be refused for. */
  readonly refuses: readonly ErrorCode[];
  /** It proves who somebody is: few failures a minute of one address. */
  readonly isAttempt?: true;
  /**
   * Taken also while nothing new is stored (the disk is full): it lets somebody in or out, ends something or saves what
   * there is, in the room that is kept free for this.
   */
  readonly isAlwaysTaken?: true;
  /** A call, and what is answered; `answer` is left out where it is not JSON. */
  readonly example: {
    readonly params?: object;
    readonly query?: object;
    readonly body?: object;
    readonly answer?: unknown;
  };
}

export type RouteTable = { readonly [Key in RouteKey]?: Route };

export type ParamsOf<R> = R extends { readonly params: infer S extends TSchema } ? Static<S> : unknown;
export type QueryOf<R> = R extends { readonly query: infer S extends TSchema } ? Static<S> : unknown;
export type BodyOf<R> = R extends { readonly body: infer S extends TSchema } ? Static<S> : unknown;
/** What is answered when it is done; `null` for nothing (204). */
export type AnswerOf<R> = R extends { readonly answers: { readonly 200: infer S extends TSchema } }
  ? Static<S>
  : R extends { readonly answers: { readonly 201: infer S extends TSchema } }
    ? Static<S>
    : null;

/** Of a query, what the server fills in when it is left out. */
type Paging = 'page' | 'pageSize';
type Given<Query> = Omit<Query, Paging> & Partial<Pick<Query, Paging & keyof Query>>;
/** What may be left out may be `undefined` as well. */
type Loose<T> = { [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] };

/** What somebody who calls a route has to say. */
export type CallOf<R> = (R extends { readonly params: infer S extends TSchema }
  ? { readonly params: Static<S> }
  : unknown) &
  (R extends { readonly query: infer S extends TSchema } ? { readonly query: Loose<Given<Static<S>>> } : unknown) &
  (R extends { readonly body: infer S extends TSchema } ? { readonly body: Static<S> } : unknown);

/** Status of the usual answer. */
export const usualStatus = ({ answers }: Route): number => Number(Object.keys(answers)[0]);

/** Every fact a route may be refused for, those that hold for any call included. */
export function refusalsOf(key: RouteKey, { right, params, query, body, refuses }: Route): readonly ErrorCode[] {
  const isRead = key.startsWith('GET ');
  const codes: ErrorCode[] = [];
  if (params !== undefined || query !== undefined || body !== undefined) codes.push('request.invalid');
  if (params !== undefined) codes.push('request.address-too-long');
  if (body !== undefined) codes.push('request.unreadable', 'request.too-large', 'request.media-type');
  if (right !== 'public') codes.push('session.needed', 'right.missing');
  if (right !== 'public' && right !== 'self.manage' && right !== 'meta.read') codes.push('password.change-needed');
  if (!isRead) codes.push('origin.foreign', 'disk.full', 'data.damaged', 'server.stopping');
  codes.push(...refuses, 'host.unknown', 'calls.too-many', 'store.down', 'server.failed');
  return codes.sort((one, other) => ERRORS[one].status - ERRORS[other].status);
}
