import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, test } from './kept-context.ts';
import { signIn } from './sign-in.ts';
import { colourFaults, faults } from '../testing/axe.ts';

const NOBODY = { cookies: [], origins: [] };

/** Where each demo account begins, and what the bar offers it. */
const BEGINNINGS = {
  leader: { at: /\/ranking$/, pages: ['大屏', '排行', '指标', '公开资料', '大事与目标'], admin: false },
  head: { at: /\/units\/XC-D29$/, pages: ['本单位', '排行', '指标', '公开资料', '大事与目标'], admin: false },
  reporter: { at: /\/units\/XC-D29$/, pages: ['本单位', '指标', '公开资料', '大事与目标'], admin: false },
  steward: { at: /\/catalogue$/, pages: ['指标', '公开资料', '大事与目标'], admin: false },
  evaluator: { at: /\/ranking$/, pages: ['大屏', '排行', '工作台', '指标', '公开资料', '大事与目标'], admin: false },
  approver: { at: /\/ranking$/, pages: ['大屏', '排行', '工作台', '指标', '公开资料', '大事与目标'], admin: false },
  admin: { at: /\/accounts$/, pages: ['指标', '公开资料', '大事与目标'], admin: true },
  auditor: { at: /\/ranking$/, pages: ['大屏', '排行', '工作台', '指标', '公开资料', '大事与目标'], admin: true },
} as const;
type DemoRole = keyof typeof BEGINNINGS;
const ROLES = Object.keys(BEGINNINGS) as DemoRole[];

const bar = (page: Page) => page.getByRole('navigation', { name: '主导航' });
const demoAccount = (page: Page, role: DemoRole) =>
  page.getByRole('region', { name: '演示账号' }).getByRole('button', { name: new RegExp(`${role}$`) });

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;
const signedIn = new Map<DemoRole, Cookies>();

/**
 * A page of a new device, signed in as a role where one is given. Few sign-ins a minute are answered: devices
 * share one, unless a test ends it.
 */
async function device(browser: Browser, baseURL = '', role?: DemoRole, own = false): Promise<Page> {
  const known = role === undefined || own ? undefined : signedIn.get(role);
  const context = await browser.newContext({ baseURL, storageState: known ?? NOBODY });
  if (role !== undefined && known === undefined) {
    await signIn(context.request, baseURL, role);
    if (!own) signedIn.set(role, await context.storageState());
  }
  return context.newPage();
}

