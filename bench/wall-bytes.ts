import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../web/e2e/find-chromium.ts';
import { countWire, KINDS, sumOf } from '../web/testing/wire.ts';
import { signIn } from './askers.ts';
import { rounded, type Figure } from './figure.ts';

const SCRIPTS_LIMIT_KB = 350;
const LIMIT_KB = 700;

/**
 * What a browser that has nothing loads to show the wall: its scripts, each gzipped at the default level, and everything
 * as it came over the wire.
 */
export async function benchWallBytes(address: string): Promise<Figure[]> {
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
    const scripts = gzippedScripts(page);
    const wire = await countWire(page);
    await page.goto(`${address}/wall`, { waitUntil: 'load' });
    await page.locator('canvas').first().waitFor();
    await page.waitForTimeout(5000);
    const parts = wire();
    return [
      limited('web.wall-js-gzip-kb', await scripts(), SCRIPTS_LIMIT_KB),
      limited('web.wall-cold-kb', sumOf(parts), LIMIT_KB),
      ...KINDS.map((kind) => ({ name: `web.wall-cold-${kind}-kb`, value: rounded(parts[kind] / 1000), unit: 'kB' })),
    ];
  } finally {
    await browser.close();
  }
}

function gzippedScripts(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js'))
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const limited = (name: string, bytes: number, limit: number): Figure => ({
  name,
  value: rounded(bytes / 1000),
  unit: 'kB',
  against: limit,
  ratio: rounded(bytes / 1000 / limit),
});
