import type { SourceDeclaration } from '@dangzhi/metrics';
import { codesByPlatformName } from './unit-names.ts';

/** Environment name of the platform's token, for the one who asks and for the simulation alike. */
export const TOKEN_NAME = 'ERMS_TOKEN';

/** Where the simulated platform lists its records. */
export const RECORDS_PATH = '/api/v1/gdtj';

/**
 * The simulated systems declared as data sources.
 *
 * @param address base address of the running simulation, e.g. `http://127.0.0.1:4100`
 */
export function simulatedSources(address: string): SourceDeclaration[] {
  return [
    {
      code: 'erms',
      name: { zh: '电子文件统一管理平台（模拟）', en: 'Electronic records platform (simulated)' },
      simulated: true,
      address,
      path: RECORDS_PATH,
      auth: { kind: 'bearer', tokenName: TOKEN_NAME },
      paging: {
        kind: 'cursor',
        cursorParam: 'yb',
        sizeParam: 'myts',
        size: 500,
        recordsField: 'jl',
        nextField: 'xyyb',
        countField: 'bybs',
      },
      sinceParam: 'gxqs',
      mapping: {
        id: 'jlid',
        changedAt: { field: 'gxsj', format: 'iso' },
        unit: { field: 'dwmc', codes: { ...codesByPlatformName } },
        period: { field: 'tjyf', format: 'YYYYMM', grain: 'month' },
        values: {
          kind: 'wide',
          fields: [
            { field: 'yjgds', measure: 'prearchived-items' },
            { field: 'zsgds', measure: 'formal-items' },
            { field: 'yjs', measure: 'due-items' },
            { field: 'sjs', measure: 'archived-items' },
            { field: 'jcs', measure: 'tested-items' },
            { field: 'tgs', measure: 'passed-first-items' },
            { field: 'zxzt', measure: 'online-filing' },
          ],
        },
      },
      schedule: '*/5 * * * *',
      timeoutMs: 10_000,
      attempts: 4,
    },
  ];
}
