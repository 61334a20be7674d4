import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Blob, Face } from 'harfbuzzjs';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';
import { readOwnCharacters, type OwnCharacters } from './own-characters.ts';
import { readRanges, writeRanges } from './unicode-ranges.ts';

const FONT = path.dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/package.json')));
const CACHE = path.resolve(import.meta.dirname, '../node_modules/.cache/own-faces');
const WEIGHTS = [400, 500, 700];
/** Copyright and licence, in the file itself: the OFL wants them to go wherever the font goes. */
const NOTICES = [0, 13, 14];

/**
 * 思源黑体 in parts whose characters do not overlap, so that a browser fetches each character once: `virtual:faces/own.css`
 * has those of our own words, cut out of the package's file when the pages are built, `virtual:faces/slices.css` all
 * others, in the hundred slices of the package.
 */
export function ownFaces(): Plugin {
  return {
    name: 'own-faces',
    async resolveId(id) {
      if (!id.startsWith('virtual:faces/')) return null;
      return path.join(await makeFaces(), path.basename(id));
    },
    generateBundle() {
      const source = readFileSync(path.join(FONT, 'LICENSE'));
      this.emitFile({ type: 'asset', fileName: 'assets/noto-sans-sc.LICENSE.txt', source });
    },
  };
}

let made: Promise<string> | undefined;
/** @returns the folder that holds the two style sheets and the faces that were cut */
const makeFaces = (): Promise<string> => (made ??= cutFaces());

async function cutFaces(): Promise<string> {
  const characters = readOwnCharacters();
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  hash.update(readFileSync(path.join(FONT, 'package.json')));
  for (const part of Object.values(characters)) hash.update([...part].sort().join('')).update('\0');
  const folder = path.join(CACHE, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  // Made aside: the folder that carries the name is whole.
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  const faces = await Promise.all(WEIGHTS.map((weight) => cutWeight(weight, characters, aside)));
  writeFileSync(path.join(aside, 'own.css'), faces.flatMap(({ rules }) => rules).join(''));
  // Each weight has the same characters.
  writeFileSync(path.join(aside, 'slices.css'), sliceRules(faces[0]?.own ?? new Set(), folder));
  // Those of earlier words are wanted no more.
  for (const name of readdirSync(CACHE)) if (!name.includes('.')) rmSync(path.join(CACHE, name), { recursive: true });
  renameSync(aside, folder);
  return folder;
}

async function cutWeight(weight: number, parts: OwnCharacters, folder: string) {
  const woff2 = readFileSync(path.join(FONT, `files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
  const whole = await subsetFont(woff2, undefined, { keepAllGlyphs: true, targetFormat: 'truetype' });
  const drawn = new Set(new Face(new Blob(whole)).collectUnicodes());
  const own = new Set<number>();
  const rules: string[] = [];
  for (const [name, part] of Object.entries(parts)) {
    const points = [...part].map((character) => character.codePointAt(0) ?? 0).filter((point) => drawn.has(point));
    for (const point of points) own.add(point);
    const file = `${name}-${weight}.woff2`;
    const options = { targetFormat: 'woff2', preserveNameIds: NOTICES } as const;
    writeFileSync(path.join(folder, file), await subsetFont(whole, String.fromCodePoint(...points), options));
    rules.push(faceRule(weight, `./${file}`, writeRanges(points)));
  }
  return { rules, own };
}

/** The package's slices without what is ours; the weights of a slice together, which compresses to a third. */
function sliceRules(own: ReadonlySet<number>, folder: string): string {
  const slices = JSON.parse(readFileSync(path.join(FONT, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(slices)
    .flatMap(([name, list]) => {
      const points = readRanges(list).filter((point) => !own.has(point));
      if (points.length === 0) return [];
      const ranges = writeRanges(points);
      const file = (weight: number) => `noto-sans-sc-${name.replace(/[[\]]/g, '')}-${weight}-normal.woff2`;
      return WEIGHTS.map((weight) =>
        faceRule(weight, path.relative(folder, path.join(FONT, 'files', file(weight))), ranges),
      );
    })
    .join('');
}

const faceRule = (weight: number, url: string, ranges: string): string =>
  `@font-face{font-family:'Noto Sans SC';font-style:normal;font-display:swap;font-weight:${weight};` +
  `src:url('${url}') format('woff2');unicode-range:${ranges}}\n`;
