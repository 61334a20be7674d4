import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Code = Type.String({ minLength: 1 });
const Points = Type.Integer({ minimum: 0 });
const Reason = Type.String({ minLength: 1 });

/** One thing a person did, as it was meant. Nodes by code, points in hundredths. */
const EditSchema = Type.Union([
  /** The slider: the unlocked siblings shrink or grow in proportion. With 0 and a reason: 不参与. */
  Type.Object({ kind: Type.Literal('slide'), node: Code, points: Points, reason: Type.Optional(Reason) }, closed),
  /** The edge between two bars: only these two trade; `points` of the first. */
  Type.Object({ kind: Type.Literal('edge'), first: Code, second: Code, points: Points }, closed),
  /** A typed value: nobody else moves, and the group may not add up. */
  Type.Object({ kind: Type.Literal('type'), node: Code, points: Points, reason: Type.Optional(Reason) }, closed),
  /** Why a weight is 0. */
  Type.Object({ kind: Type.Literal('explain'), node: Code, reason: Reason }, closed),
  /** Repair: the gap of its group goes to this weight. */
  Type.Object({ kind: Type.Literal('give'), node: Code }, closed),
  /** Repair: the gap of a group is spread over its unlocked weights but `keep`. */
  Type.Object({ kind: Type.Literal('spread'), group: Code, keep: Type.Optional(Code) }, closed),
  /** Weights from elsewhere, for every child of a group by code; `source` says from where. */
  Type.Object(
    {
      kind: Type.Literal('adopt'),
      group: Code,
      weights: Type.Record(Code, Type.Number({ minimum: 0 })),
      source: Type.Optional(Type.String()),
    },
    closed,
  ),
  /** Back to the scheme's own weights. */
  Type.Object({ kind: Type.Literal('reset') }, closed),
]);
export type Edit = Static<typeof EditSchema>;

/** An edit with what it did, so that it can be undone and replayed whatever a later version would make of it. */
const LoggedEditSchema = Type.Object(
  {
    edit: EditSchema,
    points: Type.Array(Type.Tuple([Code, Points, Points]), { description: 'code, before, after' }),
    reasons: Type.Array(Type.Tuple([Code, Type.Union([Reason, Type.Null()]), Type.Union([Reason, Type.Null()])]), {
      description: 'code, before, after',
    }),
  },
  closed,
);
export type LoggedEdit = Static<typeof LoggedEditSchema>;

/** The shape of an edit log as JSON. */
export const EditLogSchema = Type.Object(
  {
    start: Type.Object({ points: Type.Record(Code, Points), reasons: Type.Record(Code, Reason) }, closed),
    edits: Type.Array(LoggedEditSchema),
    /** How many edits are in force; those after it can be made again. */
    at: Type.Integer({ minimum: 0 }),
    /** The movement that is still going on; its further steps take the place of the last edit. */
    gesture: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
/** Weights as a person moved through them. Plain JSON: it outlives a reload, and travels. */
export type EditLog = Static<typeof EditLogSchema>;
