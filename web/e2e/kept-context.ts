import { test as base, type BrowserContext } from '@playwright/test';

export { expect } from '@playwright/test';

/**
 * `test` for pages that are only read. All tests of a worker share one browser context, signed in once, so that the
 * pages' programs and fonts are loaded and compiled once and not once a test. Each test has a page of its own, and
 * finds nothing of what the one before it chose.
 */
export const test = base.extend<object, { keptContext: BrowserContext }>({
  keptContext: [
    async ({ browser }, use, { project }) => {
      const { baseURL, storageState, locale, timezoneId, contextOptions } = project.use;
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL !== undefined && { baseURL }),
        ...(storageState !== undefined && { storageState }),
        ...(locale !== undefined && { locale }),
        ...(timezoneId !== undefined && { timezoneId }),
      });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ keptContext }, use) => {
    await use(keptContext);
  },
  page: async ({ context, baseURL, viewport, contextOptions }, use) => {
    await context.setOffline(false);
    const page = await context.newPage();
    const browser = await context.newCDPSession(page);
    await browser.send('Storage.clearDataForOrigin', { origin: baseURL ?? '', storageTypes: 'local_storage' });
    if (viewport) await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: contextOptions.reducedMotion ?? null });
    await use(page);
    await page.close();
  },
});
