import { expect, test } from './kept-context.ts';

test('the server is ready and serves the wall', async ({ page, request }) => {
  expect((await request.get('/readyz')).status()).toBe(200);
  await page.goto('/wall');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
