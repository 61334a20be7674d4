import { readFileSync, readdirSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { countWire, sumOf } from '../testing/wire.ts';

// What comes over the wire. Each in a context of its own: a browser that was never here.
const DIST = join(import.meta.dirname, '../dist');
const MOST_BYTES = 700_000;

test.describe('a cold wall', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('weighs at most 700 kB over plain http, and takes no slice but the one of ▾', async ({ page }) => {
    const wire = await countWire(page);
    const faces = new Set<string>();
    page.on('request', (request) => {
      if (request.url().endsWith('.woff2')) faces.add(request.url().replace(/.*\/|-[\w-]{8}\.woff2/g, ''));
    });
    await page.goto('/wall');
    await expect(page.locator('canvas').first()).toBeVisible();
    const come = () =>
      page.evaluate(() => {
        const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
        const wanted = entries.filter(({ name, responseEnd }) => responseEnd > 0 && /\/wall\/|slices.*css/.test(name));
        return new Set(wanted.map(({ name }) => new URL(name).pathname)).size;
      });
    // The other scenes are fetched ahead, and the list of slices last of all.
    await expect.poll(come).toBe(4);
    await page.evaluate(() => document.fonts.ready);
    const parts = wire();
    expect(parts.scripts).toBeGreaterThan(100_000);
    expect(parts.answers).toBeGreaterThan(10_000);
    expect(sumOf(parts), JSON.stringify(parts)).toBeLessThan(MOST_BYTES);
    // The package's own file, which ours are cut from, lacks that character.
    expect([...faces].filter((face) => face.startsWith('noto-sans-sc'))).toEqual(['noto-sans-sc-88-400-normal']);
    expect([...faces]).toContain('wall-400');
  });
});

test.describe('a built file', () => {
  const script = readdirSync(join(DIST, 'assets')).find((name) => /^index-.*\.js$/.test(name)) ?? '';
  const face = readdirSync(join(DIST, 'assets')).find((name) => name.endsWith('.woff2')) ?? '';
  const plain = readFileSync(join(DIST, 'assets', script));

  const ask = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get(url, { headers }, resolve).on('error', reject),
    );
    const bytes = Buffer.concat(await answer.toArray());
    return { status: answer.statusCode, headers: answer.headers, bytes };
  };

  test('goes out as it was compressed, to whoever reads that', async ({ baseURL }) => {
    const url = `${baseURL}/assets/${script}`;
    const forms = [
      { asked: {}, encoding: undefined, read: (bytes: Buffer) => bytes },
      { asked: { 'accept-encoding': 'gzip, deflate' }, encoding: 'gzip', read: gunzipSync },
      { asked: { 'accept-encoding': 'gzip, deflate, br' }, encoding: 'br', read: brotliDecompressSync },
    ];
    const etags = new Set<string>();
    for (const { asked, encoding, read } of forms) {
      const { status, headers, bytes } = await ask(url, asked);
      expect([status, headers['content-encoding']]).toEqual([200, encoding]);
      expect(headers['content-type']).toMatch(/^(text|application)\/javascript/);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers.vary).toBe('accept-encoding');
      expect(read(bytes).equals(plain)).toBe(true);
      const etag = headers.etag ?? '';
      etags.add(etag);
      const again = await ask(url, { ...asked, 'if-none-match': etag });
      expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
      const piece = await ask(url, { ...asked, range: 'bytes=0-9' });
      expect([piece.status, piece.headers['content-encoding'], piece.bytes]).toEqual([
        206,
        encoding,
        bytes.subarray(0, 10),
      ]);
    }
    expect(etags.size).toBe(3);
  });

  test('that is a page may be asked for again, and a face is compressed already', async ({ baseURL, request }) => {
    const page = await ask(`${baseURL}/wall`, { 'accept-encoding': 'gzip' });
    expect(page.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-cache' });
    expect(gunzipSync(page.bytes).toString()).toBe(readFileSync(join(DIST, 'index.html'), 'utf8'));
    const woff2 = await ask(`${baseURL}/assets/${face}`, { 'accept-encoding': 'gzip, br' });
    expect([woff2.status, woff2.headers['content-encoding']]).toEqual([200, undefined]);
    for (const path of [`/assets/${script}`, '/wall'])
      expect((await request.head(path)).headers()).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
  });
});
