import type { Unit } from '@dangzhi/metrics';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import source from '../../data/units.json' with { type: 'json' };

const UnitsSourceSchema = Type.Object({
  xinchang: Type.Object({
    code: Type.String(),
    zh: Type.String(),
    en: Type.String(),
    parent: Type.String(),
    townships: Type.Array(
      Type.Object({
        code: Type.String(),
        zh: Type.String(),
        en: Type.String(),
        tile: Type.Object({ col: Type.Integer(), row: Type.Integer() }),
      }),
    ),
    departments: Type.Array(
      Type.Object({
        code: Type.String(),
        zh: Type.String(),
        short: Type.String(),
        en: Type.String(),
        category: Type.String(),
        name_certainty: Type.Enum(['high', 'medium', 'low']),
        demo_flags_synthetic: Type.Object({
          catalogued: Type.Boolean(),
          e_filing: Type.Boolean(),
          raw_db: Type.Boolean(),
          cloud: Type.Boolean(),
          transferred: Type.Boolean(),
          api_served: Type.Boolean(),
        }),
      }),
    ),
  }),
});

const { xinchang } = Value.Parse(UnitsSourceSchema, source);

/** The reform of 2019 gave the county's bodies their present form; nothing here reaches back before it. */
const IN_FORCE_SINCE = '2019-01-01';

/** 人武部, the court and the procuratorate are scored for themselves and never ranked. */
const NOT_RANKED: ReadonlySet<string> = new Set(['XC-D20', 'XC-D18', 'XC-D19']);

const inForce = { validFrom: IN_FORCE_SINCE, validTo: null } as const;

export const county: Unit = {
  code: xinchang.code,
  name: { zh: xinchang.zh, en: xinchang.en },
  shortName: { zh: xinchang.zh, en: 'Xinchang' },
  kind: 'county',
  class: 'county',
  parent: xinchang.parent,
  ranked: true,
  certainty: 'high',
  ...inForce,
  tile: null,
};

/** The 83 departments on a 2022 basis; `certainty` tells how sure the reconstructed name is. */
export const departments: readonly Unit[] = xinchang.departments.map((department) => ({
  code: department.code,
  name: { zh: department.zh, en: department.en },
  shortName: { zh: department.short, en: department.en },
  kind: 'department',
  class: department.category,
  parent: county.code,
  ranked: !NOT_RANKED.has(department.code),
  certainty: department.name_certainty,
  ...inForce,
  tile: null,
}));

/** The 12 townships and subdistricts, each with its cell on the schematic map. */
export const townships: readonly Unit[] = xinchang.townships.map((township) => ({
  code: township.code,
  name: { zh: township.zh, en: township.en },
  shortName: { zh: township.zh, en: township.en },
  kind: 'township',
  class: 'township',
  parent: county.code,
  ranked: true,
  certainty: 'high',
  ...inForce,
  tile: township.tile,
}));

/** The county, its departments and its townships. */
export const units: Unit[] = [county, ...departments, ...townships];

type Flag = keyof (typeof xinchang.departments)[number]['demo_flags_synthetic'];

/**
 * Departments that carry one of the synthetic flags, which spread the articles' totals over units.
 * How many there are is published; which ones they are is demo.
 */
export function departmentsWithFlag(flag: Flag): string[] {
  return xinchang.departments.flatMap(({ code, demo_flags_synthetic: flags }) => (flags[flag] ? [code] : []));
}
