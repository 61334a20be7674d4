import type { Locator, Page } from '@playwright/test';
import { expect, test as base } from './kept-context.ts';
import { storeDown } from './store-down.ts';
import { signIn } from './sign-in.ts';
import { colourFaults, faults } from '../testing/axe.ts';

const NOBODY = { cookies: [], origins: [] };

const test = base.extend<{ origin: string }>({ origin: ({ baseURL }, use) => use(baseURL ?? '') });

/** Each run makes accounts and displays of its own: the stores are shared by all tests. */
const mark = Date.now().toString(36);

const row = (page: Page, words: string | RegExp) => page.getByRole('row').filter({ hasText: words });
const dialog = (page: Page) => page.getByRole('dialog');
const isWiderThanSheet = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth > 0);
/** The page's own words: names of people and units and what they wrote stay as they are. */
const ownWords = (page: Page) =>
  page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const cell of copy.querySelectorAll('tbody')) cell.remove();
    return (copy.textContent ?? '').replaceAll('演示局长', '');
  });

/** By keyboard as far as it goes: a select opens with Enter and is searched by typing. */
async function choose(within: Page | Locator, box: RegExp, words: string, option: string | RegExp) {
  const select = within.getByRole('combobox', { name: box });
  await select.press('Enter');
  if (words !== '') await select.pressSequentially(words);
  // The list stands in a layer of the page, not in the dialog it belongs to.
  await select.page().getByRole('option', { name: option }).first().click();
}

/** Makes an account as an admin does, and closes the dialog that tells its password. */
async function makeAccount(page: Page, login: string, name: string): Promise<string> {
  await page.goto('/accounts');
  await page.getByRole('button', { name: '新建账号' }).click();
  const form = dialog(page);
  await form.getByLabel('姓名').fill(name);
  await form.getByLabel('登录名').fill(login);
  await choose(form, /^单位/, 'xdag', /县档案馆/);
  await form.getByRole('button', { name: /添加角色/ }).click();
  await form.getByLabel('理由').fill('端到端测试');
  await form.getByRole('button', { name: '建立账号' }).click();
  await expect(dialog(page)).toContainText('只显示这一次');
  const password = (await dialog(page).locator('.secret').innerText()).trim();
  await page.getByRole('button', { name: '已记下，关闭' }).click();
  return password;
}

test.use({ storageState: NOBODY, viewport: { width: 1366, height: 768 } });

