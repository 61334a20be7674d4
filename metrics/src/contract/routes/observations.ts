import { Type } from 'typebox';
import { OneOf } from '../../language/catalogue.ts';
import { CodeSchema, InstantSchema, PageQuerySchema, PeriodLabelSchema } from '../schemas/common.ts';
import { EvidenceListSchema, EvidenceQuerySchema, EvidenceSchema } from '../schemas/evidence.ts';
import {
  BatchSchema,
  DecidedValueSchema,
  DecisionSchema,
  ObservationPageSchema,
  PENDING_STATES,
  PendingPageSchema,
  PullRunPageSchema,
  PullRunSchema,
  QuarantinePageSchema,
  RawRecordSchema,
  ReportReceiptSchema,
  ReportSchema,
  SourceListSchema,
  StandingBreakListSchema,
} from '../schemas/observations.ts';
import type { RouteTable } from './route.ts';

const observation = {
  measure: 'formal-items',
  unit: 'XC-D29',
  period: '2022-12',
  value: '1280',
  missing: null,
  standing: 'reported',
  source: 'operator',
  batch: '1f0c7a3e',
  row: 0,
  record: 0,
  recordedAt: '2023-01-04T01:12:00.000Z',
  recordedBy: '王芳',
  reason: '年底复核',
  counts: true,
  conflicts: false,
};

/** What was reported, by whom, and the raw record behind it. */
export const observationRoutes = {
  'GET /observations': {
    summary: 'Observations by unit, measure and period, as they were known at an instant',
    right: 'observation.read',
    query: Type.Interface([PageQuerySchema], {
      unit: Type.Optional(CodeSchema),
      measure: Type.Optional(CodeSchema),
      period: Type.Optional(PeriodLabelSchema),
      asOf: Type.Optional(InstantSchema),
    }),
    answers: { 200: ObservationPageSchema },
    refuses: ['period.unreadable', 'instant.unreadable'],
    example: {
      query: { unit: 'XC-D29', measure: 'formal-items', period: '2022-12', page: 1, pageSize: 50 },
      answer: { items: [observation], page: 1, pageSize: 50, total: 1 },
    },
  },
  'GET /batches/{id}': {
    summary: 'Where a batch of observations came from, and whether it is scored',
    right: 'observation.read',
    params: Type.Object({ id: CodeSchema }),
    answers: { 200: BatchSchema },
    refuses: ['batch.unknown'],
    example: {
      params: { id: '1f0c7a3e' },
      answer: {
        id: '1f0c7a3e',
        source: 'erms',
        sourceName: { zh: '电子档案管理系统', en: 'Electronic records management system' },
        state: 'checked',
        receivedAt: '2023-01-04T01:12:00.000Z',
        origin: 'GET http://10.24.3.8/api/filings?cursor=1200',
        status: 200,
        records: 100,
        observations: 100,
        run: 41,
        scoring: 'done',
      },
    },
  },
  'GET /batches/{id}/records/{record}': {
    summary: 'A raw record exactly as the source gave it',
    right: 'observation.read',
    params: Type.Object({ id: CodeSchema, record: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }) }),
    answers: { 200: RawRecordSchema },
    refuses: ['raw-record.unknown'],
    example: {
      params: { id: '1f0c7a3e', record: 0 },
      answer: {
        batch: '1f0c7a3e',
        record: 0,
        payload: '{"dept":"029","month":"202212","items":1280}',
        fact: null,
      },
    },
  },
} as const satisfies RouteTable;

/** What people report by hand. */
export const reportRoutes = {
  'POST /observations': {
    summary: 'Report values by hand, or what was found on inspection; answered when stored, scored after',
    right: 'observation.report',
    body: ReportSchema,
    answers: { 200: ReportReceiptSchema },
    refuses: ['report.refused', 'decision.about-own-unit', 'clock.undecided'],
    example: {
      body: {
        standing: 'reported',
        rows: [{ measure: 'formal-items', unit: 'XC-D29', period: '2022-12', value: '1280', reason: '年底复核' }],
      },
      answer: { batch: '1f0c7a3e', stored: 1, pending: 0, repeated: false, scoring: 'waiting' },
    },
  },
} as const satisfies RouteTable;

const pending = {
  id: 12,
  unit: 'XC-D29',
  measure: 'formal-items',
  period: '2022-12',
  value: '12800',
  standing: 'reported',
  source: 'operator',
  batch: '2a61f0c7',
  record: 0,
  reason: '年底复核',
  breaks: [{ guard: 'jump', least: '980', greatest: '1280', times: 3, window: 12 }],
  counting: '1280',
  state: 'pending',
  receivedAt: '2023-01-05T02:00:00.000Z',
  receivedBy: '王芳',
  decidedAt: null,
  decidedBy: null,
  decision: null,
};
const decided = {
  ...pending,
  countsBy: null,
  scoring: 'none',
  state: 'returned',
  decidedAt: '2023-01-05T03:00:00.000Z',
  decidedBy: '李明',
  decision: '多写了一个零',
};
const pendingId = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) });

