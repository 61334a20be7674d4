import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

// Pages run on Chromium 102. The build writes newer syntax down to it, but not newer calls, nor newer CSS: a second net
// beneath the pages that are tried on such a browser.
const ASSETS = join(import.meta.dirname, '../dist/assets');

/** Calls that came later, with the version they came in, and how often the framework itself wraps them for others. */
const NEWER_CALLS: readonly (readonly [pattern: RegExp, version: number, wrapped?: number])[] = [
  [/\.toSorted\(/g, 110, 1],
  [/\.toReversed\(/g, 110, 1],
  [/\.toSpliced\(/g, 110, 1],
  [/\b(Object|Map)\.groupBy\(/g, 117],
  [/\bArray\.fromAsync\(/g, 121],
  [/\bPromise\.withResolvers\(/g, 119],
  [/\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/g, 122],
  [/\.(values|keys|entries)\(\)\.(map|filter|toArray|some|every|reduce|flatMap|take|drop)\(/g, 122],
  [/\bURL\.(canParse|parse)\(/g, 120],
  [/\bAbortSignal\.(any|timeout)\(/g, 116],
  [/\bIterator\.from\(/g, 122],
  [/\.(show|toggle|hide)Popover\(/g, 114],
  [/\.(is|to)WellFormed\(/g, 111],
  [/\.with\(/g, 110],
  [/\.checkVisibility\(/g, 105],
  [/\.startViewTransition\(/g, 111, 1],
  [/\bnew CloseWatcher\b/g, 126],
  [/\.requestClose\(/g, 134],
  [/\bPromise\.try\(/g, 128],
  [/\bRegExp\.escape\(/g, 136],
  [/\bIntl\.DurationFormat\b/g, 129],
  [/\bUint8Array\.from(Base64|Hex)\(/g, 140],
  [/\bscheduler\.yield\(/g, 129],
  [/\.getHTML\(/g, 125],
  [/\.moveBefore\(/g, 133],
];

const NEWER_CSS: readonly (readonly [pattern: RegExp, version: number])[] = [
  [/:has\(/g, 105],
  [/@container/g, 105],
  [/\d[sdl]v[hwib]\b/g, 108],
  [/color-mix\(/g, 111],
  [/oklch\(|oklab\(|lab\(/g, 111],
  [/[{;]\s*&/g, 112],
  [/text-wrap/g, 114],
  [/subgrid/g, 117],
  [/@starting-style/g, 117],
  [/@scope/g, 118],
  [/light-dark\(/g, 123],
  [/[;{](translate|rotate|scale):/g, 104],
  [/@media[^{]*[<>]/g, 104],
  [/\dr?lh\b/g, 109],
  [/\dcq([whib]|min|max)\b/g, 105],
  [/:modal\b/g, 105],
  [/:nth-(last-)?child\([^)]*\bof\b/g, 111],
  [/[ :](sin|cos|tan|exp|pow|sqrt)\(/g, 111],
  [/view-transition-name/g, 111],
  [/[ :]linear\(/g, 113],
  [/[^-]image-set\(/g, 113],
  [/:popover-open/g, 114],
  [/white-space-collapse/g, 114],
  [/(animation|scroll|view)-timeline/g, 115],
  [/transition-behavior|allow-discrete/g, 117],
  [/:user-(in)?valid/g, 119],
  [/:dir\(/g, 120],
  [/field-sizing/g, 123],
  [/[ :](round|mod|rem)\(/g, 125],
  [/anchor-name|position-anchor|anchor\(/g, 125],
  [/font-size-adjust/g, 127],
  [/interpolate-size|calc-size\(/g, 129],
  [/text-box/g, 133],
];

/** Properties that the floor knows with a prefix only: where the one stands, the other stands too. */
const PREFIXED = ['mask', 'mask-image', 'box-decoration-break', 'print-color-adjust', 'background-clip:text'];

const files = readdirSync(ASSETS);
const readAll = (ending: string): string[] =>
  files.filter((name) => name.endsWith(ending)).map((name) => readFileSync(join(ASSETS, name), 'utf8'));
const timesIn = (texts: readonly string[], pattern: RegExp): number =>
  texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);

test('built files use nothing that Chromium 102 lacks', () => {
  const [scripts, styles] = [readAll('.js'), readAll('.css')];
  expect(scripts.length).toBeGreaterThan(10);
  expect(styles.length).toBeGreaterThan(3);
  for (const [pattern, version, wrapped = 0] of NEWER_CALLS)
    expect(timesIn(scripts, pattern), `${pattern.source}, from ${version}`).toBeLessThanOrEqual(wrapped);
  for (const [pattern, version] of NEWER_CSS)
    expect(timesIn(styles, pattern), `${pattern.source}, from ${version}`).toBe(0);
  for (const property of PREFIXED) {
    const declared = property.includes(':') ? property : `${property}:`;
    const [bare, prefixed] = [`[;{\\s]${declared}`, `-webkit-${declared}`].map((one) =>
      timesIn(styles, new RegExp(one, 'g')),
    );
    expect([property, prefixed]).toEqual([property, bare]);
  }
});
