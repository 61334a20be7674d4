import { Type } from 'typebox';
import { OneOf } from '../../language/catalogue.ts';
import { CodeSchema, PageQuerySchema, SearchSchema } from '../schemas/common.ts';
import { ARTICLES, FactPageSchema, FactViewSchema } from '../schemas/facts.ts';
import { CountyRecordSchema, RECORD_STATUSES, RecordPageSchema } from '../schemas/records.ts';
import ANSWERS from '../examples/answers.json' with { type: 'json' };
import type { RouteTable } from './route.ts';

/** What the source articles say, and what became of it. */
export const factRoutes = {
  'GET /facts': {
    summary: 'Facts of the source articles, by article, kind, system, ruling, use and words',
    right: 'catalogue.read',
    query: Type.Interface([PageQuerySchema], {
      article: Type.Optional(OneOf(ARTICLES)),
      kind: Type.Optional(CodeSchema),
      system: Type.Optional(CodeSchema),
      /** `any`, or one of them, e.g. `G13`. */
      ruling: Type.Optional(CodeSchema),
      use: Type.Optional(CodeSchema),
      q: Type.Optional(SearchSchema),
    }),
    answers: { 200: FactPageSchema },
    refuses: [],
    example: { query: { article: 'A', q: '库房', page: 1, pageSize: 50 }, answer: ANSWERS['GET /facts'] },
  },
  'GET /facts/{id}': {
    summary: 'A fact with its rulings and everything that uses it',
    right: 'catalogue.read',
    params: Type.Object({ id: CodeSchema }),
    answers: { 200: FactViewSchema },
    refuses: ['fact.unknown'],
    example: { params: { id: 'A025' }, answer: ANSWERS['GET /facts/{id}'] },
  },
} as const satisfies RouteTable;

/** What happened, stands or is planned and is no number. */
export const recordRoutes = {
  'GET /records': {
    summary: 'Records of the county (台账), by kind, status, article and words',
    right: 'catalogue.read',
    query: Type.Interface([PageQuerySchema], {
      kind: Type.Optional(CodeSchema),
      status: Type.Optional(OneOf(RECORD_STATUSES)),
      article: Type.Optional(OneOf(ARTICLES)),
      q: Type.Optional(SearchSchema),
    }),
    answers: { 200: RecordPageSchema },
    refuses: [],
    example: { query: { kind: 'target', page: 1, pageSize: 50 }, answer: ANSWERS['GET /records'] },
  },
  'GET /records/{code}': {
    summary: 'A record of the county',
    right: 'catalogue.read',
    params: Type.Object({ code: CodeSchema }),
    answers: { 200: CountyRecordSchema },
    refuses: ['record.unknown'],
    example: { params: { code: 'TGT-01' }, answer: ANSWERS['GET /records/{code}'] },
  },
} as const satisfies RouteTable;
