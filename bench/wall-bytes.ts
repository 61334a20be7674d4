import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { findChromium } from '../web/e2e/find-chromium.ts';
import { signIn } from './askers.ts';
import { rounded, type Figure } from './figure.ts';

const LIMIT_KB = 350;

/** JavaScript a browser really loads to show the wall, each file gzipped at the default level. */
export async function benchWallBytes(address: string): Promise<Figure> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const [name, value] = (await signIn(address, 'leader')).split('=') as [string, string];
    await context.addCookies([{ name, value, url: address }]);
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js'))
        sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(`${address}/wall`, { waitUntil: 'load' });
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('load');
    await page.waitForTimeout(2000);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return {
      name: 'web.wall-js-gzip-kb',
      value: rounded(bytes / 1000),
      unit: 'kB',
      against: LIMIT_KB,
      ratio: rounded(bytes / 1000 / LIMIT_KB),
    };
  } finally {
    await browser.close();
  }
}
