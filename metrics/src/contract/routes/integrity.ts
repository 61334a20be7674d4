import { IntegrityStatusSchema } from '../schemas/integrity.ts';
import type { RouteTable } from './route.ts';

const status = {
  checkedAt: '2022-12-01T19:40:02.000Z',
  isChecking: false,
  findings: [
    {
      of: 'batches' as const,
      state: 'mended' as const,
      found: {
        zh: 'ClickHouse 丢失了 1 个批次的数据（4 条）：6f1c2a9be0d34f7785a1c0de92b7aa10；已按 PostgreSQL 中留存的内容重新写入。',
        en: 'ClickHouse had lost rows of 1 batch (4 rows): 6f1c2a9be0d34f7785a1c0de92b7aa10; they were stored again from what PostgreSQL keeps of it.',
      },
      mend: null,
    },
  ],
};

/** Whether what is stored is what was stored. */
export const integrityRoutes = {
  'GET /integrity': {
    summary: 'What was found damaged, what was mended, and when everything was looked at last',
    right: 'integrity.read',
    answers: { 200: IntegrityStatusSchema },
    refuses: [],
    example: { answer: status },
  },
  'POST /integrity/checks': {
    summary: 'Look at everything now; what is found is told by the status',
    right: 'integrity.check',
    answers: { 201: IntegrityStatusSchema },
    isAlwaysTaken: true,
    refuses: [],
    example: { answer: { ...status, isChecking: true } },
  },
} as const satisfies RouteTable;
