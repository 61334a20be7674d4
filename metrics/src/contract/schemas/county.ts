import { Type, type Static } from 'typebox';
import { AreaSchema, NamesSchema, UnitClassSchema, UnitSchema } from '../../language/catalogue.ts';
import { SchemeSchema } from '../../scheme/document.ts';
import { CodeSchema, MonthSchema } from './common.ts';

/** What a page needs to know before it asks for anything else. */
export const MetaSchema = Type.Object({
  county: NamesSchema,
  countyCode: CodeSchema,
  /** Demo data is loaded: every page that shows some says 演示数据. */
  demo: Type.Boolean(),
  /** The month shown when nobody chose one: the last with a figure of the county that is not demo. */
  period: MonthSchema,
  /** Every scored month, oldest first. */
  periods: Type.Array(MonthSchema),
  schemes: Type.Array(Type.Object({ code: CodeSchema, unitKind: CodeSchema, name: NamesSchema })),
  classes: Type.Array(UnitClassSchema),
  engineVersion: Type.Integer(),
});
export type Meta = Static<typeof MetaSchema>;

export const UnitListSchema = Type.Object({
  items: Type.Array(UnitSchema),
  classes: Type.Array(UnitClassSchema),
  /** Cities the counties lie in. */
  areas: Type.Array(AreaSchema),
});
export type UnitList = Static<typeof UnitListSchema>;

export { CatalogueSchema as CatalogueViewSchema } from '../../language/catalogue.ts';

export const SchemeListSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      code: CodeSchema,
      version: Type.Integer(),
      unitKind: CodeSchema,
      name: NamesSchema,
      leaves: Type.Integer(),
    }),
  ),
});
export const SchemeViewSchema = Type.Object({
  version: Type.Integer(),
  hash: Type.String(),
  document: SchemeSchema,
});
export type SchemeView = Static<typeof SchemeViewSchema>;
