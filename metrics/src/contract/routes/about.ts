import { Type } from 'typebox';
import { CodeSchema } from '../schemas/common.ts';
import { AboutSchema, NoticeSchema, PartListSchema } from '../schemas/about.ts';
import type { RouteTable } from './route.ts';

/** What runs here, and whose work it is made of. */
export const aboutRoutes = {
  'GET /about': {
    summary: 'Versions of the product and its stores, and every component with its licence',
    right: 'catalogue.read',
    answers: { 200: AboutSchema },
    refuses: [],
    example: {
      answer: {
        version: '0.1.0',
        commit: null,
        licence: 'UNLICENSED',
        engineVersion: 4,
        node: '24.21.0',
        clickhouse: { version: '26.7.2.1', isServed: false },
        postgres: { version: '18.6', isServed: false },
        components: [
          { name: 'ClickHouse', version: '26.7.2.1', licence: 'Apache-2.0', texts: [2], kind: 'engine', parts: 1429 },
          { name: 'vue', version: '3.5.45', licence: 'MIT', texts: [433], kind: 'page', parts: 0 },
        ],
      },
    },
  },
  'GET /about/parts/{of}': {
    summary: 'What the makers of a component say is inside it',
    right: 'catalogue.read',
    params: Type.Object({ of: CodeSchema }),
    answers: { 200: PartListSchema },
    refuses: ['component.unknown'],
    example: {
      params: { of: 'ClickHouse' },
      answer: {
        of: 'ClickHouse',
        items: [{ name: 'openssl', version: null, licence: 'Apache-2.0', texts: [171] }],
      },
    },
  },
  'GET /about/notices/{number}': {
    summary: 'The text of a licence or notice, and whose it is',
    right: 'catalogue.read',
    params: Type.Object({ number: Type.Integer({ minimum: 1, maximum: 100_000 }) }),
    answers: { 200: NoticeSchema },
    refuses: ['notice.unknown'],
    example: {
      params: { number: 433 },
      answer: {
        number: 433,
        of: ['vue'],
        text: 'The MIT License (MIT)\n\nCopyright (c) 2018-present, Yuxi (Evan) You',
      },
    },
  },
} as const satisfies RouteTable;
