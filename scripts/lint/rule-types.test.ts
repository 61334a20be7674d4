import path from 'node:path';

import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId === 'dangzhi/rule-types',
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: false } } },
});

async function lint(file: string, code: string): Promise<number> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path.join(root, file) });
  return result!.messages.length;
}
const script = (code: string) => `<script setup lang="ts">\n${code}\n</script>`;
const template = (condition: string) => `<template><p v-if="${condition}" /></template>`;

it.each([
  ['metrics/src/engine/x.ts', `export const x = (rule) => rule.type === 'piecewise';`],
  ['metrics/src/lint/x.ts', `export const x = ({ type }) => type !== 'veto-when';`],
  ['metrics/src/lint/x.ts', `export const x = (leaf) => leaf.rule?.type == 'bands';`],
  ['metrics/src/whatif/x.ts', `export function x(rule) { switch (rule.type) { case 'deduct': return 1; } }`],
  ['metrics/src/whatif/x.ts', `export function x(one) { switch (one.type) { case 'deduct': return 1; } }`],
  ['metrics/src/whatif/x.ts', `export const x = (leaf) => leaf.rule.type.startsWith('veto');`],
  ['metrics/src/scheme/x.ts', `export const x = (rule) => ['min-max', 'rank'].includes(rule.type);`],
  ['metrics/src/scheme/x.ts', `const FREE = new Set(['rank']); export const x = (rule) => FREE.has(rule.type);`],
  ['server/src/scores/x.ts', `export const x = (rule) => ('goalposts' === rule.type ? 1 : 2);`],
  ['web/src/pages/unit/X.vue', script(`const x = (rule) => rule.type === 'cliff';`)],
  ['web/src/pages/unit/X.vue', template(`leaf.rule.type === 'piecewise'`)],
])('%s may not: %s', async (file, code) => {
  expect(await lint(file, code)).toBe(1);
});

it.each([
  ['metrics/src/rules/x.ts', `export const x = (rule) => rule.type === 'piecewise';`],
  ['metrics/src/engine/x.test.ts', `export const x = (rule) => rule.type === 'piecewise';`],
  ['metrics/src/engine/x.ts', `export const x = (rule) => RULES[rule.type];`],
  ['metrics/src/engine/x.ts', `export const x = (item) => item.kind === 'deduct';`],
  ['metrics/src/engine/x.ts', `export const x = (scheme) => scheme.coloursBy === 'rank';`],
  ['seed/src/rubrics/x.ts', `export const x = { type: 'deduct', each: 2, from: 4 };`],
  ['web/src/pages/unit/X.vue', script(`const WORDS = { piecewise: '' }; const x = (rule) => WORDS[rule.type];`)],
  ['web/src/pages/unit/X.vue', template(`view === 'bands'`)],
  ['web/src/charts/x.ts', `export const x = (series) => series.type === 'bar';`],
])('%s may: %s', async (file, code) => {
  expect(await lint(file, code)).toBe(0);
});
