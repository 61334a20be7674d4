import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { faults } from '../testing/axe.ts';

// A figure of another year: it waits, and whoever reads the unit is told that something does.
const UNIT = 'XC-D29';
// No month of published figures: there the county's own counts, and not what its departments report.
const MONTH = '2022-11';

const asOperator = () => ({
  authorization: `Bearer ${readFileSync(join(process.env['E2E_DATA_DIR'] ?? '', 'operator.token'), 'utf8').trim()}`,
});

async function report(request: APIRequestContext, value: string): Promise<number> {
  const rows = [{ measure: 'formal-items', unit: UNIT, period: MONTH, value, reason: '误填上一年的数' }];
  const headers = asOperator();
  const answer = await request.post('/api/v1/observations', { headers, data: { standing: 'reported', rows } });
  expect(await answer.json()).toMatchObject({ stored: 0, pending: 1 });
  const page = (await (await request.get(`/api/v1/pending-values?unit=${UNIT}`, { headers })).json()) as {
    items: { id: number }[];
  };
  return page.items[0]?.id ?? 0;
}

test('@alone a value that waits is said, and counts for nothing', async ({ page, request }) => {
  const total = page.getByRole('region', { name: '总分' });
  const openUnit = async (unit = UNIT): Promise<void> => {
    await page.goto(`/units/${unit}?period=${MONTH}`);
    await expect(page.getByRole('heading', { level: 2, name: '得分构成' })).toBeVisible();
  };
  await openUnit();
  const before = await total.innerText();
  await expect(page.getByText('有待审值')).toHaveCount(0);

  const id = await report(request, '5200');
  await openUnit();
  await expect(page.getByRole('note')).toContainText('电子文件正式归档转化率有待审值，审定前仍按原值计。');
  expect(await total.innerText()).toBe(before);
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: '全部展开' }).click();
  const row = page.locator('.sheet tr.leaf').filter({ hasText: '电子文件正式归档转化率' });
  await expect(row).toContainText('有待审值');
  await row.locator('.col-value').getByRole('button').click();
  await expect(page.getByRole('dialog')).toContainText(`${MONTH} 报 5,200，审定前不计入`);

  // The county's figure is made of those of its units.
  await openUnit('330624');
  await expect(page.getByRole('note')).toContainText('电子文件正式归档转化率有待审值');

  const decision = { accept: false, reason: '误填上一年的数' };
  const answer = await request.post(`/api/v1/pending-values/${id}/decision`, { headers: asOperator(), data: decision });
  expect(answer.status()).toBe(200);
  await openUnit();
  await expect(page.getByText('有待审值')).toHaveCount(0);
});
