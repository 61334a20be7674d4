import { describe, expect, it } from 'vitest';
import { sourceFaults } from './source-faults.ts';
import type { SourceDeclaration } from './source.ts';

const GOOD: SourceDeclaration = {
  code: 'irs',
  name: { zh: '资源系统', en: 'Resources system' },
  simulated: false,
  address: 'https://irs.example:8443',
  path: '/api/list',
  query: { sort: 'id' },
  auth: { kind: 'header', header: 'X-Key', tokenName: 'IRS_TOKEN' },
  success: { field: 'code', equals: 200 },
  paging: {
    kind: 'page',
    pageParam: 'page',
    sizeParam: 'size',
    size: 100,
    recordsField: 'data.list',
    totalField: 'data.total',
  },
  sinceParam: 'since',
  mapping: {
    id: 'id',
    changedAt: { field: 'changed', format: 'epoch-ms' },
    unit: { field: 'unit', codes: { 财政局: 'XC-D29' } },
    period: { field: 'month', format: 'YYYY-MM', grain: 'month' },
    values: {
      kind: 'wide',
      fields: [
        { field: 'a', measure: 'apps' },
        { field: 'b', measure: 'app-rate', shift: 2 },
      ],
    },
    absent: { 不适用: 'not-applicable' },
  },
  schedule: '*/5 * * * *',
  timeoutMs: 1000,
  attempts: 3,
};

const withMapping = (changes: object): unknown => ({ ...GOOD, mapping: { ...GOOD.mapping, ...changes } });
const LONG = {
  kind: 'long',
  measureField: 'm',
  valueField: 'v',
  names: [{ name: '数', measure: 'apps' }],
  ignored: [],
};

it('a good declaration has no fault', () => {
  expect(sourceFaults(GOOD)).toEqual([]);
  expect(sourceFaults(withMapping({ values: LONG }))).toEqual([]);
});

describe('a bad one is told where and what', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['no declaration', null, '/', /object/],
    [
      'a member that is missing',
      { ...GOOD, paging: { kind: 'none', recordsField: 'list' } },
      '/paging',
      /^"countField" is missing$/,
    ],
    ['a member nobody knows', { ...GOOD, sucess: {} }, '/', /^"sucess" is not known here$/],
    [
      'a way of paging nobody knows',
      { ...GOOD, paging: { kind: 'scroll' } },
      '/paging/kind',
      /"cursor", "page", "last-page", "offset", "none"/,
    ],
    ['an auth nobody knows', { ...GOOD, auth: { kind: 'basic', tokenName: 'X' } }, '/auth/kind', /"bearer", "header"/],
    [
      'a secret in place of its name',
      { ...GOOD, auth: { kind: 'bearer', tokenName: 'geheim' } },
      '/auth/tokenName',
      /pattern/,
    ],
    ['a page too large', { ...GOOD, paging: { ...GOOD.paging, size: 9000 } }, '/paging/size', /<= 5000/],
    [
      'a period format nobody knows',
      withMapping({ period: { field: 'm', format: 'MM-YYYY', grain: 'month' } }),
      '/mapping/period/format',
      /YYYYMM/,
    ],
    [
      'an unknown reason of absence',
      withMapping({ absent: { 无: 'nothing' } }),
      '/mapping/absent/无',
      /"not-applicable"/,
    ],
    ['an address with a path', { ...GOOD, address: 'https://irs.example/api' }, '/address', /belongs in "path"/],
    ['an address with a password', { ...GOOD, address: 'https://me:pw@irs.example' }, '/address', /is not http/],
    ['a secret in the query', { ...GOOD, query: { appSecret: 'x' } }, '/query/appSecret', /under "auth"/],
    ['a parameter of two meanings', { ...GOOD, query: { page: '1' } }, '/paging', /"page" has two meanings/],
    ['changes asked for that nobody tells', withMapping({ changedAt: undefined }), '/sinceParam', /mapping.changedAt/],
    [
      'a grain the label cannot tell',
      withMapping({ period: { field: 'y', format: 'YYYY', grain: 'month' } }),
      '/mapping/period',
      /YYYY cannot tell one month/,
    ],
    [
      'a grain one of the labels cannot tell',
      withMapping({ period: { field: 'p', grainField: 'g', readings: { 月: { format: 'YYYYQn', grain: 'month' } } } }),
      '/mapping/period/readings/月',
      /cannot tell/,
    ],
    [
      'a measure read twice',
      withMapping({
        values: {
          kind: 'wide',
          fields: [
            { field: 'a', measure: 'apps' },
            { field: 'b', measure: 'apps' },
          ],
        },
      }),
      '/mapping/values',
      /apps is read from two places/,
    ],
    [
      'a name read and ignored',
      withMapping({ values: { ...LONG, ignored: ['数'] } }),
      '/mapping/values/ignored',
      /read as a measure/,
    ],
    ['a number as a word', withMapping({ absent: { '-1': 'no-cases' } }), '/mapping/absent/-1', /is a number/],
    ['no unit', withMapping({ unit: { field: 'unit', codes: {} } }), '/mapping/unit/codes', /no unit/],
  ])('%s', (_case, declaration, path, message) => {
    const faults = sourceFaults(JSON.parse(JSON.stringify(declaration)));
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect(faults.find((fault) => fault.path === path)?.message).toMatch(message);
  });
});
