import { openServedPostgres } from '../../stores/postgres.ts';
import { findUnsafeSettings, unsafeWords } from '../../stores/unsafe-settings.ts';
import { ok, warning, type Check } from './check.ts';

/**
 * Whether what PostgreSQL says is committed is on its disk. The embedded one is opened so that it is; a server is asked,
 * also while our own runs on it.
 *
 * @param databaseUrl of the server; `undefined` for the embedded one
 */
export async function checkDurability(databaseUrl: string | undefined): Promise<Check> {
  if (databaseUrl === undefined) return ok('durability', 'the embedded PostgreSQL waits for the disk');
  const postgres = await openServedPostgres(databaseUrl);
  try {
    return durabilityOf(await findUnsafeSettings(postgres));
  } catch {
    return warning('durability', 'not asked', 'Mend "postgres" first.');
  } finally {
    await postgres.close();
  }
}

/** @param unsafe names of settings that are off */
export function durabilityOf(unsafe: readonly string[]): Check {
  if (unsafe.length === 0) return ok('durability', 'the PostgreSQL server waits for its disk');
  const { found, mend } = unsafeWords(unsafe);
  return warning('durability', found.en, mend.en);
}
