import type { Calls, RouteName } from './routes/index.ts';

// Read by the pages as well: nothing here brings a schema along.

/** Where every route of the API lies. */
export const API = '/api/v1';

/** What a call says, as far as its address goes. */
interface Said {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/**
 * Method and address of a call. Parameters of the address are escaped; of the query, what is `undefined` or empty is
 * left out.
 */
export function addressOf<Name extends RouteName>(
  route: Name,
  asked: Calls[Name] & Said,
): { readonly method: string; readonly url: string } {
  const { params = {}, query = {} }: Said = asked;
  const [method = '', path = ''] = route.split(' ');
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return { method, url: `${API}${filled}${search === '' ? '' : `?${search}`}` };
}
