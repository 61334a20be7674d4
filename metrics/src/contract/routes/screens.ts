import { Type } from 'typebox';
import { MonthSchema } from '../schemas/common.ts';
import { MetaSchema } from '../schemas/county.ts';
import ANSWERS from '../examples/answers.json' with { type: 'json' };
import type { RouteTable } from './route.ts';
import { EventSchema } from '../schemas/events.ts';
import { ArchivesSceneSchema, OverviewSchema, PlatformSceneSchema } from '../schemas/screens.ts';

/** Left out, it is the month shown when nobody chose one. */
const month = Type.Object({ period: Type.Optional(MonthSchema) });
const noScene = ['county.not-loaded', 'scheme.not-scored', 'unit.not-scored', 'score.none-yet'] as const;

/** What a wall shows, and the stream that tells it when to look again. */
export const screenRoutes = {
  'GET /meta': {
    summary: 'What a page needs before anything else: the county, its months, schemes and classes',
    right: 'meta.read',
    answers: { 200: MetaSchema },
    refuses: ['county.not-loaded', 'score.none-yet'],
    example: { answer: ANSWERS['GET /meta'] },
  },
  'GET /wall/overview': {
    summary: 'Scene 总览: what a county leader needs first',
    right: 'wall.read',
    query: month,
    answers: { 200: OverviewSchema, 304: Type.Null() },
    refuses: noScene,
    example: { query: { period: '2022-12' }, answer: ANSWERS['GET /wall/overview'] },
  },
  'GET /wall/archives': {
    summary: 'Scene 档案工作: filing, holdings, storage and service',
    right: 'wall.read',
    query: month,
    answers: { 200: ArchivesSceneSchema, 304: Type.Null() },
    refuses: noScene,
    example: { query: { period: '2022-12' }, answer: ANSWERS['GET /wall/archives'] },
  },
  'GET /wall/platform': {
    summary: 'Scene 公共数据平台: the county’s data in its own architecture',
    right: 'wall.read',
    query: month,
    answers: { 200: PlatformSceneSchema, 304: Type.Null() },
    refuses: noScene,
    example: { query: { period: '2022-12' }, answer: ANSWERS['GET /wall/platform'] },
  },
  'GET /events': {
    summary: 'Server-sent events: hello, scored, pulled, news',
    right: 'events.read',
    media: 'text/event-stream',
    answers: { 200: EventSchema },
    refuses: ['request.not-acceptable'],
    example: {},
  },
} as const satisfies RouteTable;
