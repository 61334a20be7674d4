import { createHmac, randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { refuse } from '../base/errors.ts';
import { addressKey } from '../rights/address-key.ts';
import { digestOf, newSecret } from '../rights/secrets.ts';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

// Who is kept waiting, and how long: docs/adr/0039-who-is-kept-waiting-at-sign-in.md.

/** Wrong passwords of an account at one place before that place waits. */
export const FREE_AT_A_PLACE = 5;
/** Of an account at all places together before each place waits that is wrong once. */
export const FREE_OF_AN_ACCOUNT = 20;
/** Of one address, whatever names are tried, before all there wait who did not get in by their browser before. */
export const FREE_OF_AN_ADDRESS = 20;
/** Each failure more doubles the wait from one second, up to so many. */
export const LONGEST_WAIT_S = 900;
/** Of an address: an office shares it. */
export const LONGEST_WAIT_OF_AN_ADDRESS_S = 60;

const HOURS_COUNTED = 24;
/** Longer than a password is looked at on a machine that is busy. */
const LOOKED_AT_S = 60;
/** As long as browsers keep a cookie. */
const DAYS_KNOWN = 400;
/** Browsers of an account that are known; the one let in longest ago is forgotten. */
const KNOWN_BROWSERS = 20;
/** Places with failures that are remembered in all; beyond them those that failed longest ago begin anew. */
export const MOST_PLACES = 20_000;

/** Somebody who says who they are, with a password that is not looked at yet. */
export interface PasswordAttempt {
  /** Account id; `null` where nobody has the name. */
  readonly account: string | null;
  readonly login: string;
  readonly address: string;
  /** Secret of the cookie that the browser got when somebody was let in there; `null` for none. */
  readonly browser: string | null;
}

/** An attempt that was not told to wait. */
export interface AdmittedAttempt {
  /**
   * The password was wrong.
   *
   * @returns whether the account has just reached the failures from which on each place waits that is wrong once
   */
  fail(transaction: Transaction<Database>, at: Date): Promise<boolean>;
  /**
   * The password was right: what failed at this place before is forgotten, and nothing else.
   *
   * @returns the secret by which the browser is known from now on
   */
  succeed(transaction: Transaction<Database>, at: Date): Promise<string>;
  /** Must be called in any case: nothing is counted of an attempt that neither failed nor succeeded. */
  end(): Promise<void>;
}

export interface PasswordAttempts {
  /** @throws CallRefused `sign-in.wait` with the seconds; it is the same for a name that nobody has */
  admit(attempt: PasswordAttempt, at: Date): Promise<AdmittedAttempt>;
}

/** @param secret names nobody has are hashed with it before they are kept */
export function createPasswordAttempts({ db }: Postgres, secret: string): PasswordAttempts {
  return {
    admit: async ({ account, login, address, browser }, at) => {
      const who =
        account === null
          ? `name:${createHmac('sha256', secret).update(login.toLowerCase()).digest('hex')}`
          : whoOf(account);
      const from = addressKey(address);
      const { id, place } = await db.transaction().execute(async (transaction) => {
        await takeTurn(transaction, [ACCOUNT_TURN, who], [ADDRESS_TURN, from]);
        const known = browser === null ? null : await findBrowser(transaction, who, browser, at);
        const attempt = { who, place: known ?? from, from };
        const seconds = secondsToWait(await readFailures(transaction, attempt, at), known !== null, at);
        if (seconds > 0) throw refuse('sign-in.wait', { seconds });
        return { place: attempt.place, id: await begin(transaction, attempt, at) };
      });
      return {
        fail: async (transaction, failedAt) => {
          await end(transaction, id);
          return noteFailure(transaction, who, place, failedAt);
        },
        succeed: async (transaction, succeededAt) => {
          await end(transaction, id);
          return noteSuccess(transaction, { who, place, from, browser }, succeededAt);
        },
        end: () => end(db, id),
      };
    },
  };
}

const whoOf = (account: string): string => `account:${account}`;
const placeOfBrowser = (secret: string): string => `browser:${digestOf(secret)}`;
const countedSince = (at: Date): Date => new Date(at.getTime() - HOURS_COUNTED * 3_600_000);

/** Any numbers nobody else locks by two of them. Always taken in this order. */
const ACCOUNT_TURN = 1;
const ADDRESS_TURN = 2;

/**
 * Who counts the failures of an account or an address, and adds to what is counted, does so alone until its transaction
 * ends: in this process and in any other on the same database.
 */
async function takeTurn(
  transaction: Transaction<Database>,
  ...turns: readonly (readonly [kind: number, key: string])[]
): Promise<void> {
  const locks = turns.map(([kind, key]) => sql`pg_advisory_xact_lock(${kind}::integer, hashtext(${key}))`);
  await sql`SELECT ${sql.join(locks)}`.execute(transaction);
}

/** An attempt, by what counts for it. */
interface Attempt {
  readonly who: string;
  readonly place: string;
  /** The key of its address. */
  readonly from: string;
}

/** Counts an attempt among those whose passwords are being looked at, until {@link end}. */
async function begin(transaction: Transaction<Database>, { who, place, from }: Attempt, at: Date): Promise<string> {
  const id = randomUUID();
  await transaction.insertInto('password_attempt').values({ id, who, place, address: from, began_at: at }).execute();
  return id;
}

/** In the transaction that notes what came of it, so that whoever counts finds it once: under way or failed. */
async function end(db: Kysely<Database>, id: string): Promise<void> {
  await db.deleteFrom('password_attempt').where('id', '=', id).execute();
}

/** Attempts that may still be under way; one that began longer ago was of a process that died. */
const isUnderWay = (at: Date) =>
  sql<boolean>`began_at BETWEEN ${new Date(at.getTime() - LOOKED_AT_S * 1000)} AND ${new Date(at.getTime() + LOOKED_AT_S * 1000)}`;

interface Failures {
  readonly count: number;
  /** Passwords that are being looked at, and may turn out wrong. */
  readonly underWay: number;
  /** Milliseconds since 1970; 0 for none. */
  readonly lastAt: number;
}

interface FoundFailures {
  readonly place: Failures;
  readonly address: Failures;
  /** Of the account at all places. */
  readonly account: number;
}

/**
 * A place waits for its own failures. One that is not a browser known for this account waits besides for those of the
 * account at all places, once it was wrong itself: whoever has the right password is let in at the first attempt, however
 * many others guess. And it waits for those of its address under any name.
 */
function secondsToWait(found: FoundFailures, isKnown: boolean, at: Date): number {
  const { place, address, account } = found;
  const isGuessedAt = account >= FREE_OF_AN_ACCOUNT && !isKnown;
  const waits = [
    left(place, waitAfter(place.count, FREE_AT_A_PLACE), at),
    isGuessedAt && place.count > 0 ? left(place, waitAfter(account, FREE_OF_AN_ACCOUNT), at) : 0,
    isKnown ? 0 : left(address, waitAfter(address.count, FREE_OF_AN_ADDRESS, LONGEST_WAIT_OF_AN_ADDRESS_S), at),
    // What is being looked at may turn out wrong: as many at once as may be wrong before there is a wait.
    exceeds(place, isGuessedAt ? 1 : FREE_AT_A_PLACE),
    isKnown ? 0 : exceeds(address, FREE_OF_AN_ADDRESS),
  ];
  return Math.max(...waits);
}

const waitAfter = (failures: number, free: number, longest = LONGEST_WAIT_S): number =>
  failures < free ? 0 : Math.min(2 ** (failures - free), longest);

/** Whole seconds of a wait that are left; never more than it has, though the clock were set back. */
const left = ({ lastAt }: Failures, seconds: number, at: Date): number =>
  Math.min(seconds, Math.max(0, Math.ceil((lastAt - at.getTime()) / 1000 + seconds)));

const exceeds = ({ count, underWay }: Failures, free: number): number =>
  underWay > 0 && count + underWay >= free ? 1 : 0;

/** The place of a browser that was let in by this account before; `null` when it was not, or long ago. */
async function findBrowser(db: Kysely<Database>, who: string, secret: string, at: Date): Promise<string | null> {
  const place = placeOfBrowser(secret);
  const row = await db
    .selectFrom('sign_in_place')
    .select('place')
    .where('who', '=', who)
    .where('place', '=', place)
    .where('succeeded_at', '>', new Date(at.getTime() - DAYS_KNOWN * 86_400_000))
    .executeTakeFirst();
  return row?.place ?? null;
}

/** One statement: what ends while others are counted is either in both counts as it was, or in both as it is. */
async function readFailures(db: Kysely<Database>, { who, place, from }: Attempt, at: Date): Promise<FoundFailures> {
  const isPlace = sql`who = ${who} AND place = ${place}`;
  const isAddress = sql`place = ${from}`;
  const { rows } = await sql<
    Record<'atPlace' | 'atAddress' | 'ofAccount' | 'underWayAtPlace' | 'underWayAtAddress', number> &
      Record<'placeAt' | 'addressAt', Date | null>
  >`
    SELECT
      coalesce(sum(failures) FILTER (WHERE ${isPlace}), 0)::integer AS "atPlace",
      max(failed_at) FILTER (WHERE ${isPlace}) AS "placeAt",
      coalesce(sum(failures) FILTER (WHERE ${isAddress}), 0)::integer AS "atAddress",
      max(failed_at) FILTER (WHERE ${isAddress}) AS "addressAt",
      coalesce(sum(failures) FILTER (WHERE who = ${who}), 0)::integer AS "ofAccount",
      (SELECT count(*)::integer FROM password_attempt WHERE ${isPlace} AND ${isUnderWay(at)}) AS "underWayAtPlace",
      (SELECT count(*)::integer FROM password_attempt WHERE address = ${from} AND ${isUnderWay(at)}) AS "underWayAtAddress"
    FROM sign_in_place
    WHERE (who = ${who} OR place = ${from}) AND failed_at > ${countedSince(at)}`.execute(db);
  const [found] = rows;
  return {
    place: {
      count: found?.atPlace ?? 0,
      underWay: found?.underWayAtPlace ?? 0,
      lastAt: found?.placeAt?.getTime() ?? 0,
    },
    address: {
      count: found?.atAddress ?? 0,
      underWay: found?.underWayAtAddress ?? 0,
      lastAt: found?.addressAt?.getTime() ?? 0,
    },
    account: found?.ofAccount ?? 0,
  };
}

async function noteFailure(transaction: Transaction<Database>, who: string, place: string, at: Date): Promise<boolean> {
  const since = countedSince(at);
  // Two at once would each miss the other's, and both or neither be the one that reaches the limit.
  await takeTurn(transaction, [ACCOUNT_TURN, who]);
  await transaction
    .insertInto('sign_in_place')
    .values({ who, place, failures: 1, failed_at: at, succeeded_at: null })
    .onConflict((conflict) =>
      conflict.columns(['who', 'place']).doUpdateSet({
        failures: sql`CASE WHEN sign_in_place.failed_at > ${since} THEN sign_in_place.failures + 1 ELSE 1 END`,
        failed_at: at,
      }),
    )
    .execute();
  const { total } = await transaction
    .selectFrom('sign_in_place')
    .select(({ fn }) => fn.sum<string | number>('failures').as('total'))
    .where('who', '=', who)
    .where('failed_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(total) === FREE_OF_AN_ACCOUNT;
}

async function noteSuccess(
  transaction: Transaction<Database>,
  { who, place, from, browser }: { who: string; place: string; from: string; browser: string | null },
  at: Date,
): Promise<string> {
  const secret = browser ?? newSecret();
  if (place === from)
    await transaction.deleteFrom('sign_in_place').where('who', '=', who).where('place', '=', from).execute();
  const fresh = { failures: 0, failed_at: null, succeeded_at: at };
  await transaction
    .insertInto('sign_in_place')
    .values({ who, place: placeOfBrowser(secret), ...fresh })
    .onConflict((conflict) => conflict.columns(['who', 'place']).doUpdateSet(fresh))
    .execute();
  const known = transaction
    .selectFrom('sign_in_place')
    .select('place')
    .where('who', '=', who)
    .where('succeeded_at', 'is not', null)
    .orderBy('succeeded_at', 'desc')
    .limit(KNOWN_BROWSERS);
  await transaction
    .deleteFrom('sign_in_place')
    .where('who', '=', who)
    .where('succeeded_at', 'is not', null)
    .where('place', 'not in', known)
    .execute();
  return secret;
}

/**
 * Forgets failures that no longer count, the oldest beyond those that are remembered, and attempts of processes that
 * died. Not part of a transaction: it
 * waits for rows that others are writing, and must hold none that they want.
 *
 * @param most places remembered
 */
export async function forgetOldFailures({ db }: Postgres, at: Date, most = MOST_PLACES): Promise<void> {
  await sql`
    DELETE FROM sign_in_place
    WHERE succeeded_at IS NULL AND (
      failed_at <= ${countedSince(at)}
      OR failed_at < (
        SELECT failed_at FROM sign_in_place WHERE succeeded_at IS NULL ORDER BY failed_at DESC OFFSET ${most - 1} LIMIT 1))`.execute(
    db,
  );
  await sql`DELETE FROM password_attempt WHERE NOT (${isUnderWay(at)})`.execute(db);
}

/** Nobody waits for what failed at an account so far; browsers that are known stay so. */
export async function forgetFailuresOf(transaction: Transaction<Database>, account: string): Promise<void> {
  const who = whoOf(account);
  await transaction.deleteFrom('sign_in_place').where('who', '=', who).where('succeeded_at', 'is', null).execute();
  await transaction.updateTable('sign_in_place').set({ failures: 0, failed_at: null }).where('who', '=', who).execute();
}

/** Wrong passwords of the account of a row that count at an instant; an expression over `account`. */
export const failuresOfAccount = (at: Date) =>
  sql<number>`(
    SELECT coalesce(sum(tried.failures), 0)::integer FROM sign_in_place AS tried
    WHERE tried.who = 'account:' || account.id AND tried.failed_at > ${countedSince(at)}::timestamptz)`;
