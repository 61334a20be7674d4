import type { Page } from '@playwright/test';

export const KINDS = ['page', 'scripts', 'styles', 'faces', 'answers'] as const;
export type Kind = (typeof KINDS)[number];

/** What a page took over the wire, heads of answers included, by kind; a stream counts when it has ended. */
export type Wire = Readonly<Record<Kind, number>>;

/**
 * Counts from now on, as on an intranet without TLS: browsers read brotli only where there is TLS, or on their own
 * machine.
 */
export async function countWire(page: Page): Promise<() => Wire> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Network.enable');
  await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip, deflate' });
  const kinds = new Map<string, Kind>();
  const wire: Record<Kind, number> = { page: 0, scripts: 0, styles: 0, faces: 0, answers: 0 };
  browser.on('Network.requestWillBeSent', ({ requestId, request }) => kinds.set(requestId, kindOf(request.url)));
  browser.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    wire[kinds.get(requestId) ?? 'answers'] += encodedDataLength;
  });
  return () => wire;
}

function kindOf(url: string): Kind {
  const { pathname } = new URL(url);
  if (pathname.startsWith('/api/')) return 'answers';
  if (pathname.endsWith('.js')) return 'scripts';
  if (pathname.endsWith('.css')) return 'styles';
  if (pathname.endsWith('.woff2')) return 'faces';
  return 'page';
}

export const sumOf = (wire: Wire): number => Object.values(wire).reduce((sum, bytes) => sum + bytes, 0);
