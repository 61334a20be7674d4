import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTICES_FILE, NOTICES_FOLDER, readNotices, SBOM_FILE } from '../../server/src/ops/about/notices.ts';
import { placeDependencies } from '../package/dependencies.ts';
import { EXCUSED, statedClickHouse, statedNode, statedPostgres } from './engines.ts';
import { readLocked } from './locked.fixture.ts';
import { requireNoticed, writeNotices } from './make.ts';
import { textsOfPackage } from './package-texts.ts';
import { statedLibraries, statedPages } from './packages.ts';
import { toNotices, type StatedComponent } from './stated.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const MIT = 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software …';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'dangzhi-notices-')));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A package as it is installed; it has no files but these. */
function install(id: string, license: string | undefined, files: Readonly<Record<string, string>>, more: object = {}) {
  const [name, version] = [id.replace(/@[^@]*$/, ''), id.replace(/^.*@/, '')];
  const folder = path.join(root, 'node_modules', name);
  write(folder, { 'package.json': JSON.stringify({ name, version, license, ...more }), ...files });
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

/** A workspace that needs these. */
function workspace(name: string, ...needs: string[]): string {
  const folder = path.join(root, name);
  write(folder, {
    'package.json': JSON.stringify({ name, dependencies: Object.fromEntries(needs.map((need) => [need, '*'])) }),
  });
  return folder;
}

const librariesOf = (...needs: string[]): StatedComponent[] =>
  statedLibraries(placeDependencies([workspace('server', ...needs)]));

describe('of a small tree', () => {
  it('hold every package with its licence, and each text once', () => {
    install('a@1.0.0', 'MIT', { LICENSE: `${MIT}\r\n` });
    install('b@2.0.0', 'MIT', { 'license.md': `\n${MIT}  \n\n` }, { dependencies: { c: '*' } });
    install('c@3.0.0', 'Apache-2.0', { LICENSE: 'Apache', NOTICE: 'Notice of c', 'licenses/LICENSE-d': 'of d' });
    const notices = toNotices(librariesOf('a', 'b'));
    expect(notices.components.map(({ name, version, licence, texts }) => [name, version, licence, texts])).toEqual([
      ['a', '1.0.0', 'MIT', [1]],
      ['b', '2.0.0', 'MIT', [1]],
      ['c', '3.0.0', 'Apache-2.0', [2, 3, 4]],
    ]);
    expect([...notices.texts.values()]).toEqual([MIT, 'Apache', 'Notice of c', 'of d']);
  });

  it('hold what Vite put into the pages, and the fonts and styles that are in no script', () => {
    install('used@1.0.0', 'MIT', { LICENSE: MIT });
    install('unused@1.0.0', 'MIT', { LICENSE: MIT });
    install('whole@1.0.0', 'MIT', { LICENSE: MIT }, { dependencies: { used: '*', unused: '*' } });
    install('@fontsource/f@1.0.0', 'OFL-1.1', { LICENSE: 'OFL' });
    workspace('web', 'whole', '@fontsource/f');
    workspace('metrics');
    write(path.join(root, 'web/dist/.vite'), { 'license.json': '[{ "name": "used", "version": "1.0.0" }]' });
    const found = statedPages(root).map(({ name, kind }) => [name, kind]);
    expect(found.sort()).toEqual([
      ['@fontsource/f', 'font'],
      ['used', 'page'],
      ['whole', 'page'],
    ]);
    write(path.join(root, 'web/dist/.vite'), { 'license.json': '[{ "name": "used", "version": "9.0.0" }]' });
    expect(() => statedPages(root)).toThrow('used 9.0.0 is in the pages');
  });

  it('take the section of a readme, what is kept here, and for a binary the text of its whole', () => {
    const readme = `# x\n\n## License\n\nCopyright (c) 2014 X\n\n${MIT}\n\n## Other\n\nmore`;
    install('x@1.0.0', 'MIT', { 'README.md': readme });
    expect(textsOfPackage('x', path.join(root, 'node_modules/x'))).toEqual([
      expect.stringMatching(/^\s*Copyright \(c\) 2014 X\n\n.*…\s*$/),
    ]);
    install('abstract-logging@2.0.1', 'MIT', { 'Readme.md': '## License\n\n[MIT License](http://example.org)\n' });
    install('whole@1.0.0', 'MIT', { LICENSE: 'of the whole' }, { optionalDependencies: { 'whole-linux': '*' } });
    install('whole-linux@1.0.0', 'MIT', {});
    const [kept, whole, binary] = librariesOf('abstract-logging', 'whole');
    expect(kept?.texts).toEqual([expect.stringContaining('Copyright (c) James Sumners')]);
    expect(binary).toMatchObject({ name: 'whole-linux', texts: whole?.texts });
  });

  it('are not made of what has no text, or a licence that may not be packed: all of it is named', () => {
    install('bare@1.0.0', 'MIT', { 'README.md': '## License\n\nMIT\n' });
    install('copyleft@1.0.0', 'GPL-3.0-only', { LICENSE: 'GPL' });
    install('silent@1.0.0', undefined, { LICENSE: 'words' });
    const make = () => toNotices(librariesOf('bare', 'copyleft', 'silent'));
    expect(make).toThrow('bare 1.0.0: it carries no text of its licence');
    expect(make).toThrow('copyleft 1.0.0: its licence GPL-3.0-only may not be packed');
    expect(make).toThrow('silent 1.0.0: its licence is not stated');
  });

  it('excuse by name and licence only', () => {
    const part = { name: 'p', version: null, licence: 'LGPL', texts: ['LGPL'] };
    const engine = { name: 'e', version: '1', licence: 'MIT', texts: [MIT], kind: 'engine', parts: [part] } as const;
    expect(() => toNotices([engine])).toThrow('p: its licence LGPL may not be packed');
    expect(toNotices([engine], { p: { licence: 'LGPL', why: 'shared' } }).components[0]?.parts).toHaveLength(1);
    expect(() => toNotices([engine], { p: { licence: 'GPL', why: 'shared' } })).toThrow('p: its licence LGPL');
  });

  it('are written, and read again as they were', () => {
    install('a@1.0.0', 'MIT', { LICENSE: `${MIT}\n######## 7 ########\nno mark` });
    const part = { name: 'p', version: null, licence: 'BSD', texts: ['of p'] };
    const engine = {
      name: 'E',
      version: '1',
      licence: 'Apache-2.0',
      texts: ['Apache'],
      kind: 'engine',
      parts: [part],
    } as const;
    const notices = toNotices([engine, ...librariesOf('a')]);
    write(root, { 'package.json': '{ "name": "dangzhi", "version": "0.1.0" }' });
    expect(readNotices(root)).toBeNull();
    writeNotices(root, root, notices);
    expect(readNotices(root)).toEqual(notices);
    expect(readFileSync(path.join(root, NOTICES_FOLDER, NOTICES_FILE), 'utf8')).toContain('\n    p · BSD · 2\n');
    const bom = JSON.parse(readFileSync(path.join(root, NOTICES_FOLDER, SBOM_FILE), 'utf8')) as object;
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { type: 'application', name: 'dangzhi', version: '0.1.0' } },
      components: [
        {
          name: 'E',
          licenses: [{ license: { id: 'Apache-2.0' } }],
          components: [{ licenses: [{ license: { name: 'BSD' } }] }],
        },
        { name: 'a', purl: 'pkg:npm/a@1.0.0' },
      ],
    });
  });

  it('lack nothing that lies in what is packed', () => {
    install('a@1.0.0', 'MIT', { LICENSE: MIT });
    install('@s/b@1.0.0', 'MIT', { LICENSE: MIT });
    symlinkSync(path.join(root, 'server'), path.join(root, 'node_modules/ours'));
    const notices = toNotices(librariesOf('a'));
    expect(() => requireNoticed(root, notices)).toThrow('Packed without a notice: @s/b@1.0.0');
    requireNoticed(root, toNotices(librariesOf('a', '@s/b')));
  });
});

