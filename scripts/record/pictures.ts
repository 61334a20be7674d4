import { readFileSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../web/e2e/find-chromium.ts';

/** Two pictures of one page, compared point by point. */
export interface PictureDifference {
  /** Share of points that differ visibly, from 0 to 1; where sizes differ, of the larger of both. */
  readonly share: number;
  readonly sizes: readonly [before: string, after: string];
  /** The points that differ in red on what was there, as a PNG. */
  readonly picture: Buffer;
}

/** As the page answers: a PNG as text, since bytes do not leave it. */
type Compared = Omit<PictureDifference, 'picture'> & { readonly picture: string };

/** Of 255, in any colour: less is the edge of a letter drawn a fraction of a point beside. */
const VISIBLE = 12;

/** Run in a page, which decodes pictures by itself. */
const COMPARE = `async ([before, after, visible]) => {
  const load = async (url) => createImageBitmap(await (await fetch(url)).blob());
  const [a, b] = await Promise.all([load(before), load(after)]);
  const [width, height] = [Math.max(a.width, b.width), Math.max(a.height, b.height)];
  const pointsOf = (image) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height);
  };
  const [one, other] = [pointsOf(a), pointsOf(b)];
  let differing = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    let widest = 0;
    for (let part = 0; part < 4; part += 1) widest = Math.max(widest, Math.abs(one.data[at + part] - other.data[at + part]));
    const isSame = widest <= visible;
    if (!isSame) differing += 1;
    const grey = 200 + (one.data[at] + one.data[at + 1] + one.data[at + 2]) / 14;
    one.data.set(isSame ? [grey, grey, grey, 255] : [220, 0, 60, 255], at);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d').putImageData(one, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return { share: differing / (width * height), sizes: [a.width + '×' + a.height, b.width + '×' + b.height], picture: btoa(text) };
}`;

/** Compares pictures in a browser; to be closed. Files of the same bytes are the same without one. */
export async function openComparer() {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page: Page = await browser.newPage();
  return {
    /** @returns `null` when no point differs visibly */
    compare: async (before: string, after: string): Promise<PictureDifference | null> => {
      const [one, other] = [readFileSync(before), readFileSync(after)];
      if (one.equals(other)) return null;
      const [first, second] = [one, other].map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`);
      const found = await page.evaluate<Compared>(`(${COMPARE})(${JSON.stringify([first, second, VISIBLE])})`);
      if (found.share === 0 && found.sizes[0] === found.sizes[1]) return null;
      return { ...found, picture: Buffer.from(found.picture, 'base64') };
    },
    close: () => browser.close(),
  };
}
