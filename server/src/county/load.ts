import { createHash } from 'node:crypto';
import type { Adjustment, Area, Catalogue, SchemeDocument, Unit, UnitClass } from '@dangzhi/metrics';
import { UNIT_KINDS, type CountyRecord, type Fact } from '@dangzhi/metrics/contract';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { sql } from 'kysely';
import type { Stores } from '../stores/index.ts';

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
    const upsert = (table: 'unit_class' | 'area' | 'unit', code: string, position: number, definition: object) =>
      transaction
        .insertInto(table)
        .values({ code, position, definition: JSON.stringify(definition) })
        .onConflict((conflict) =>
          conflict.column('code').doUpdateSet({ position, definition: JSON.stringify(definition) }),
        )
        .execute();
    for (const [position, one] of county.classes.entries()) await upsert('unit_class', one.code, position, one);
    for (const [position, one] of county.areas.entries()) await upsert('area', one.code, position, one);
    for (const [position, one] of county.units.entries()) await upsert('unit', one.code, position, one);
    for (const [position, fact] of county.facts.entries()) {
      const row = { position, article: fact.article, kind: fact.kind, definition: JSON.stringify(fact) };
      await transaction
        .insertInto('fact')
        .values({ id: fact.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }
    for (const [position, record] of county.records.entries()) {
      const { kind, status, sources } = record;
      const article = sources[0]?.article ?? '';
      const row = { position, article, kind, status, definition: JSON.stringify(record) };
      await transaction
        .insertInto('county_record')
        .values({ code: record.code, ...row })
        .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
        .execute();
    }
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