// What is installed here, as it would be packed; the pages are not built for this.
describe('of this source tree', () => {
  const placed = placeDependencies(['metrics', 'seed', 'server'].map((name) => path.join(REPOSITORY, name)));
  it('every library that runs has its licence and text', () => {
    const { components } = toNotices(statedLibraries(placed));
    // By the lock, which says it in another way than the folders that are installed.
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
    expect([...listed].sort()).toEqual(readLocked(REPOSITORY, ['metrics', 'seed', 'server']));
  });

  it.runIf(process.platform === 'linux')('Node, ClickHouse with all it is built with, and PostgreSQL', () => {
    const engines = [statedNode(REPOSITORY), statedClickHouse(placed), statedPostgres(placed)];
    const { components } = toNotices(engines, EXCUSED);
    for (const { version } of components) expect(version).toMatch(/^\d+\.\d+/);
    const parts = components[1]!.parts;
    expect(parts.length).toBeGreaterThan(1000);
    const refs = parts.map(({ name, version }) => `${name}@${version}`);
    expect(refs.length - new Set(refs).size).toBe(0);
    expect(parts).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'openssl', licence: 'Apache-2.0' })]),
    );
    // Nothing is excused that is not there.
    for (const [name, { licence }] of Object.entries(EXCUSED))
      expect(
        parts.some((part) => part.name === name && part.licence === licence),
        name,
      ).toBe(true);
  });
});
