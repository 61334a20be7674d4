import type { Page } from '@playwright/test';

/**
 * Answers calls to an address as a server does whose store is down, until it is called back.
 *
 * The route stays: taken away at the moment a page asks, it can leave that call without an answer.
 *
 * @returns ends it
 */
export async function storeDown(page: Page, url: string): Promise<() => void> {
  let isDown = true;
  const json = { code: 'store.down', params: { store: 'PostgreSQL' }, message: 'no' };
  await page.route(url, (route) => (isDown ? route.fulfill({ status: 503, json }) : route.fallback()));
  return () => {
    isDown = false;
  };
}
