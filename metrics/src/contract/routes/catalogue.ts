import { Type } from 'typebox';
import { CodeSchema, VersionSchema } from '../schemas/common.ts';
import { CatalogueViewSchema, SchemeListSchema, SchemeViewSchema, UnitListSchema } from '../schemas/county.ts';
import ANSWERS from '../examples/answers.json' with { type: 'json' };
import type { RouteTable } from './route.ts';

/** The county, its units, and what is measured. */
export const catalogueRoutes = {
  'GET /units': {
    summary: 'Units of the county, their classes, and the cities the counties lie in',
    right: 'catalogue.read',
    answers: { 200: UnitListSchema },
    refuses: [],
    example: { answer: ANSWERS['GET /units'] },
  },
  'GET /catalogue': {
    summary: 'Measures, indicators, sets and views',
    right: 'catalogue.read',
    answers: { 200: CatalogueViewSchema },
    refuses: ['catalogue.not-loaded'],
    example: { answer: ANSWERS['GET /catalogue'] },
  },
} as const satisfies RouteTable;

/** How units are scored. */
export const schemeRoutes = {
  'GET /schemes': {
    summary: 'Schemes in force',
    right: 'catalogue.read',
    answers: { 200: SchemeListSchema },
    refuses: [],
    example: {
      answer: {
        items: [
          {
            code: 'XC-DEPARTMENT',
            version: 1,
            unitKind: 'department',
            name: { zh: '部门档案工作指数', en: 'Department archive-work index' },
            leaves: 31,
          },
        ],
      },
    },
  },
  'GET /schemes/{code}': {
    summary: 'A scheme as a document, with its version and hash',
    right: 'catalogue.read',
    params: Type.Object({ code: CodeSchema }),
    // Left out, it is the version in force.
    query: Type.Object({ version: Type.Optional(VersionSchema) }),
    answers: { 200: SchemeViewSchema },
    refuses: ['scheme.unknown'],
    example: { params: { code: 'XC-DEPARTMENT' }, query: { version: 1 }, answer: ANSWERS['GET /schemes/{code}'] },
  },
} as const satisfies RouteTable;
