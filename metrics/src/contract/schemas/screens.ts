import { Type, type Static } from 'typebox';
import { NOT_COMPOSED } from '../../explain/composition.ts';
import { MissingSchema, NamesSchema, OneOf } from '../../language/catalogue.ts';
import {
  CodeSchema,
  DecimalSchema,
  MonthSchema,
  Nullable,
  PeriodLabelSchema,
  ProvenanceSchema,
  UnitRefSchema,
} from './common.ts';
import { RefSchema } from './facts.ts';
import { RECORD_KINDS, RECORD_STATUSES } from './records.ts';
import { InventedPeersSchema, HistoryPointSchema, scoreHead } from './scores.ts';

/** A figure on a wall: a leaf or a watched figure of the county. */
export const FigureSchema = Type.Object({
  /** Its node, by which it is explained. */
  node: CodeSchema,
  name: NamesSchema,
  value: Nullable(Type.Number()),
  unitOfMeasure: Type.String(),
  missing: Nullable(MissingSchema),
  provenance: ProvenanceSchema,
  /** The period the value really is of, where it differs from the scene's. */
  valuePeriod: Nullable(PeriodLabelSchema),
});
export type Figure = Static<typeof FigureSchema>;

/** A leaf with what it earns. Weight, contribution and loss in points of the county's score. */
export const LeafFigureSchema = Type.Interface([FigureSchema], {
  score: Nullable(Type.Number()),
  effectiveWeight: Type.Number(),
  contribution: Nullable(Type.Number()),
});
export type LeafFigure = Static<typeof LeafFigureSchema>;

/** One group of a view: its title over its leaves. */
const GroupSchema = Type.Object({
  code: CodeSchema,
  name: NamesSchema,
  /** Codes of its leaves; none says that nothing measures it. */
  leaves: Type.Array(CodeSchema),
});
export type Group = Static<typeof GroupSchema>;

const groupScore = {
  /** Mean of its scored leaves by effective weight, 0..100. */
  score: Nullable(Type.Number()),
  /** Nominal weight of its leaves that have a source ÷ nominal weight of all; `null` without a leaf. */
  coverage: Nullable(Type.Number()),
  /** By the scheme's ladder; `null` where partial or without a score. */
  colour: Nullable(CodeSchema),
  provenance: ProvenanceSchema,
} as const;

/** A dimension with its leaves taken together. */
export const GroupScoreSchema = Type.Interface([GroupSchema], {
  ...groupScore,
  /** Its score a month earlier. */
  previousScore: Nullable(Type.Number()),
  /** Coverage is below the scheme's threshold. */
  partial: Type.Boolean(),
  /** Why it has no score, where it has none and that is known. */
  missing: Nullable(MissingSchema),
});
export type GroupScore = Static<typeof GroupScoreSchema>;

/** A priority: never scored, so there is nothing here that could be (ADR 0034). */
const PrioritySchema = Type.Interface([GroupSchema], {
  /** The fact that is its heading in the article. */
  fact: Nullable(CodeSchema),
});
export type Priority = Static<typeof PrioritySchema>;

/** A cell of 四横四纵两端, made of platform leaves. */
const BandSchema = Type.Interface([GroupSchema], {
  ...groupScore,
  part: OneOf(['horizontal', 'vertical', 'end']),
  /** Why it has no score of its own; `null` where it has one. */
  noScore: Nullable(OneOf(NOT_COMPOSED)),
  /** What of it no indicator measures, and why. */
  unmeasured: Nullable(NamesSchema),
});
export type Band = Static<typeof BandSchema>;

const FreshnessSchema = Type.Object({
  lastPullAt: Nullable(Type.String()),
  lastPullState: Nullable(Type.String()),
  lastPullSource: Nullable(NamesSchema),
  sourcesFailing: Type.Integer(),
});

/** What every scene begins with. */
const SceneSchema = Type.Object({
  period: MonthSchema,
  /** Last day the figures stand for. */
  dataAsOf: Type.String(),
  run: Type.Integer(),
  demo: Type.Boolean(),
  county: UnitRefSchema,
  freshness: FreshnessSchema,
});
export type Scene = Static<typeof SceneSchema>;

/** A unit among its kind, as a wall shows it. */
export const PlacedUnitSchema = Type.Object({
  unit: UnitRefSchema,
  printed: Nullable(DecimalSchema),
  colour: Nullable(CodeSchema),
  rank: Nullable(Type.Integer()),
  /** Rank one month earlier inside the class. */
  previousRank: Nullable(Type.Integer()),
  vetoed: Type.Boolean(),
  provenance: ProvenanceSchema,
});
export type PlacedUnit = Static<typeof PlacedUnitSchema>;

/** A leaf and so many points of the county's score. */
const PointsSchema = Type.Object({ code: CodeSchema, name: NamesSchema, points: Type.Number() });

