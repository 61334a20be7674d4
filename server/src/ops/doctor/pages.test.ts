import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPages } from './pages.ts';

// A build as Vite writes it: a page, a script that loads another late, a style with a font.
let root: string;
const asset = (name: string): string => path.join(root, 'web/dist/assets', name);

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-pages-'));
  mkdirSync(path.join(root, 'web/dist/assets'), { recursive: true });
  const page = '<script src="/assets/index-A1.js"></script><link href="/assets/index-B2.css">';
  writeFileSync(path.join(root, 'web/dist/index.html'), page);
  writeFileSync(asset('index-A1.js'), 'import"./vue-C_3.js";const d=["assets/WallPage-D4.js"];new URL("../x.js")');
  writeFileSync(asset('vue-C_3.js'), '');
  writeFileSync(asset('WallPage-D4.js'), '');
  writeFileSync(asset('index-B2.css'), '@font-face{src:url(/assets/noto-sans-sc-100-400-normal-CX-7pUk_.woff2)}');
  writeFileSync(asset('noto-sans-sc-100-400-normal-CX-7pUk_.woff2'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('a whole build is ok', () => {
  expect(checkPages(root)).toEqual([
    { name: 'pages', state: 'ok', found: '4 scripts and styles', mend: null },
    { name: 'fonts', state: 'ok', found: '1 font files', mend: null },
  ]);
});

it.each<[string, string[], string]>([
  ['WallPage-D4.js', ['fault', 'ok'], 'missing: WallPage-D4.js'],
  ['vue-C_3.js', ['fault', 'ok'], 'missing: vue-C_3.js'],
  ['noto-sans-sc-100-400-normal-CX-7pUk_.woff2', ['ok', 'fault'], 'missing: noto-sans'],
  // With its style gone nothing names a font.
  ['index-B2.css', ['fault', 'fault'], 'missing: index-B2.css'],
])('a build without %s is not', (file, states, found) => {
  rmSync(asset(file));
  const checks = checkPages(root);
  expect(checks.map(({ state }) => state)).toEqual(states);
  expect(checks.map((check) => check.found).join()).toContain(found);
});

it('no build is a fault, with the mend of where it runs', () => {
  rmSync(path.join(root, 'web/dist'), { recursive: true });
  expect(checkPages(root).map(({ state }) => state)).toEqual(['fault', 'fault']);
  expect(checkPages(root)[0]?.mend).toContain('Unpack');
  writeFileSync(path.join(root, 'pnpm-workspace.yaml'), '');
  expect(checkPages(root)[0]?.mend).toContain('Build the pages');
});
