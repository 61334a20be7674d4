import type { Json, SimulatedSystem } from './systems/system.ts';
import { putAt } from './writing/fields.ts';

interface Page {
  readonly records: readonly Json[];
  /** Records the whole question matches. */
  readonly total: number;
  readonly next: string | null;
  /** A third of the records is left out, though they are counted. */
  readonly isShort: boolean;
}

/** A page as the system answers it. */
export function writeAnswer(system: SimulatedSystem, { records, total, next, isShort }: Page): Json {
  const { paging, success } = system.declaration;
  const body: Record<string, unknown> = { ...system.envelope({ count: records.length, total }) };
  if (success !== undefined) putAt(body, success.field, success.equals);
  putAt(body, paging.recordsField, isShort ? records.slice(0, Math.floor(records.length * 0.7)) : records);
  switch (paging.kind) {
    case 'cursor':
      putAt(body, paging.nextField, next);
      putAt(body, paging.countField, records.length);
      break;
    case 'last-page':
      putAt(body, paging.lastField, next === null ? paging.lastValue : !paging.lastValue);
      putAt(body, paging.countField, records.length);
      break;
    case 'none':
      putAt(body, paging.countField, records.length);
      break;
    case 'page':
    case 'offset':
      putAt(body, paging.totalField, total);
  }
  return body;
}
