import { expect, test, type Page, type Route } from '@playwright/test';
import { faults } from '../testing/axe.ts';
import { keepPicture } from '../testing/pictures.ts';

// What stands while a page is being opened, and what when it cannot be. Each in a context of its own: nothing is kept.
const PHONE = { width: 390, height: 844 };
const SCREEN = { width: 1920, height: 1080 };
const INK = 'rgb(12, 18, 25)';
const PAPER = 'rgb(251, 250, 247)';

const NOBODY = { cookies: [], origins: [] };
/** Every way in, and whether it is a screen's, which is dark whatever anybody chose. */
const ENTRIES = [
  { path: '/wall', isScreen: true },
  { path: '/display', isScreen: true },
  { path: '/ranking', isScreen: false },
  { path: '/login', isScreen: false, storageState: NOBODY },
  { path: '/set-up', isScreen: false, storageState: NOBODY },
];

/** The line brings no file until it is let go. */
async function holdFiles(page: Page): Promise<() => void> {
  let letGo = (): void => undefined;
  const free = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/assets/**', async (route) => {
    await free;
    await route.continue();
  });
  return letGo;
}

const choose = (page: Page, theme: string) =>
  page.addInitScript((chosen) => localStorage.setItem('dangzhi.preferences', JSON.stringify({ theme: chosen })), theme);

const groundOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);

const drawnTimes = (page: Page) => page.evaluate(() => performance.getEntriesByType('paint').length);

/** Nothing but the name stands there, drawn, on this ground. */
async function expectSplash(page: Page, ground: string): Promise<void> {
  await expect(page.locator('.splash .name')).toHaveText('档治');
  await expect.poll(() => drawnTimes(page)).toBeGreaterThan(0);
  expect([await groundOf(page, 'html'), await groundOf(page, '.splash')]).toEqual([ground, ground]);
  await expect(page.locator('.opening')).toHaveText('正在读取… Loading…');
  for (const notice of ['.failed', '.outdated']) await expect(page.locator(notice)).toBeHidden();
  await expect(page.locator('.scriptless')).toHaveCount(0);
}

test.describe('on a slow line', () => {
  for (const { path, isScreen, storageState } of ENTRIES)
    test.describe(path, () => {
      if (storageState) test.use({ storageState });

      for (const [theme, viewport] of [
        ['light', SCREEN],
        ['dark', PHONE],
      ] as const)
        test(`a ${theme} page ${viewport.width} wide is opened on its ground, with no notice`, async ({ page }) => {
          await page.setViewportSize(viewport);
          await choose(page, theme);
          const letGo = await holdFiles(page);
          await page.goto(path, { waitUntil: 'commit' });
          await expectSplash(page, isScreen || theme === 'dark' ? INK : PAPER);
          await keepPicture(page, `opening${path.replace('/', '-')}-${theme}`);
          letGo();
          await expect(page.locator('#app > :not(.splash)').first()).toBeVisible();
          await expect(page.locator('.splash')).toHaveCount(0);
        });
    });

  test('the ground follows the system where nobody chose, and so does the page', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const letGo = await holdFiles(page);
    await page.goto('/ranking', { waitUntil: 'commit' });
    await expectSplash(page, INK);
    letGo();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await groundOf(page, 'html')).toBe(INK);
  });
});

test.describe('what cannot be opened', () => {
  const refuse = (route: Route) => route.abort();
  const lose = (route: Route) => route.fulfill({ status: 404, body: '{}', contentType: 'application/json' });
  const garble = (route: Route) => route.fulfill({ body: 'let = = 1', contentType: 'text/javascript' });
  const FAILURES = [
    { what: 'a script that is blocked', files: '**/assets/index-*.js', answer: refuse, notice: 'failed' },
    { what: 'a part of it that is gone', files: '**/assets/vue-*.js', answer: lose, notice: 'failed' },
    { what: 'the program of the page that is gone', files: '**/assets/*Page-*.js', answer: lose, notice: 'failed' },
    { what: 'a script that cannot be read', files: '**/assets/index-*.js', answer: garble, notice: 'outdated' },
    { what: 'a page that cannot be read', files: '**/assets/*Page-*.js', answer: garble, notice: 'outdated' },
  ] as const;
  for (const { what, files, answer, notice } of FAILURES)
    test(`${what} is said in words, with what to do`, async ({ page }) => {
      await page.setViewportSize(PHONE);
      await page.route(files, answer);
      await page.goto('/wall');
      await expectNotice(page, notice);
      await keepPicture(page, `${notice}-phone`);
      await page.unroute(files);
      await page.getByRole('button', { name: /重新打开/ }).click();
      await expect(page.locator('.splash')).toHaveCount(0);
    });

  test('a browser that knows no modules is told to be updated', async ({ page }) => {
    await page.setViewportSize(SCREEN);
    await choose(page, 'light');
    await page.addInitScript(() => {
      delete (HTMLScriptElement.prototype as { noModule?: boolean }).noModule;
    });
    await page.route('**/assets/*.js', refuse);
    await page.goto('/ranking');
    await expectNotice(page, 'outdated');
    expect(await groundOf(page, '.splash')).toBe(PAPER);
    expect(await faults(page)).toEqual([]);
    await keepPicture(page, 'outdated-screen');
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false, viewport: SCREEN });

    test('is said, too', async ({ page }) => {
      await page.goto('/wall');
      // Playwright does not look for text in what is for this case only.
      await expect(page.locator('.scriptless')).toBeVisible();
      await expect(page.locator('.scriptless h1')).toHaveText(['请启用 JavaScript', 'Please turn JavaScript on']);
      await expect(page.locator('.opening')).toBeHidden();
      await expect(page.locator('.outdated')).toBeHidden();
      await keepPicture(page, 'scriptless');
    });
  });
});

async function expectNotice(page: Page, notice: 'failed' | 'outdated'): Promise<void> {
  const [shown, hidden] = notice === 'failed' ? ['.failed', '.outdated'] : ['.outdated', '.failed'];
  const words = {
    failed: ['页面没有打开', 'The page did not open'],
    outdated: ['请升级浏览器', 'Please update the browser'],
  };
  await expect(page.locator(`${shown}[role=alert]`)).toBeVisible();
  await expect(page.locator(`${shown} h1`)).toHaveText(words[notice]);
  await expect(page.locator(shown)).toContainText('请联系系统管理员');
  await expect(page.locator(shown)).toContainText('ask the administrator');
  await expect(page.locator(hidden)).toBeHidden();
  await expect(page.locator('.opening')).toBeHidden();
}
