import { Type } from 'typebox';
import { BackupStatusSchema, NewBackupSchema } from '../schemas/backups.ts';
import type { RouteTable } from './route.ts';

const status = {
  folder: '/srv/backups/dangzhi',
  schedule: '30 2 * * *',
  isEncrypted: true,
  running: null,
  last: null,
  lastGood: '2022-12-01T18:30:00.120Z',
  isLate: false,
  items: [
    {
      at: '2022-12-01T18:30:00.120Z',
      version: '0.1.0',
      bytes: 18_350_112,
      written: 412_880,
      seconds: 3.4,
      faults: 0,
      trial: {
        at: '2022-12-01T18:30:41.005Z',
        isGood: true,
        seconds: 36.2,
        compared: { tables: 24, batches: 1180, runs: 252, evidence: 31 },
        found: [],
      },
    },
  ],
};

/** Copies of everything, each of them restored once. */
export const backupRoutes = {
  'GET /backups': {
    summary: 'Backups that are kept, whether they can be restored, and what is under way',
    right: 'backup.read',
    answers: { 200: BackupStatusSchema },
    refuses: [],
    example: { answer: status },
  },
  'POST /backups': {
    summary: 'Begin a backup now; how far it is, and what came of it, is told by the list',
    right: 'backup.make',
    isAlwaysTaken: true,
    body: NewBackupSchema,
    answers: { 201: BackupStatusSchema },
    refuses: ['backup.running', 'backup.folder-unset', 'backup.folder-of-operator'],
    example: {
      body: { folder: null, keyFile: null, trial: true },
      answer: {
        ...status,
        running: { startedAt: '2022-12-02T02:11:09.000Z', phase: 'documents', done: 0, of: 0 },
      },
    },
  },
  'DELETE /backups/current': {
    summary: 'End the backup that is under way; those before it stay',
    right: 'backup.make',
    isAlwaysTaken: true,
    answers: { 204: Type.Null() },
    refuses: ['backup.none'],
    example: { answer: null },
  },
} as const satisfies RouteTable;
