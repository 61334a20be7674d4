/** A browser that is led by hand: it keeps cookies by host and follows nothing by itself. */
export interface Browser {
  /** One call; where it leads to, or the status of a page. */
  open(url: URL): Promise<{ readonly status: number; readonly leadsTo: URL | null }>;
  /** Follows until a page of that address comes, which is not opened. */
  follow(url: URL, isEnd: (url: URL) => boolean): Promise<URL>;
  readonly cookies: Map<string, string>;
}

const MOST_HOPS = 20;

/** @param reach addresses by the origin that is said for them, as a name server would tell */
export function createBrowser(reach: Readonly<Record<string, string>>): Browser {
  const cookies = new Map<string, string>();
  const open: Browser['open'] = async (url) => {
    const key = (name: string): string => `${url.host} ${name}`;
    const mine = [...cookies].filter(([name]) => name.startsWith(key('')));
    const cookie = mine.map(([name, value]) => `${name.slice(key('').length)}=${value}`).join('; ');
    const answer = await fetch(new URL(`${reach[url.origin] ?? url.origin}${url.pathname}${url.search}`), {
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }) },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      const isOver = /expires=Thu, 01 Jan 1970|max-age=0/i.test(set);
      if (isOver) cookies.delete(key(name));
      else cookies.set(key(name), value);
    }
    const location = answer.headers.get('location');
    await answer.arrayBuffer();
    return { status: answer.status, leadsTo: location === null ? null : new URL(location, url) };
  };
  return {
    cookies,
    open,
    follow: async (start, isEnd) => {
      let url = start;
      for (let hop = 0; hop < MOST_HOPS; hop += 1) {
        if (isEnd(url)) return url;
        const { status, leadsTo } = await open(url);
        if (leadsTo === null) throw new Error(`${url.href} answered ${status} and leads nowhere`);
        url = leadsTo;
      }
      throw new Error(`${start.href} leads in a circle`);
    },
  };
}
