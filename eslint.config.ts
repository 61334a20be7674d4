import { vueTsConfigs, withVueTs } from '@vue/eslint-config-typescript';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';

import { boundaries } from './scripts/lint/boundaries.ts';
import { ruleTypes } from './scripts/lint/rule-types.ts';

const TESTS = ['**/*.test.ts', '*/testing/**', 'web/e2e/**'];

export default withVueTs(
  { rootDir: import.meta.dirname },
  { ignores: ['**/dist/**', '**/data/**', 'web/test-results/**', 'web/screenshots/**'] },

  vue.configs['flat/recommended'],
  { name: 'dangzhi/layout-is-prettier', rules: vue.configs['no-layout-rules'].rules ?? {} },
  accessibility.configs['flat/recommended'],
  vueTsConfigs.recommendedTypeChecked,

  {
    name: 'dangzhi/types',
    // Programs read once, in place of a service that follows what somebody edits: a sixth less of the time.
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: ['./tsconfig.json', './web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    name: 'dangzhi/boundaries',
    plugins: { dangzhi: { rules: { boundaries, 'rule-types': ruleTypes } } },
    rules: { 'dangzhi/boundaries': 'error', 'dangzhi/rule-types': 'error' },
  },
  {
    name: 'dangzhi/all',
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Fastify tells plugins and hooks apart by their being async: some have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    name: 'dangzhi/plugins',
    files: ['server/src/**', 'seed/src/upstream/**'],
    // Fastify learns from its promise that a plugin or a hook is done, whether it waited for anything or not.
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    name: 'dangzhi/pages',
    files: ['web/src/**/*.vue'],
    rules: {
      // An optional prop says by its type what its absence is.
      'vue/require-default-prop': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    name: 'dangzhi/metrics-is-pure',
    files: ['metrics/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'crypto', 'performance', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'pass a seeded generator in' },
        { object: 'Date', property: 'now', message: 'pass the instant in' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'pass the instant in' },
      ],
    },
  },
  {
    name: 'dangzhi/one-place-fetches',
    files: ['web/src/**/*.{ts,vue}'],
    ignores: ['web/src/api/**', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'EventSource', 'XMLHttpRequest', 'WebSocket'],
    },
  },
  {
    name: 'dangzhi/terminal',
    files: ['scripts/**', 'server/src/cli.ts', 'server/src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'dangzhi/tests',
    files: TESTS,
    // A test that reads a value that is not there fails, as it should.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
