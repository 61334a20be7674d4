import { createHash } from 'node:crypto';
import type { Adjustment, Area, Catalogue, SchemeDocument, Unit, UnitClass } from '@dangzhi/metrics';
import { UNIT_KINDS, type CountyRecord, type Fact } from '@dangzhi/metrics/contract';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { sql, type Transaction } from 'kysely';
import type { Stores } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

/** Everything about a county that is not an observation. */
export interface CountyDocuments {
  readonly classes: readonly UnitClass[];
  readonly areas: readonly Area[];
  readonly units: readonly Unit[];
  readonly catalogue: Catalogue;
  readonly schemes: readonly SchemeDocument[];
  readonly facts: readonly Fact[];
  readonly records: readonly CountyRecord[];
  readonly adjustments: readonly { readonly unit: string; readonly period: string; readonly adjustment: Adjustment }[];
}

const hashOf = (document: object): string => createHash('sha256').update(JSON.stringify(document)).digest('hex');

/**
 * Loads a county's documents. Repeating it changes nothing; a changed catalogue, scheme or list of units
 * becomes a new version, the old one stays.
 *
 * @throws RangeError if a scheme does not parse, naming the path and the mend
 */
export async function loadCounty({ postgres: { db } }: Stores, county: CountyDocuments): Promise<void> {
  for (const scheme of county.schemes) {
    const parsed = parseScheme(scheme);
    if (!parsed.ok)
      throw new RangeError(
        `scheme ${scheme.code}: ${parsed.faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
      );
    if (!UNIT_KINDS.some((kind) => kind === scheme.unitKind))
      throw new RangeError(
        `scheme ${scheme.code}: /unitKind ${scheme.unitKind} is not scored here; use one of ${UNIT_KINDS.join(', ')}`,
      );
  }
  await db.transaction().execute(async (transaction) => {
    // One statement a table: a county is hundreds of rows, and each statement waits for the one before.
    for (const [table, rows] of [
      ['unit_class', county.classes],
      ['area', county.areas],
      ['unit', county.units],
    ] as const)
      await upsert(
        transaction,
        table,
        'code',
        rows.map((one, position) => ({ code: one.code, position, definition: JSON.stringify(one) })),
      );
    await upsert(
      transaction,
      'fact',
      'id',
      county.facts.map((fact, position) => ({
        id: fact.id,
        position,
        article: fact.article,
        kind: fact.kind,
        definition: JSON.stringify(fact),
      })),
    );
    await upsert(
      transaction,
      'county_record',
      'code',
      county.records.map((record, position) => ({
        code: record.code,
        position,
        article: record.sources[0]?.article ?? '',
        kind: record.kind,
        status: record.status,
        definition: JSON.stringify(record),
      })),
    );
    await sql`
      INSERT INTO unit_version (document)
      SELECT now.document
      FROM (SELECT coalesce(jsonb_agg(definition ORDER BY position, code), '[]') AS document FROM unit) AS now
      WHERE now.document IS DISTINCT FROM (SELECT document FROM unit_version ORDER BY version DESC LIMIT 1)
    `.execute(transaction);
    // Compared with the latest, not with all: going back to an earlier document is a new version too.
    const catalogueHash = hashOf(county.catalogue);
    const inForce = await transaction
      .selectFrom('catalogue_version')
      .select('hash')
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (inForce?.hash !== catalogueHash) {
      await transaction
        .insertInto('catalogue_version')
        .values({ hash: catalogueHash, document: JSON.stringify(county.catalogue) })
        .execute();
    }
    for (const { unit, period, adjustment } of county.adjustments) {
      const isVeto = adjustment.kind === 'veto';
      await transaction
        .insertInto('adjustment')
        .values({
          unit,
          period,
          kind: adjustment.kind,
          code: adjustment.code,
          points: isVeto ? null : adjustment.points,
          cap: isVeto ? adjustment.cap : null,
          evidence: adjustment.evidence,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['unit', 'period', 'code', 'evidence'])
            .doUpdateSet((eb) => ({ points: eb.ref('excluded.points'), cap: eb.ref('excluded.cap') })),
        )
        .execute();
    }
    for (const scheme of county.schemes) {
      const hash = hashOf(scheme);
      const latest = await transaction
        .selectFrom('scheme_version')
        .select(['version', 'hash'])
        .where('scheme', '=', scheme.code)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (latest?.hash === hash) continue;
      await transaction
        .insertInto('scheme_version')
        .values({ scheme: scheme.code, version: (latest?.version ?? 0) + 1, hash, document: JSON.stringify(scheme) })
        .execute();
    }
  });
}

/** Rows as they are now, whether they were there or not. */
async function upsert<Table extends 'unit_class' | 'area' | 'unit' | 'fact' | 'county_record'>(
  transaction: Transaction<Database>,
  table: Table,
  key: string,
  rows: readonly Record<string, string | number>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const values = sql.join(rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`));
  const changes = columns
    .filter((column) => column !== key)
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  await sql`
    INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    VALUES ${values}
    ON CONFLICT (${sql.ref(key)}) DO UPDATE SET ${sql.join(changes)}
  `.execute(transaction);
}
