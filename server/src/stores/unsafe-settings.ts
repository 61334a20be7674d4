import type { Names } from '@dangzhi/metrics';
import { sql } from 'kysely';
import type { Postgres } from './postgres.ts';

/** Without any one of them a power cut takes what PostgreSQL said was committed, or more. */
const NEEDED = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/**
 * Settings under which PostgreSQL does not wait for the disk, by name; none where it does. Of a server they are its
 * administrator's decision: they are told and not refused.
 */
export async function findUnsafeSettings({ db }: Pick<Postgres, 'db'>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name
    FROM pg_settings
    WHERE name IN (${sql.join([...NEEDED])})
      AND setting = 'off'
    ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}

/** What follows from it, and the mend, for whoever starts the program or asks the doctor. */
export function unsafeWords(settings: readonly string[]): { readonly found: Names; readonly mend: Names } {
  const off = settings.map((name) => `${name} = off`).join(', ');
  const on = settings.map((name) => `${name} = on`).join(', ');
  return {
    found: {
      zh: `PostgreSQL 服务器设有 ${off}：断电会丢失已确认的内容`,
      en: `the PostgreSQL server has ${off}: a power cut takes what was acknowledged`,
    },
    mend: {
      zh: `在其 postgresql.conf 中设 ${on} 并重新加载；除非愿意承担此损失。`,
      en: `Set ${on} in its postgresql.conf and reload it, unless that loss is acceptable.`,
    },
  };
}
