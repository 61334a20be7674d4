import { digestOf, newSecret } from '../../rights/secrets.ts';
import type { Postgres } from '../../stores/index.ts';

/** Minutes somebody has for the provider's own page. */
export const ATTEMPT_MINUTES = 10;

/** What must be the same when somebody comes back from the provider. */
export interface Attempt {
  readonly provider: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** A path of ours. */
  readonly returnTo: string;
}

/**
 * Keeps an attempt, and forgets those that are over.
 *
 * @returns what the browser that began it has to show when it comes back; kept as a digest only
 */
export async function keepAttempt(
  { db }: Postgres,
  at: Date,
  { provider, secrets, returnTo }: Attempt,
): Promise<string> {
  const secret = newSecret();
  await db.deleteFrom('sign_in_attempt').where('expires_at', '<=', at).execute();
  await db
    .insertInto('sign_in_attempt')
    .values({
      digest: digestOf(secret),
      provider,
      secrets: JSON.stringify(secrets),
      return_to: returnTo,
      expires_at: new Date(at.getTime() + ATTEMPT_MINUTES * 60_000),
    })
    .execute();
  return secret;
}

/** The attempt a browser began, which is over with that; `null` when there is none, or it took too long. */
export async function takeAttempt(
  { db }: Postgres,
  at: Date,
  secret: string,
  provider: string,
): Promise<Attempt | null> {
  const row = await db
    .deleteFrom('sign_in_attempt')
    .where('digest', '=', digestOf(secret))
    .returningAll()
    .executeTakeFirst();
  if (row === undefined || row.provider !== provider || row.expires_at <= at) return null;
  return { provider, secrets: row.secrets, returnTo: row.return_to };
}

const HERE = 'http://here.invalid';
const LONGEST = 500;

/**
 * Where to go after signing in: a path of ours, as browsers write it; `/` for anything that is not one. Browsers
 * read `//elsewhere`, `/\elsewhere` and a tab in between as another site.
 */
export function pathOfOurs(text: string | undefined): string {
  if (text === undefined || text.length > LONGEST || !text.startsWith('/') || /[\\\p{Cc}]|\/\//u.test(text)) return '/';
  const url = URL.parse(text, HERE);
  // Not back to the API: signing in there once more would go round in a circle.
  if (url === null || url.origin !== HERE || url.pathname.startsWith('/api/')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
