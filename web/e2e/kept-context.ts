import { readFileSync } from 'node:fs';
import { test as base, type BrowserContext, type PlaywrightTestOptions } from '@playwright/test';

export { expect } from '@playwright/test';

/**
 * `test`, whose tests share one browser context a worker, so that the pages' programs and fonts are loaded and compiled
 * once and not once a test. Each test has a page of its own, begins as who its `storageState` says, and finds nothing
 * of what the one before it chose. What stays in a context for good, as a clock does, wants a context of its own.
 */
export const test = base.extend<object, { keptContext: BrowserContext }>({
  keptContext: [
    async ({ browser }, use, { project }) => {
      const { baseURL, locale, timezoneId, contextOptions } = project.use;
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL !== undefined && { baseURL }),
        ...(locale !== undefined && { locale }),
        ...(timezoneId !== undefined && { timezoneId }),
      });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ keptContext, storageState }, use) => {
    await keptContext.setOffline(false);
    await keptContext.clearCookies();
    await keptContext.addCookies(cookiesOf(storageState));
    await use(keptContext);
  },
  page: async ({ context, baseURL, viewport, contextOptions }, use) => {
    const page = await context.newPage();
    const browser = await context.newCDPSession(page);
    await browser.send('Storage.clearDataForOrigin', { origin: baseURL ?? '', storageTypes: 'local_storage' });
    if (viewport) await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: contextOptions.reducedMotion ?? null });
    await use(page);
    await page.close();
  },
});

type StorageState = Exclude<PlaywrightTestOptions['storageState'], string | undefined>;

function cookiesOf(state: PlaywrightTestOptions['storageState']): StorageState['cookies'] {
  if (state === undefined) return [];
  return (typeof state === 'string' ? (JSON.parse(readFileSync(state, 'utf8')) as StorageState) : state).cookies;
}
