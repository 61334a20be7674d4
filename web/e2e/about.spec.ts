import { faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';

test.describe('about', () => {
  test.use({ viewport: { width: 1366, height: 900 } });

  test('names versions, where the data is from, and every component with its licence', async ({ page }) => {
    await page.goto('/ranking');
    await page.locator('header .person').getByRole('button').click();
    await page.getByRole('link', { name: '关于档治' }).click();
    await expect(page).toHaveURL('/about');
    const versions = page.getByRole('region', { name: '版本' });
    await expect(versions).toContainText(/产品\s*0\.1\.0/);
    await expect(versions).toContainText(/ClickHouse\s*\d+\.\d+.*，内嵌/);
    await expect(versions).toContainText(/PostgreSQL\s*\d+\.\d+.*，内嵌/);
    await expect(versions).toContainText('尚未确定');
    await expect(page.getByRole('region', { name: '数据出处' })).toContainText('演示数据');
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    await expect(row('echarts')).toContainText('Apache-2.0');
    await expect(row('vue')).toContainText('MIT');
    await expect(row('@fontsource/noto-sans-sc')).toContainText('OFL-1.1');
    expect(await faults(page)).toEqual([]);
  });

  test('gives a licence and its notice by keyboard, and the focus back', async ({ page }) => {
    await page.goto('/about');
    await page.getByRole('searchbox').fill('echarts apache');
    await expect(page.getByRole('status').filter({ hasText: /^1 个$/ })).toBeVisible();
    const read = page.getByRole('button', { name: 'echarts 的许可 Apache-2.0', exact: true });
    await read.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'echarts 的许可' });
    await expect(dialog).toContainText('Apache License');
    // What Apache-2.0 asks to be kept beside it.
    await expect(dialog).toContainText('The Apache Software Foundation');
    await expect(dialog).toContainText('Mike Bostock');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(read).toBeFocused();
  });

  test('lists what ClickHouse is built with', async ({ page }) => {
    await page.goto('/about?lang=en');
    await page.getByRole('button', { name: /^[\d,]+ parts$/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Inside ClickHouse' });
    await expect(dialog.getByRole('listitem').first()).toBeVisible();
    expect(await dialog.getByRole('listitem').count()).toBeGreaterThan(1000);
    await dialog.getByRole('searchbox').fill('openssl');
    await dialog.getByRole('button', { name: 'Licence of openssl Apache-2.0', exact: true }).first().click();
    await expect(page.getByRole('dialog', { name: 'Licence of openssl' })).toContainText('Apache License');
  });

  test('is for who is signed in, and the build’s own list is for nobody', async ({ request, browser, baseURL }) => {
    expect((await request.get('/.vite/license.json')).status()).toBe(404);
    const stranger = await browser.newContext({
      ...(baseURL !== undefined && { baseURL }),
      storageState: { cookies: [], origins: [] },
    });
    expect((await stranger.request.get('/api/v1/about')).status()).toBe(401);
    const page = await stranger.newPage();
    await page.goto('/about');
    await expect(page).toHaveURL(/\/login/);
    await stranger.close();
  });
});