test.describe('an admin', () => {
  test.beforeEach(async ({ page, origin }) => signIn(page.request, origin, 'admin'));

  test('makes an account, whose first password has to be changed', async ({ page, playwright, origin }) => {
    const login = `new-${mark}`;
    const password = await makeAccount(page, login, '张新');
    await expect(row(page, login)).toContainText('档案员');
    await expect(row(page, login)).toContainText('县档案馆及下级');

    const other = await playwright.request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
    const answer = await other.post('/api/v1/session', { data: { login, password } });
    // Names, although nothing else is answered before the password is changed.
    const name = { zh: '新昌县档案馆' };
    expect(await answer.json()).toMatchObject({
      person: { login, mustChangePassword: true, names: [{ code: 'XC-D13', name }] },
    });
    expect((await other.get('/api/v1/units')).status()).toBe(403);
    await other.dispose();
  });

  test('is told what is wrong before anything is sent', async ({ page }) => {
    await page.goto('/accounts');
    await page.getByRole('button', { name: '新建账号' }).click();
    const form = dialog(page);
    await form.getByRole('button', { name: /添加角色/ }).click();
    await form.getByRole('button', { name: '建立账号' }).click();
    await expect(form.getByRole('alert').filter({ hasText: '必须指定单位' })).toBeVisible();
    await expect(form.getByRole('alert').filter({ hasText: '请写明理由' })).toBeVisible();
    await choose(form, /^角色 1/, '', '管理员');
    await form.getByRole('button', { name: /添加角色/ }).click();
    await choose(form, /^角色 2/, '', '评价员');
    await expect(form.getByRole('alert').filter({ hasText: '管理员不能兼' })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: '新建账号' })).toBeFocused();
  });

  test('finds accounts by role, unit, state and words, all in the address', async ({ page }) => {
    await page.goto('/accounts');
    await choose(page, /^角色/, '', '审计员');
    await expect(page).toHaveURL(/role=auditor/);
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.goBack();
    await page.getByRole('searchbox').fill('演示局长');
    await expect(page).toHaveURL(/q=/);
    await expect(row(page, '演示局长')).toBeVisible();
    await expect(row(page, '演示领导')).toHaveCount(0);
    await page.getByRole('link', { name: '清除全部筛选' }).click();
    await page.goto('/accounts?state=disabled&q=nobody-is-called-so');
    await expect(page.getByText('没有符合条件的账号')).toBeVisible();
  });

  test('changes roles, and what was held before is kept with its reason', async ({ page }) => {
    const login = `roles-${mark}`;
    await makeAccount(page, login, '李换岗');
    await row(page, login).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('李换岗');
    await page.getByRole('button', { name: '编辑' }).click();
    await choose(dialog(page), /^角色 1/, '', '领导');
    await dialog(page).getByLabel('理由').fill('轮岗');
    await dialog(page).getByRole('button', { name: '保存' }).click();
    const history = page.getByRole('region', { name: '角色历史' }).getByRole('row');
    await expect(history).toHaveCount(3);
    await expect(history.nth(1)).toContainText('领导');
    await expect(history.nth(1)).toContainText('轮岗');
    await expect(history.nth(1)).toContainText('现任');
    await expect(history.nth(2)).toContainText('档案员');
    await expect(history.nth(2)).not.toContainText('现任');

    await page.getByRole('link', { name: /有关的审计记录/ }).click();
    const line = row(page, '轮岗');
    await expect(line).toContainText('修改账号');
    await expect(line.locator('del')).toContainText('档案员');
    await expect(line.locator('ins')).toContainText('领导');
    await expect(line.locator('dt')).toHaveText(['角色']);
  });

  test('disables an account and gives it a new password', async ({ page, origin }) => {
    const login = `gone-${mark}`;
    const password = await makeAccount(page, login, '王停用');
    await row(page, login).getByRole('link').click();
    await page.getByRole('button', { name: '重置口令' }).click();
    await dialog(page).getByLabel('理由').fill('忘记口令');
    await dialog(page).getByRole('button', { name: '重置口令' }).click();
    await expect(dialog(page)).toContainText('只显示这一次');
    expect((await dialog(page).locator('.secret').innerText()).trim()).not.toBe(password);
    await page.getByRole('button', { name: '已记下，关闭' }).click();
    await page.getByRole('button', { name: '停用' }).click();
    await dialog(page).getByRole('button', { name: '停用' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('请写明理由');
    await dialog(page).getByLabel('理由').fill('离职');
    await dialog(page).getByRole('button', { name: '停用' }).click();
    await expect(page.getByText('已停用')).toBeVisible();
    const refused = await page.request.post('/api/v1/session', {
      headers: { origin },
      data: { login, password },
    });
    expect(refused.status()).toBe(401);
  });

  test('sees the table of rights, and who could see a unit', async ({ page }) => {
    await page.goto('/roles');
    const rights = page.getByRole('region', { name: '权限表' });
    await expect(rights.getByRole('row').filter({ hasText: 'observation.inspect' })).toContainText('回避');
    await expect(rights.getByRole('row').filter({ hasText: 'account.manage' }).getByText('全县')).toHaveCount(1);
    await choose(page, /^单位/, 'xdag', /县档案馆/);
    await expect(page).toHaveURL(/unit=XC-D13/);
    await expect(page.getByRole('region', { name: '谁能看什么' }).getByRole('row').first()).toBeVisible();
    await expect(row(page, '演示领导')).toContainText('全县');
    // The calendar that opens beside it bears the same name.
    const at = page.getByRole('combobox', { name: /^时刻/ });
    await at.fill('2020-01-01T08:00');
    await at.press('Enter');
    await page.getByRole('heading', { level: 1 }).click();
    await expect(page).toHaveURL(/at=2020/);
    await expect(page.getByText('当时没有人能看到')).toBeVisible();
  });

  test('registers a display, gives it a new token and shuts it out', async ({ page, playwright, origin }) => {
    const name = `大厅 ${mark}`;
    await page.goto('/displays');
    await page.getByRole('button', { name: '登记大屏' }).first().click();
    await dialog(page).getByLabel('名称').fill(name);
    await dialog(page).getByRole('checkbox', { name: '公共数据平台' }).uncheck();
    await dialog(page).getByLabel('理由').fill('新大厅');
    await dialog(page).getByRole('button', { name: '登记' }).click();
    const address = (await dialog(page).locator('.secret').innerText()).trim();
    expect(address).toMatch(new RegExp(`^${origin}/display#.{20,}$`));
    await page.getByRole('button', { name: '已记下，关闭' }).click();
    await expect(row(page, name)).toContainText('待绑定');
    await expect(row(page, name)).not.toContainText('公共数据平台');

    const device = await playwright.request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
    const claim = (token: string) => device.post('/api/v1/display-session', { data: { token } });
    expect((await claim(address.split('#')[1] ?? '')).ok()).toBe(true);
    await page.reload();
    await expect(row(page, name)).toContainText('在用');
    await expect(row(page, name)).toContainText('前');

    await page.getByRole('button', { name: `给${name}换令牌` }).click();
    await expect(dialog(page)).toContainText('原设备立即失效');
    await dialog(page).getByLabel('理由').fill('换机器');
    await dialog(page).getByRole('button', { name: '换令牌' }).click();
    await page.getByRole('button', { name: '已记下，关闭' }).click();
    await expect(row(page, name)).toContainText('待绑定');

    await page.getByRole('button', { name: `收回${name}` }).click();
    await dialog(page).getByLabel('理由').fill('大厅拆除');
    await dialog(page).getByRole('button', { name: '收回' }).click();
    await expect(row(page, name)).toContainText('已收回');
    await device.dispose();
  });

  test('reads the trail: filtered, page by page, whole, and to take along', async ({ page }) => {
    await page.goto('/audit');
    await expect(page.getByText('完整', { exact: true })).toBeVisible();
    await choose(page, /^做了什么/, '', '登录');
    await expect(page).toHaveURL(/action=session\.start/);
    await expect(row(page, '登录').first()).toBeVisible();
    await page.goto('/audit?to=2020-01-01');
    await expect(page.getByText('没有符合条件的记录')).toBeVisible();
    await page.goto('/audit?outcome=done&from=2020-01-01');
    const download = page.getByRole('link', { name: /导出筛选结果/ });
    await expect(download).toHaveAttribute('href', /audit\/export\?from=2019-12-31T16.*outcome=done/);
    const answer = await page.request.get((await download.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toContain('text/csv');
  });

  test('says when the server refuses or fails, and keeps what was written', async ({ page }) => {
    await page.goto('/accounts');
    await page.getByRole('button', { name: '新建账号' }).click();
    await dialog(page).getByLabel('姓名').fill('重名');
    await dialog(page).getByLabel('登录名').fill('admin');
    await dialog(page).getByLabel('理由').fill('试一试');
    await dialog(page).getByRole('button', { name: '建立账号' }).click();
    await expect(dialog(page).getByRole('alert')).toBeVisible();
    await expect(dialog(page).getByLabel('姓名')).toHaveValue('重名');
    const comeBack = await storeDown(page, '**/api/v1/displays');
    await page.goto('/displays');
    await expect(page.getByRole('alert')).toBeVisible();
    comeBack();
    await page.getByRole('button', { name: '重试' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  // Words change with the language and colours with the paper; what axe looks at else is in both the same.
  for (const [theme, locale, look] of [
    ['light', 'zh', faults],
    ['dark', 'en', colourFaults],
  ] as const) {
    test(`finds pages without a fault of axe, ${theme}, ${locale}, down to a narrow sheet`, async ({ page }) => {
      await page.addInitScript(
        (chosen) => localStorage.setItem('dangzhi.preferences', chosen),
        JSON.stringify({ theme, locale }),
      );
      for (const path of ['/accounts', '/accounts/demo-head', '/roles?unit=XC-D13', '/displays', '/audit']) {
        await page.setViewportSize({ width: 1366, height: 768 });
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await look(page), path).toEqual([]);
        if (locale === 'en') expect((await ownWords(page)).match(/\p{Script=Han}{2,}/gu), path).toBeNull();
        for (const width of [1366, 720]) {
          await page.setViewportSize({ width, height: 768 });
          expect(await isWiderThanSheet(page), `${path} at ${width}`).toBe(false);
        }
      }
    });
  }
});

test('no page but the admin ones carries the kit', async ({ page, origin }) => {
  await signIn(page.request, origin, 'auditor');
  const kit = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--el-color-primary'));
  for (const path of ['/wall', '/ranking']) {
    await page.goto(path);
    await page.waitForLoadState('load');
    expect(await kit(), path).toBe('');
  }
  await page.goto('/accounts');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await kit()).not.toBe('');
});

test('an auditor sees everything and may change nothing', async ({ page, origin }) => {
  await signIn(page.request, origin, 'auditor');
  for (const path of ['/accounts', '/displays', '/accounts/demo-head']) {
    await page.goto(path);
    await expect(page.getByText('只读：')).toBeVisible();
    await expect(page.getByRole('button', { name: /新建|登记|编辑|停用|重置|收回|换令牌/ })).toHaveCount(0);
  }
  await page.goto('/audit');
  await expect(page.getByText('完整', { exact: true })).toBeVisible();
  const refused = await page.request.post('/api/v1/displays', {
    headers: { origin },
    data: { name: '不许', screens: ['overview'], reason: '不许' },
  });
  expect(refused.status()).toBe(403);
});
