import type { Evidence } from '@dangzhi/metrics/contract';
import { sql } from 'kysely';
import { record } from '../audit/trail.ts';
import type { Actor } from '../rights/actor.ts';
import type { Postgres } from '../stores/index.ts';

const columns = [
  'id',
  'unit',
  'name',
  'media_type as mediaType',
  'bytes',
  'sha256',
  'uploaded_at',
  'uploaded_by as uploadedBy',
] as const;

type Row = Omit<Evidence, 'uploadedAt'> & { readonly uploaded_at: Date };

const toEvidence = ({ uploaded_at: at, ...row }: Row): Evidence => ({ ...row, uploadedAt: at.toISOString() });

/** A file by its id; `null` when there is none. */
export async function findEvidence({ db }: Postgres, id: string): Promise<Evidence | null> {
  const row = await db.selectFrom('evidence').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toEvidence(row);
}

/** Files of a unit, the latest first; at most 500. */
export async function listEvidence({ db }: Postgres, unit: string): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .select(columns)
    .where('unit', '=', unit)
    .orderBy('uploaded_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(toEvidence);
}

/** Notes a file that is kept, with its line in the audit trail. */
export async function addEvidence({ db }: Postgres, actor: Actor, evidence: Evidence): Promise<void> {
  const { mediaType, uploadedAt, uploadedBy, ...row } = evidence;
  const at = new Date(uploadedAt);
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('evidence')
      .values({ ...row, media_type: mediaType, uploaded_at: at, uploaded_by: uploadedBy, uploader: actor.id })
      .execute();
    const { unit, name, bytes, sha256 } = row;
    const after = { unit, name, mediaType, bytes, sha256 };
    await record(transaction, actor, at, { action: 'evidence.add', target: `evidence:${row.id}`, after });
  });
}

/** Bytes of the files somebody handed in, and of all: the same content counts once. */
export async function measureEvidence(
  { db }: Postgres,
  uploader: string,
): Promise<{ readonly own: number; readonly all: number }> {
  const { rows } = await sql<{ own: string; all: string }>`
    SELECT coalesce(sum(bytes) FILTER (WHERE own), 0)::text AS own, coalesce(sum(bytes), 0)::text AS all
    FROM (SELECT max(bytes) AS bytes, bool_or(uploader = ${uploader}) AS own FROM evidence GROUP BY sha256) AS kept`.execute(
    db,
  );
  return { own: Number(rows[0]?.own ?? 0), all: Number(rows[0]?.all ?? 0) };
}

/** The unit each of some files is about, by id; ids of no file are left out. */
export async function findUnitsOfEvidence({ db }: Postgres, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('evidence')
    .select(['id', 'unit'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, unit }) => [id, unit]));
}
