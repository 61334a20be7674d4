import { Type } from 'typebox';
import type { RouteTable } from './route.ts';
import {
  AuditExportQuerySchema,
  AuditPageSchema,
  AuditQuerySchema,
  AuditVerificationSchema,
} from '../schemas/people.ts';

/** What was done, by whom. */
export const auditRoutes = {
  'GET /audit': {
    summary: 'Lines of the audit trail, latest first',
    right: 'audit.read',
    query: AuditQuerySchema,
    answers: { 200: AuditPageSchema },
    refuses: ['instant.unreadable'],
    example: {
      query: { action: 'account.create', page: 1, pageSize: 50 },
      answer: {
        items: [
          {
            sequence: 12,
            at: '2022-11-01T03:20:00.000Z',
            actor: 'Xa91mKq0',
            actorName: '陈静',
            address: '10.24.3.57',
            agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/102.0',
            action: 'account.create',
            outcome: 'done',
            target: 'account:Qm3kZ81a',
            before: null,
            after: { login: 'wangfang', unit: 'XC-D29' },
            reason: '新任科长',
            hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          },
        ],
        page: 1,
        pageSize: 50,
        total: 1,
      },
    },
  },
  'GET /audit/export': {
    summary: 'The same lines as CSV; taking them along is itself a line of the trail',
    right: 'audit.read',
    query: AuditExportQuerySchema,
    media: 'text/csv',
    answers: { 200: Type.String() },
    refuses: ['instant.unreadable'],
    example: { query: { from: '2022-10-01T00:00:00Z', to: '2023-01-01T00:00:00Z' } },
  },
  'GET /audit/verification': {
    summary: 'Whether the trail is whole',
    right: 'audit.read',
    answers: { 200: AuditVerificationSchema },
    refuses: [],
    example: {
      answer: {
        entries: 12,
        intact: true,
        firstFault: null,
        damage: null,
        found: { zh: '共 12 条，完整', en: '12 lines, whole' },
      },
    },
  },
} as const satisfies RouteTable;
