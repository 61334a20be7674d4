import path from 'node:path';
import { ENGINE_VERSION } from '@dangzhi/metrics';
import { defineCommand } from 'citty';
import { NOTICES_FILE, NOTICES_FOLDER, readNotices, SBOM_FILE } from '../ops/about/notices.ts';
import { readProduct } from '../ops/about/product.ts';
import { PROGRAM_ROOT } from '../ops/doctor/package.ts';

export const version = defineCommand({
  meta: {
    name: 'version',
    description: 'Versions of the product and what it holds, licences, and where the notices are',
  },
  args: { json: { type: 'boolean', default: false, description: 'The same as JSON' } },
  run: ({ args: { json } }) => {
    const found = readVersions(PROGRAM_ROOT, process.env);
    process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : print(found));
  },
});

interface StoreFound {
  /** Of the engine that is packed; `null` where a server is used, which the server's own page names, or nothing says. */
  readonly version: string | null;
  readonly isServed: boolean;
}

interface Versions {
  readonly version: string;
  readonly commit: string | null;
  readonly licence: string;
  readonly engineVersion: number;
  readonly node: string;
  readonly clickhouse: StoreFound;
  readonly postgres: StoreFound;
  /** Others' work that is packed, and where its notices lie; `null` where none were made. */
  readonly notices: { readonly components: number; readonly texts: string; readonly sbom: string } | null;
}

function readVersions(root: string, env: Readonly<Record<string, string | undefined>>): Versions {
  const notices = readNotices(root);
  const store = (name: string, url: string | undefined): StoreFound => ({
    version: url ? null : (notices?.components.find((one) => one.name === name)?.version ?? null),
    isServed: Boolean(url),
  });
  return {
    ...readProduct(root),
    engineVersion: ENGINE_VERSION,
    node: process.versions.node,
    clickhouse: store('ClickHouse', env['CLICKHOUSE_URL']),
    postgres: store('PostgreSQL', env['DATABASE_URL']),
    notices: notices && {
      components: notices.components.length,
      texts: path.join(root, NOTICES_FOLDER, NOTICES_FILE),
      sbom: path.join(root, NOTICES_FOLDER, SBOM_FILE),
    },
  };
}

function print({
  version: own,
  commit,
  licence,
  engineVersion,
  node,
  clickhouse,
  postgres,
  notices,
}: Versions): string {
  const store = ({ version: found, isServed }: StoreFound, variable: string): string =>
    isServed ? `a server, ${variable}` : `${found ?? 'version not known without notices'}, embedded`;
  const lines = [
    ['product', `档治 Dangzhi ${own}${commit === null ? '' : `, commit ${commit}`}`],
    ['engine', String(engineVersion)],
    ['node', node],
    ['clickhouse', store(clickhouse, 'CLICKHOUSE_URL')],
    ['postgres', store(postgres, 'DATABASE_URL')],
    ['licence', `${licence}${notices === null ? '' : `; ${notices.components} components under their own`}`],
    ...(notices === null
      ? [['notices', 'none here: npx -y pnpm@12.21.0 build makes them']]
      : [
          ['notices', notices.texts],
          ['sbom', notices.sbom],
        ]),
  ];
  return lines.map(([name = '', text = '']) => `${name.padEnd(10)}  ${text}\n`).join('');
}
