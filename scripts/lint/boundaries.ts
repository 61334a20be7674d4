import path from 'node:path';

import type { Rule } from 'eslint';

import { findUpwardImport } from './order.ts';

/** One sentence of the design: what files of one kind may not import. Paths are relative to the root. */
interface Boundary {
  files: RegExp;
  except?: RegExp;
  /** Tested on the path of a relative import, and on the name of any other. */
  forbid: RegExp;
  /** Types leave no trace at run time. */
  typesAllowed?: boolean;
  because: string;
}

const TEST = /\.test\.ts$/;
/** What only tests import: readers of files that lie among the fixtures. */
const TEST_OR_FIXTURE = /\.(test|fixture)\.ts$/;

const BOUNDARIES: readonly Boundary[] = [
  { files: /^metrics\//, forbid: /^@dangzhi\//, because: 'metrics imports nothing of ours' },
  {
    files: /^metrics\/src\//,
    except: TEST_OR_FIXTURE,
    forbid: /^node:/,
    because: 'metrics does no input or output: the same code runs in the browser',
  },
  {
    files: /^metrics\/src\//,
    except: TEST_OR_FIXTURE,
    forbid: /\.fixture\.ts$/,
    because: 'a fixture reads files: only tests import it',
  },
  { files: /^seed\//, forbid: /^@dangzhi\/(?!metrics\b)/, because: 'seed imports metrics only' },
  { files: /^server\//, forbid: /^@dangzhi\/(?!metrics\b|seed\b)/, because: 'server imports metrics and seed only' },
  { files: /^web\//, forbid: /^@dangzhi\/(?!metrics\b)/, because: 'web imports metrics only' },
  { files: /./, forbid: /^@dangzhi\/[^/]+\/src\//, because: 'a package is entered through its "exports"' },
  {
    files: /^(server|seed|web)\/src\//,
    except: TEST,
    forbid: /^(server|seed|web)\/testing\//,
    because: 'what lies in testing is for tests',
  },
  {
    files: /^server\/src\/.*\bqueries\.ts$/,
    forbid: /^(fastify\b|@fastify\/)/,
    because: 'queries answer questions, they know no HTTP',
  },
  {
    files: /^server\/src\/.*\broutes\.ts$/,
    forbid: /^(@clickhouse\/|chdb\b|kysely\b|pg$|@electric-sql\/)/,
    because: 'routes contain no SQL; put it into queries.ts',
  },
  {
    files: /^web\/src\/stores\//,
    forbid: /^web\/src\/api\//,
    because: 'a store holds what the user chose; what was fetched is in the query cache',
  },
  {
    files: /^web\/src\/charts\/.*\.ts$/,
    except: TEST,
    forbid: /^(vue\b|@vue\/|pinia\b|@pinia\/|element-plus\b)|\.vue$/,
    because: 'a chart is a pure function of data, theme and texts; only BaseChart.vue is a component',
  },
  {
    files: /^web\//,
    except: /^web\/src\/charts\/(BaseChart\.vue|[a-z]+-parts\.ts)$/,
    forbid: /^(echarts|zrender|vue-echarts)\b/,
    typesAllowed: true,
    because: 'only BaseChart.vue, and the *-parts.ts it loads late, know ECharts',
  },
  {
    files: /^web\/src\/charts\//,
    forbid: /^web\/src\/(components|pages)\//,
    because: 'pages use components, components use charts',
  },
  {
    files: /^web\/src\/components\//,
    forbid: /^web\/src\/pages\//,
    because: 'pages use components',
  },
];

const PACKAGES = /^(metrics|seed|server|web)\//;

/** Why `file` may not import `specifier`, or null if it may. */
function findFault(file: string, specifier: string, isType: boolean): string | null {
  const isRelative = specifier.startsWith('.');
  const target = isRelative ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  const home = PACKAGES.exec(file)?.[1];
  if (isRelative && home !== undefined && !target.startsWith(`${home}/`)) {
    return 'another package is imported by its name';
  }
  const crossed = BOUNDARIES.find(
    ({ files, except, forbid, typesAllowed }) =>
      files.test(file) && !except?.test(file) && forbid.test(target) && !(typesAllowed && isType),
  );
  if (crossed !== undefined) return crossed.because;
  // Tests and fixtures put things together that do not know each other.
  return isRelative && !TEST_OR_FIXTURE.test(file) ? findUpwardImport(file, target) : null;
}

interface ImportLike {
  source?: { value?: unknown } | null;
  importKind?: string;
  exportKind?: string;
}

/** ESLint rule: the import boundaries of docs and design, as one table. */
export const boundaries: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { crossed: '{{specifier}}: {{because}}' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (node: Rule.Node): void => {
      const { source, importKind, exportKind } = node as ImportLike;
      if (typeof source?.value !== 'string') return;
      const isType = importKind === 'type' || exportKind === 'type' || node.type === ('TSImportType' as string);
      const because = findFault(file, source.value, isType);
      if (because !== null) context.report({ node, messageId: 'crossed', data: { specifier: source.value, because } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    };
  },
};
