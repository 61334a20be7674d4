import { Type, type Static } from 'typebox';
import { OneOf } from '../../language/catalogue.ts';
import { Nullable } from './common.ts';

/**
 * `runtime` is Node, an `engine` a database in a library, a `library` runs on the server, `page` in the browser; a `font`
 * is drawn there.
 */
export const COMPONENT_KINDS = ['runtime', 'engine', 'library', 'page', 'font'] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

const part = {
  name: Type.String(),
  /** `null` where its makers do not say. */
  version: Nullable(Type.String()),
  /** An SPDX expression, or its makers' own word. */
  licence: Type.String(),
  /** Numbers of its texts. */
  texts: Type.Array(Type.Integer()),
};

const StoreVersionSchema = Type.Object({
  /** `null` while it does not answer. */
  version: Nullable(Type.String()),
  /** A server of its own, or in this process. */
  isServed: Type.Boolean(),
});

/** What runs here, and whose work it is made of. */
export const AboutSchema = Type.Object({
  version: Type.String(),
  /** Of a package made from a tree that is kept with Git; `+` where it had changes of its own. */
  commit: Nullable(Type.String()),
  /** Of the product itself. */
  licence: Type.String(),
  engineVersion: Type.Integer(),
  node: Type.String(),
  clickhouse: StoreVersionSchema,
  postgres: StoreVersionSchema,
  /** `null` where no notices were made, as in a source tree that was never built. */
  components: Nullable(
    Type.Array(
      Type.Object({
        ...part,
        kind: OneOf(COMPONENT_KINDS),
        /** How many its makers say are inside it. */
        parts: Type.Integer(),
      }),
    ),
  ),
});
export type About = Static<typeof AboutSchema>;

export const PartListSchema = Type.Object({ of: Type.String(), items: Type.Array(Type.Object(part)) });
export type PartList = Static<typeof PartListSchema>;

export const NoticeSchema = Type.Object({
  number: Type.Integer(),
  /** Names of those it is of. */
  of: Type.Array(Type.String()),
  text: Type.String(),
});
export type Notice = Static<typeof NoticeSchema>;
