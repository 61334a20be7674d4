import { Type } from 'typebox';
import { CodeSchema, MonthSchema, RunNumberSchema } from '../schemas/common.ts';
import ANSWERS from '../examples/answers.json' with { type: 'json' };
import type { RouteTable } from './route.ts';
import {
  DerivationSchema,
  ExplanationSchema,
  ForecastListSchema,
  NextStepsSchema,
  RankingSchema,
  ScoringSchema,
  UnitScoreViewSchema,
} from '../schemas/scores.ts';

/** Left out, it is the month shown when nobody chose one. */
const period = Type.Optional(MonthSchema);
/** Left out, it is the run that speaks for the month; named, everything is read as that run was made. */
const run = Type.Optional(RunNumberSchema);
const unit = Type.Object({ code: CodeSchema });
const month = Type.Object({ period, run });

const notScored = [
  'unit.unknown',
  'scheme.none-for-kind',
  'scheme.unknown',
  'scheme.not-scored',
  'unit.not-scored',
  'score.none-yet',
  'run.unknown',
] as const;

/** Rankings, a unit's score, and where any number comes from. */
export const scoreRoutes = {
  'GET /rankings': {
    summary: 'Units of a scheme with rank, score and, as far as the caller may see them, every leaf',
    right: 'ranking.read',
    query: Type.Object({ scheme: CodeSchema, period, run }),
    answers: { 200: RankingSchema },
    refuses: ['scheme.unknown', 'scheme.not-scored', 'score.none-yet', 'run.unknown'],
    example: { query: { scheme: 'XC-DEPARTMENT', period: '2022-12' }, answer: ANSWERS['GET /rankings'] },
  },
  'GET /units/{code}/score': {
    summary: 'The score of a unit in a month: every node, watched figures, conflicts, gap and history',
    right: 'unit.read',
    params: unit,
    query: month,
    answers: { 200: UnitScoreViewSchema },
    refuses: notScored,
    example: { params: { code: 'XC-D29' }, query: { period: '2022-12' }, answer: ANSWERS['GET /units/{code}/score'] },
  },
  'GET /units/{code}/forecasts': {
    summary: 'Where the yearly values of a unit are likely to end the year',
    right: 'unit.read',
    params: unit,
    query: month,
    answers: { 200: ForecastListSchema },
    refuses: notScored,
    example: {
      params: { code: 'XC-D29' },
      query: { period: '2022-12' },
      answer: ANSWERS['GET /units/{code}/forecasts'],
    },
  },
  'GET /units/{code}/next-steps': {
    summary: 'Systems whose connection would raise the coverage of a unit, most weight first',
    right: 'unit.read',
    params: unit,
    query: month,
    answers: { 200: NextStepsSchema },
    refuses: notScored,
    example: {
      params: { code: 'XC-D29' },
      query: { period: '2022-12' },
      answer: ANSWERS['GET /units/{code}/next-steps'],
    },
  },
  'GET /explanations': {
    summary: 'Where a number comes from: formula, inputs and the observations behind them',
    right: 'unit.read',
    query: Type.Object({ unit: CodeSchema, period, run, node: CodeSchema }),
    answers: { 200: ExplanationSchema },
    refuses: [...notScored, 'node.unknown', 'node.not-scored', 'indicator.unknown'],
    example: { query: { unit: 'XC-D29', period: '2022-12', node: 'INDEX' }, answer: ANSWERS['GET /explanations'] },
  },
  'GET /derivations': {
    summary: 'How a figure was calculated, step by step, children before parents',
    right: 'unit.read',
    query: Type.Object({ unit: CodeSchema, period, run, node: Type.Optional(CodeSchema) }),
    answers: { 200: DerivationSchema },
    refuses: [...notScored, 'node.unknown'],
    example: { query: { unit: 'XC-D29', period: '2022-12', node: 'INDEX' }, answer: ANSWERS['GET /derivations'] },
  },
  'GET /scoring': {
    summary: 'How far the scores are behind what was stored',
    right: 'source.read',
    answers: { 200: ScoringSchema },
    refuses: [],
    example: { answer: { underWay: true, batches: 1, since: '2023-01-04T01:12:00.000Z' } },
  },
} as const satisfies RouteTable;