/** Values that wait for somebody to look at them (待审). */
export const pendingRoutes = {
  'GET /pending-values': {
    summary: 'Values that broke a guard, those that wait first, then the latest received',
    right: 'observation.read',
    query: Type.Interface([PageQuerySchema], {
      unit: Type.Optional(CodeSchema),
      state: Type.Optional(OneOf(PENDING_STATES)),
    }),
    answers: { 200: PendingPageSchema },
    refuses: [],
    example: {
      query: { state: 'pending', page: 1, pageSize: 50 },
      answer: { items: [pending], page: 1, pageSize: 50, total: 1 },
    },
  },
  'GET /guard-breaks': {
    summary: 'Values that count although they cannot be true, for somebody to correct; at most 500',
    right: 'observation.read',
    query: Type.Object({ unit: Type.Optional(CodeSchema) }),
    answers: { 200: StandingBreakListSchema },
    refuses: [],
    example: {
      query: { unit: 'XC-D29' },
      answer: {
        items: [
          {
            unit: 'XC-D29',
            measure: 'archivists-trained',
            period: '2022',
            value: '500',
            guard: 'part',
            whole: 'archivists',
            wholeValue: '11',
          },
        ],
        total: 1,
      },
    },
  },
  'POST /pending-values/{id}/decision': {
    summary: 'Accept a value, which counts from then on and is scored after, or return it',
    right: 'observation.decide',
    params: pendingId,
    body: DecisionSchema,
    answers: { 200: DecidedValueSchema },
    refuses: ['pending.unknown', 'pending.decided', 'report.refused', 'decision.about-own-unit', 'clock.undecided'],
    example: { params: { id: 12 }, body: { accept: false, reason: '多写了一个零' }, answer: decided },
  },
} as const satisfies RouteTable;

const evidence = {
  id: 'Zk3v9QmA',
  unit: 'XC-D29',
  name: '归档清单.pdf',
  mediaType: 'application/pdf',
  bytes: 182_044,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  uploadedAt: '2023-01-04T01:10:00.000Z',
  uploadedBy: '王芳',
};

/** Files that show what a report says. */
export const evidenceRoutes = {
  'POST /evidence': {
    summary: 'Upload a file: multipart/form-data with one file',
    right: 'observation.report',
    query: EvidenceQuerySchema,
    answers: { 201: EvidenceSchema },
    refuses: [
      'evidence.quota-person',
      'evidence.quota-all',
      'evidence.unit-unknown',
      'evidence.not-a-file',
      'evidence.no-file',
      'evidence.several-files',
      'evidence.not-whole',
      'evidence.too-large',
      'evidence.kind-refused',
      'request.media-type',
    ],
    example: { query: { unit: 'XC-D29' }, answer: evidence },
  },
  'GET /evidence': {
    summary: 'Files of a unit',
    right: 'observation.read',
    query: EvidenceQuerySchema,
    answers: { 200: EvidenceListSchema },
    refuses: [],
    example: { query: { unit: 'XC-D29' }, answer: { items: [evidence] } },
  },
  'GET /evidence/{id}': {
    summary: 'The content of a file, to be saved',
    right: 'observation.read',
    params: Type.Object({ id: CodeSchema }),
    media: 'application/octet-stream',
    answers: { 200: Type.String() },
    refuses: ['evidence.unknown', 'evidence.content-lost'],
    example: { params: { id: 'Zk3v9QmA' } },
  },
} as const satisfies RouteTable;

const run = {
  id: 41,
  source: 'erms',
  state: 'succeeded',
  startedAt: '2023-01-04T01:11:30.000Z',
  finishedAt: '2023-01-04T01:12:04.000Z',
  durationMs: 34_000,
  seen: 1300,
  stored: 212,
  unchanged: 1087,
  quarantined: 1,
  pages: 13,
  retries: 0,
  error: null,
};
const source = Type.Object({ code: CodeSchema });

/** Declared sources, their runs, and what did not fit. */
export const sourceRoutes = {
  'GET /sources': {
    summary: 'Declared sources, each with its last run',
    right: 'source.read',
    answers: { 200: SourceListSchema },
    refuses: [],
    example: {
      answer: {
        items: [
          {
            code: 'erms',
            name: { zh: '电子档案管理系统', en: 'Electronic records management system' },
            address: 'http://10.24.3.8/api/filings',
            schedule: '15 * * * *',
            simulated: false,
            since: '2022-12-01',
            breaker: 'closed',
            lastRun: run,
          },
        ],
      },
    },
  },
  'GET /sources/{code}/runs': {
    summary: 'Runs of a source, latest first',
    right: 'source.read',
    params: source,
    query: PageQuerySchema,
    answers: { 200: PullRunPageSchema },
    refuses: ['source.unknown'],
    example: {
      params: { code: 'erms' },
      query: { page: 1, pageSize: 50 },
      answer: { items: [run], page: 1, pageSize: 50, total: 1 },
    },
  },
  'POST /sources/{code}/runs': {
    summary: 'Pull a source now; answered when the run is over',
    right: 'source.pull',
    params: source,
    answers: { 200: PullRunSchema },
    refuses: ['source.unknown', 'run.under-way', 'clock.undecided'],
    example: { params: { code: 'erms' }, answer: run },
  },
  'DELETE /sources/{code}/runs/current': {
    summary: 'Cancel the run that is under way',
    right: 'source.pull',
    isAlwaysTaken: true,
    params: source,
    answers: { 204: Type.Null() },
    refuses: ['source.unknown', 'run.none'],
    example: { params: { code: 'erms' }, answer: null },
  },
  'GET /sources/{code}/quarantine': {
    summary: 'Records of a source that did not fit, kept whole',
    right: 'source.read',
    params: source,
    query: PageQuerySchema,
    answers: { 200: QuarantinePageSchema },
    refuses: ['source.unknown'],
    example: {
      params: { code: 'erms' },
      query: { page: 1, pageSize: 50 },
      answer: {
        items: [
          {
            id: 7,
            run: 41,
            at: '2023-01-04T01:11:52.000Z',
            reason: 'bad-number',
            message: 'items: 约二百件 is not a number',
            payload: '{"dept":"031","month":"202212","items":"约二百件"}',
          },
        ],
        page: 1,
        pageSize: 50,
        total: 1,
      },
    },
  },
} as const satisfies RouteTable;
