import path from 'node:path';

import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

// The project's own configuration, less what needs the file to exist: each case is a file that must be refused.
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId.startsWith('dangzhi/') || ruleId.startsWith('no-'),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: false } } },
});

async function lint(file: string, code: string): Promise<string[]> {
  const source = file.endsWith('.vue') ? `<script setup lang="ts">\n${code}\n</script>\n` : `${code}\n`;
  const [result] = await eslint.lintText(source, { filePath: path.join(root, file) });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('import boundaries', () => {
  it.each([
    ['metrics/src/x.ts', `export * from '@dangzhi/seed';`],
    ['metrics/src/x.ts', `import 'node:fs';`],
    ['metrics/src/x.ts', `import './reference.fixture.ts';`],
    ['seed/src/x.ts', `import '@dangzhi/server';`],
    ['server/src/scores/x.ts', `import '@dangzhi/web';`],
    ['server/src/scores/x.ts', `import '../../../seed/src/index.ts';`],
    ['server/src/scores/x.ts', `import '@dangzhi/seed/src/units.ts';`],
    ['server/src/scores/x.ts', `import '../../testing/postgres.ts';`],
    ['server/src/scores/read/queries.ts', `import Fastify from 'fastify';`],
    ['server/src/scores/read/queries.ts', `import type { X } from '@fastify/sse';`],
    ['server/src/scores/read/routes.ts', `import { sql } from 'kysely';`],
    ['server/src/scores/read/routes.ts', `const client = await import('@clickhouse/client');`],
    ['web/src/pages/wall/X.vue', `import '@dangzhi/seed';`],
    ['web/src/pages/wall/X.vue', `import { use } from 'echarts/core';`],
    ['web/src/stores/x.ts', `export { get } from '../api/http.ts';`],
    ['web/src/stores/x.ts', `type X = import('../api/http.ts').X;`],
    ['web/src/charts/bar.ts', `import { computed } from 'vue';`],
    ['web/src/charts/bar.ts', `import { init } from 'echarts/core';`],
    ['web/src/components/X.vue', `import '../pages/wall/WallPage.vue';`],
  ])('%s may not: %s', async (file, code) => {
    expect(await lint(file, code)).toEqual(['dangzhi/boundaries']);
  });

  it.each([
    ['metrics/src/x.fixture.ts', `import 'node:fs';`],
    ['metrics/src/statistics/x.test.ts', `import '../reference.fixture.ts';`],
    ['server/src/scores/x.ts', `import '@dangzhi/metrics/contract';`],
    ['server/src/scores/x.test.ts', `import '../../testing/postgres.ts';`],
    ['server/src/scores/read/queries.ts', `import { sql } from 'kysely';`],
    ['server/src/scores/read/routes.ts', `import type { FastifyInstance } from 'fastify';`],
    ['web/src/charts/BaseChart.vue', `import { use } from 'echarts/core';`],
    ['web/src/charts/interactive-parts.ts', `import { use } from 'echarts/core';`],
    ['web/src/charts/bar.ts', `import type { EChartsOption } from 'echarts';`],
    ['web/src/pages/wall/X.vue', `import '../../components/X.vue';`],
  ])('%s may: %s', async (file, code) => {
    expect(await lint(file, code)).toEqual([]);
  });
});

describe('what only one place may do', () => {
  it.each([
    ['metrics/src/x.ts', 'export const x = Math.random();', 'no-restricted-properties'],
    ['metrics/src/x.ts', 'export const x = new Date();', 'no-restricted-syntax'],
    ['web/src/pages/wall/X.vue', `void fetch('/api');`, 'no-restricted-globals'],
    ['server/src/scores/x.ts', 'console.log(1);', 'no-console'],
  ])('%s may not: %s', async (file, code, rule) => {
    expect(await lint(file, code)).toEqual([rule]);
  });
});
