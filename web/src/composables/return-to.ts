/** Pages nobody is led back to: they are for who is not signed in. */
const NOWHERE = /^\/(login|set-up|display|api)(\/|$)/;
const HERE = 'http://here.invalid';

/** Browsers read `//elsewhere` and `/\elsewhere` as another site; so does the same parser here. */
function read(value: string): URL | null {
  try {
    return new URL(value, HERE);
  } catch {
    return null;
  }
}

/**
 * The page to go to after signing in, from the address of the login page: a path of ours with its query.
 * `null` for the start page, nothing, nonsense and other sites.
 */
export function returnPath(value: unknown): string | null {
  if (typeof value !== 'string' || !value.startsWith('/')) return null;
  const url = read(value);
  if (url === null || url.origin !== HERE || url.pathname === '/' || NOWHERE.test(url.pathname)) return null;
  return `${url.pathname}${url.search}`;
}
