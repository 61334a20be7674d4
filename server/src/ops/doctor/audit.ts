import type { AuditVerification } from '@dangzhi/metrics/contract';
import { fault, ok, type Check } from './check.ts';

/** Whether the audit trail is whole, as it was verified. */
export function checkAudit({ intact, entries, found, damage }: AuditVerification): Check {
  if (intact)
    return ok('audit', entries === 0 ? 'no line yet' : `${entries} lines, each following from the one before`);
  if (damage === 'cut-off')
    return fault(
      'audit',
      found.en,
      'A crash of the disk or an older copy leaves it so: restore the newest good backup. To go on without the lost lines keep a copy of DATA_DIR and remove audit.head from it.',
    );
  return fault(
    'audit',
    found.en,
    'Keep a copy of DATA_DIR and find out who could write to the database. Only after a restored backup, or with another database, is it normal: then remove audit.head from DATA_DIR.',
  );
}