/** 总览: what a county leader needs first. */
export const OverviewSchema = Type.Interface([SceneSchema], {
  score: Type.Object({
    ...scoreHead,
    inventedPeers: InventedPeersSchema,
    scheme: CodeSchema,
    /** Printed score of the month before. */
    previousPrinted: Nullable(DecimalSchema),
    /** Coverage below which a score is partial, 0..1. */
    coverageThreshold: Type.Number(),
    /** Leaves of the scheme, and those that have a value. */
    leaves: Type.Integer(),
    present: Type.Integer(),
    /** Up to 24 months, oldest first. */
    history: Type.Array(HistoryPointSchema),
  }),
  dimensions: Type.Array(GroupScoreSchema),
  /** Raw material of the conclusion in words. */
  finding: Type.Object({
    /** Dimensions with the highest and the lowest score; `null` with fewer than two. */
    best: Nullable(RefSchema),
    weakest: Nullable(RefSchema),
    /** The leaf that costs most, and the one whose contribution changed most since the month before. */
    costliest: Nullable(PointsSchema),
    moved: Nullable(PointsSchema),
  }),
  townships: Type.Array(
    Type.Interface([PlacedUnitSchema], {
      tile: Nullable(Type.Object({ col: Type.Integer(), row: Type.Integer() })),
    }),
  ),
  departments: Type.Array(PlacedUnitSchema),
  /** Leaves of which a single case is one too many. */
  redLines: Type.Array(FigureSchema),
  next: Type.Object({
    /** Leaves by the points they still cost, most first. */
    lost: Type.Array(Type.Interface([PointsSchema], { responsible: Nullable(RefSchema) })),
    /** Systems whose connection would raise coverage, most weight first. Weight in per cent of the whole. */
    connect: Type.Array(
      Type.Object({
        code: CodeSchema,
        name: NamesSchema,
        kind: OneOf(['pulled', 'reported']),
        leaves: Type.Integer(),
        weight: Type.Number(),
      }),
    ),
  }),
  /** How yearly leaves are likely to end the year; `null` in December and where nothing can be foretold. */
  yearEnd: Nullable(
    Type.Object({
      at: MonthSchema,
      /** Leaves that are foretold; those likely to reach their target, and those to stay below the pass mark. */
      foretold: Type.Integer(),
      onTrack: Type.Integer(),
      atRisk: Type.Array(RefSchema),
    }),
  ),
});
export type Overview = Static<typeof OverviewSchema>;

const StorageSchema = Type.Object({
  occupancy: FigureSchema,
  /** The figure is the article's own round words. */
  approximate: Type.Boolean(),
  /** What the article itself expects: years from the month the fact stands at; absent before it. */
  published: Nullable(Type.Object({ years: Type.Number(), from: MonthSchema, quote: Type.String(), fact: CodeSchema })),
  /** Straight line through the months up to this one; `null` with fewer than three. */
  forecast: Nullable(
    Type.Object({
      perMonth: Type.Number(),
      perMonthMargin: Type.Number(),
      months: Type.Integer(),
      fullAt: Nullable(MonthSchema),
      /** Range of months when the slope is at either end of its 95 % interval. */
      earliest: Nullable(MonthSchema),
      latest: Nullable(MonthSchema),
      provenance: ProvenanceSchema,
    }),
  ),
  history: Type.Array(Type.Object({ period: MonthSchema, value: Nullable(Type.Number()) })),
});
export type StorageOutlook = Static<typeof StorageSchema>;

/** 档案工作: what the archives' article speaks of. */
export const ArchivesSceneSchema = Type.Interface([SceneSchema], {
  filing: Type.Object({
    online: FigureSchema,
    prearchived: FigureSchema,
    formal: FigureSchema,
    rate: FigureSchema,
  }),
  holdings: Type.Object({
    units: FigureSchema,
    /** 卷 and 件 are two counts and never one. */
    files: FigureSchema,
    items: FigureSchema,
    growth: FigureSchema,
  }),
  databases: Type.Object({
    built: FigureSchema,
    /** Planned ones of the county's records; never part of the count. */
    planned: Type.Array(RefSchema),
  }),
  storage: StorageSchema,
  /** Opening and look-up. */
  service: Type.Array(LeafFigureSchema),
  focuses: Type.Array(PrioritySchema),
  /** The leaves that stand in them. */
  leaves: Type.Array(LeafFigureSchema),
  /** Honours and pilots, in the order of the article. */
  records: Type.Array(
    Type.Object({
      code: CodeSchema,
      kind: OneOf(RECORD_KINDS),
      status: OneOf(RECORD_STATUSES),
      name: NamesSchema,
      fact: Nullable(CodeSchema),
    }),
  ),
});
export type ArchivesScene = Static<typeof ArchivesSceneSchema>;

/** 公共数据平台: what the data centre's article speaks of, in its own architecture. */
export const PlatformSceneSchema = Type.Interface([SceneSchema], {
  resources: Type.Object({ tables: FigureSchema, fields: FigureSchema, records: FigureSchema }),
  databases: Type.Object({
    raw: FigureSchema,
    central: FigureSchema,
    subject: FigureSchema,
    thematic: FigureSchema,
    warehouses: FigureSchema,
  }),
  /** The four rates of the IRS. */
  rates: Type.Array(LeafFigureSchema),
  interfaces: Type.Object({ supplied: FigureSchema, applications: FigureSchema, departments: FigureSchema }),
  tickets: Type.Object({ total: FigureSchema, approval: FigureSchema }),
  cloud: Type.Object({ departments: FigureSchema, ecs: FigureSchema, rds: FigureSchema, oss: FigureSchema }),
  zheliban: Type.Object({ users: FigureSchema, activity: FigureSchema, oneNet: FigureSchema }),
  zhezhengding: Type.Object({ activated: FigureSchema, activity: FigureSchema }),
  security: Type.Object({ fixed: FigureSchema, incidents: FigureSchema }),
  /** 四横四纵两端. */
  bands: Type.Array(BandSchema),
  /** The leaves that stand in them. */
  leaves: Type.Array(LeafFigureSchema),
});
export type PlatformScene = Static<typeof PlatformSceneSchema>;