test.describe('signing in', () => {
  test.use({ storageState: NOBODY, viewport: { width: 1366, height: 768 } });

  for (const role of ROLES) {
    test(`one press of the ${role} leads to where the work begins, and offers no other page`, async ({ page }) => {
      const { at, pages, admin } = BEGINNINGS[role];
      await page.goto('/');
      await expect(page).toHaveURL(/\/login$/);
      await expect(page.getByText('演示数据，非真实评价')).toBeVisible();
      await demoAccount(page, role).click();
      await expect(page).toHaveURL(at);
      expect(await bar(page).getByRole('link').allInnerTexts()).toEqual(pages);
      await expect(bar(page).getByRole('button', { name: '管理' })).toHaveCount(admin ? 1 : 0);
      expect((await page.getByRole('banner').boundingBox())?.height).toBeLessThan(80);
      await page.getByRole('button', { name: 'English' }).click();
      expect((await page.getByRole('banner').boundingBox())?.height).toBeLessThan(80);
    });
  }

  test('says that name or password is wrong, and keeps the place to type', async ({ page }) => {
    await page.goto('/login');
    await page.getByLabel('账号', { exact: true }).fill('leader');
    await page.getByLabel('口令', { exact: true }).fill('not-the-password');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('账号或口令不对');
    await expect(page.getByLabel('口令', { exact: true })).toBeFocused();
    await expect(page.getByLabel('口令', { exact: true })).toHaveValue('');
    await expect(page.getByLabel('账号', { exact: true })).toHaveValue('leader');
  });

  test('works by keyboard alone, shows the password on demand, and knows what browsers keep', async ({ page }) => {
    await page.goto('/login');
    const password = await page.locator('code').innerText();
    await page.getByLabel('账号', { exact: true }).focus();
    await page.keyboard.type('leader');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    const field = page.getByLabel('口令', { exact: true });
    await expect(field).toHaveAttribute('type', 'text');
    await expect(field).toHaveAttribute('autocomplete', 'current-password');
    await expect(page.getByLabel('账号', { exact: true })).toHaveAttribute('autocomplete', 'username');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/ranking$/);
    const menu = page.getByRole('button', { name: '演示领导' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await expect(menu).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('Escape');
    await expect(menu).toHaveAttribute('aria-expanded', 'false');
    await expect(menu).toBeFocused();
    await page.keyboard.press('Enter');
    // One's account, the page about the product, signing out.
    for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/login$/);
  });

  test('leads to the page that was asked for, and to no other site', async ({ page }) => {
    await page.goto('/units/XC-D30?period=2022-06');
    await expect(page).toHaveURL(/\/login\?returnTo=/);
    await demoAccount(page, 'leader').click();
    await expect(page).toHaveURL('/units/XC-D30?period=2022-06');
    // Who is signed in already has nothing to do there.
    await page.goto('/login?returnTo=/catalogue');
    await expect(page).toHaveURL('/catalogue');
    for (const elsewhere of ['//evil.example/x', 'https://evil.example', '/%5Cevil.example']) {
      await page.goto(`/login?returnTo=${elsewhere}`);
      await expect(page).toHaveURL('/ranking');
    }
  });

  test('has no fault axe can find, in both languages, on both papers, wide and narrow', async ({ page }) => {
    for (const [language, paper] of [
      ['zh', '深色'],
      ['en', 'Light'],
    ] as const) {
      await page.goto(`/login?lang=${language}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await faults(page)).toEqual([]);
      await page.getByRole('button', { name: paper }).click();
      expect(await colourFaults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 780 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
  });

  test('is complete in English', async ({ page }) => {
    await page.goto('/login?lang=en');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    const words = (await page.locator('main').innerText()).replace(/演示\p{Script=Han}+/gu, '');
    expect(words).not.toMatch(/\p{Script=Han}/u);
  });
});

test.describe('the link that makes the first admin', () => {
  test.use({ storageState: NOBODY });

  test('is taken out of the address, checks what is typed, and says when it is used up', async ({ page }) => {
    await page.goto('/set-up#not-a-token');
    await expect(page.getByRole('heading', { name: '建立首个管理员' })).toBeVisible();
    expect(new URL(page.url()).hash).toBe('');
    const submit = page.getByRole('button', { name: '建立账号' });
    await page.getByLabel('账号', { exact: true }).fill('有空格 的');
    await submit.click();
    await expect(page.getByLabel('账号', { exact: true })).toBeFocused();
    await expect(page.getByRole('alert')).toContainText('. _ @ -');
    await page.getByLabel('账号', { exact: true }).fill('first.admin');
    await page.getByLabel('姓名').fill('王芳');
    await page.getByLabel('新口令', { exact: true }).fill('Green-Hills-2022');
    expect(await faults(page)).toEqual([]);
    await submit.click();
    await expect(page.getByRole('alert')).toContainText('链接已用过或不存在');
  });

  test('is asked for where it is missing', async ({ page }) => {
    await page.goto('/set-up?lang=en');
    await expect(page.getByText('This address holds no token.')).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
  });
});

test.describe('a session', () => {
  test.use({ viewport: { width: 1366, height: 768 } });

  test('ends with signing out, and nothing of it is left', async ({ browser, baseURL }) => {
    const page = await device(browser, baseURL, 'leader', true);
    await page.goto('/ranking');
    await expect(page.getByRole('table')).toBeVisible();
    await page.getByRole('button', { name: '演示领导' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect(page).toHaveURL(/\/login$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/login/);
    await expect(page.getByRole('table')).toHaveCount(0);
    await page.context().close();
  });

  test('is listed, can be ended from elsewhere, and says so where it ended', async ({ browser, baseURL }) => {
    const here = await device(browser, baseURL, 'evaluator', true);
    const there = await device(browser, baseURL, 'evaluator', true);
    await there.goto('/ranking?kind=township');
    await expect(there.getByRole('table')).toBeVisible();
    await here.goto('/account');
    const rows = here.getByRole('region', { name: '登录的设备' }).locator('tbody tr');
    await expect(rows.first()).toContainText('本机');
    await expect(rows.first()).toContainText('Chrome');
    const before = await rows.count();
    expect(before).toBeGreaterThan(1);
    // The most recent one that is not this.
    await rows.nth(1).getByRole('button', { name: /^结束/ }).click();
    await expect(rows).toHaveCount(before - 1);
    await expect(there).toHaveURL(/\/login\?returnTo=%2Franking%3Fkind%3Dtownship&why=ended$/);
    await expect(there.getByText('登录已失效，请重新登录。')).toBeVisible();
    await demoAccount(there, 'evaluator').click();
    await expect(there).toHaveURL('/ranking?kind=township');
    for (const page of [here, there]) await page.context().close();
  });

  test('shows who one is and how far a role reaches', async ({ browser, baseURL }) => {
    const page = await device(browser, baseURL, 'head');
    await page.goto('/account');
    const who = page.getByRole('region', { name: '我是谁' });
    for (const words of ['演示局长', 'head', '部门/镇街负责人']) await expect(who).toContainText(words);
    // The unit the person is of, and the one the role is for.
    await expect(who.locator('dd', { hasText: /局$/ })).toHaveCount(2);
    await page.context().close();
  });

  test('with a first password opens nothing before it is changed; its rules are marked as one types', async ({
    browser,
    baseURL,
  }) => {
    const admin = await device(browser, baseURL, 'admin');
    const login = `new${Date.now()}`;
    const made = await admin.request.post('/api/v1/accounts', {
      headers: { origin: String(baseURL) },
      data: {
        login,
        name: '新同志',
        unit: null,
        grants: [{ role: 'admin', unit: null, index: null }],
        reason: '测试',
      },
    });
    expect(made.ok(), await made.text()).toBe(true);
    const { password } = (await made.json()) as { password: string };
    const page = await device(browser, baseURL);
    await page.goto('/login?returnTo=/audit');
    await page.getByLabel('账号', { exact: true }).fill(login);
    await page.getByLabel('口令', { exact: true }).fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByText('请先修改口令。')).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await page.goto('/ranking');
    await expect(page).toHaveURL(/\/account$/);
    expect(await faults(page)).toEqual([]);

    const rules = page.getByRole('region', { name: '修改口令' }).locator('li');
    const next = page.getByLabel('新口令', { exact: true });
    await expect(rules.filter({ hasText: '已满足' })).toHaveCount(0);
    await next.fill(`${login}-A`);
    await expect(rules.filter({ hasText: '已满足' })).toHaveText([/10 个字符/, /至少三种/, /连续/]);
    await next.fill('Green-Hills-2022');
    await expect(rules.filter({ hasText: '已满足' })).toHaveCount(4);
    const submit = page.getByRole('button', { name: '修改口令' });
    await page.getByLabel('当前口令').fill('not-the-password');
    await page.getByLabel('再输一遍新口令').fill('Green-Hills-2021');
    await submit.click();
    await expect(page.getByRole('alert')).toContainText('不一样');
    await page.getByLabel('再输一遍新口令').fill('Green-Hills-2022');
    await submit.click();
    await expect(page.getByRole('alert')).toContainText('当前口令不对');
    await expect(page.getByLabel('当前口令')).toBeFocused();
    await page.getByLabel('当前口令').fill(password);
    for (const field of [next, page.getByLabel('再输一遍新口令')]) await field.fill('changeme123!');
    await submit.click();
    await expect(page.getByRole('alert')).toHaveText(/^口令要求：过于常见/);
    for (const field of [next, page.getByLabel('再输一遍新口令')]) await field.fill('Green-Hills-2022');
    await submit.click();
    await expect(page.getByText('口令已修改')).toBeVisible();
    await page.getByRole('link', { name: '继续' }).click();
    await expect(page).toHaveURL(/\/accounts$/);
    for (const one of [admin, page]) await one.context().close();
  });

  test('stands in a watermark over every office page, and on no other', async ({ browser, baseURL }) => {
    const page = await device(browser, baseURL, 'approver');
    const mark = () =>
      page.evaluate(() => {
        const found = document.querySelector('.watermark');
        if (found === null) return null;
        const { backgroundImage, pointerEvents } = getComputedStyle(found, '::after');
        return { drawn: decodeURIComponent(backgroundImage), pointerEvents, hidden: found.ariaHidden };
      });
    for (const path of ['/ranking', '/units/XC-D30', '/catalogue', '/account']) {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      const found = await mark();
      expect(found?.drawn, path).toContain('演示审定人 approver');
      expect(found?.drawn, path).toMatch(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
      expect([found?.pointerEvents, found?.hidden]).toEqual(['none', 'true']);
    }
    await page.goto('/wall');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await mark()).toBeNull();
    await page.context().close();
  });
});

test.describe('a page that is not open', () => {
  test.use({ viewport: { width: 1366, height: 768 } });

  for (const [role, path, openTo] of [
    ['reporter', '/ranking', '领导、部门/镇街负责人、评价员、审定人、审计员'],
    ['leader', '/workbench', '评价员、审定人、审计员'],
    ['leader', '/accounts', '管理员、审计员'],
    ['steward', '/audit', '管理员、审计员'],
    ['admin', '/units/XC-D30', '领导、部门/镇街负责人、档案员、数据员、评价员、审定人、审计员'],
  ] as const) {
    test(`says to the ${role} whom ${path} is open to`, async ({ browser, baseURL }) => {
      const page = await device(browser, baseURL, role);
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1, name: '您没有查看权限' })).toBeVisible();
      await expect(page.locator('main')).toContainText(openTo);
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }

  test('is another unit to a head, who sees its rank and total and nothing behind', async ({ browser, baseURL }) => {
    const page = await device(browser, baseURL, 'head');
    await page.goto('/units/XC-D30');
    await expect(page.locator('main')).toContainText('但不是这一个单位');
    await page.goto('/ranking');
    await expect(page.locator('tr.line')).toHaveCount(83);
    await expect(page.locator('tr.line.own')).toHaveCount(1);
    await expect(page.locator('tr.own').getByRole('link')).toHaveCount(1);
    await expect(page.locator('tr.own').getByRole('button')).toHaveCount(1);
    const others = page.locator('tr.line:not(.own)');
    await expect(others.getByRole('link')).toHaveCount(0);
    await expect(others.getByRole('button')).toHaveCount(0);
    await expect(others.first().locator('.total')).toHaveCount(1);
    await page.context().close();
  });
});

test.describe('a display', () => {
  /** Registers a display as the admin. */
  async function register(page: Page, baseURL: string | undefined, screens: string[]) {
    const answer = await page.request.post('/api/v1/displays', {
      headers: { origin: String(baseURL) },
      data: { name: '大厅屏', screens, reason: '测试' },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { display: { id: string }; token: string };
  }

  test('is bound once, shows what it was given, and stops when it is revoked', async ({ browser, baseURL }) => {
    const admin = await device(browser, baseURL, 'admin');
    const { display, token } = await register(admin, baseURL, ['overview', 'platform']);
    const wall = await device(browser, baseURL);
    await wall.goto(`/display#${token}`);
    await expect(wall).toHaveURL(/\/wall$/);
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText('新昌县');
    await expect(wall.getByRole('navigation', { name: '大屏场景' }).getByRole('link')).toHaveText(['总览', /.+/]);
    await expect(wall.locator('main .scene')).toHaveCount(1);
    // Nothing behind a figure is open to it.
    await expect(wall.locator('main [aria-haspopup=dialog]')).toHaveCount(0);
    await wall.keyboard.press('ArrowRight');
    await expect(wall).toHaveURL(/scene=platform/);
    await wall.keyboard.press('ArrowRight');
    await expect(wall).toHaveURL(/scene=overview/);

    const other = await device(browser, baseURL);
    await other.goto(`/display#${token}`);
    await expect(other.getByRole('heading', { name: '登记链接已用过，或不存在' })).toBeVisible();
    expect(new URL(other.url()).hash).toBe('');

    const revoked = await admin.request.post(`/api/v1/displays/${display.id}/revocation`, {
      headers: { origin: String(baseURL) },
      data: { reason: '测试结束' },
    });
    expect(revoked.ok(), await revoked.text()).toBe(true);
    await expect(wall.getByRole('heading', { name: '此屏幕的凭证已停用' })).toBeVisible();
    await expect(wall).toHaveURL(/\/wall/);
    await expect(wall.locator('input')).toHaveCount(0);
    expect(await faults(wall)).toEqual([]);
    for (const page of [admin, wall, other]) await page.context().close();
  });

  test('that nobody registered says so, and leads to no login by itself', async ({ browser, baseURL }) => {
    const page = await device(browser, baseURL);
    await page.goto('/wall');
    await expect(page.getByRole('heading', { name: '此屏幕尚未登记' })).toBeVisible();
    await expect(page.locator('input')).toHaveCount(0);
    await page.getByRole('link', { name: '登录' }).click();
    await demoAccount(page, 'leader').click();
    await expect(page).toHaveURL('/wall');
    await expect(page.locator('main .scene')).toHaveCount(1);
    await page.context().close();
  });
});
