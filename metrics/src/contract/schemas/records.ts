import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf, StandingSchema } from '../../language/catalogue.ts';
import { CodeSchema, MonthSchema, Nullable, PageOf, PeriodLabelSchema } from './common.ts';
import { ARTICLES, RefSchema, TallySchema } from './facts.ts';

/** 台账: what happened, stands or is planned in the county and is no number. */
export const RECORD_KINDS = [
  'target',
  'honour',
  'pilot',
  'project',
  'publication',
  'event',
  'database',
  'platform',
  'app',
  'service',
  'mechanism',
  'facility',
  'brand',
  'team',
  'plan',
  'problem',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** `open` is of a problem nobody has said is solved. */
export const RECORD_STATUSES = ['done', 'under-way', 'planned', 'open'] as const;
export type RecordStatus = (typeof RECORD_STATUSES)[number];

const MilestoneSchema = Type.Object({
  name: NamesSchema,
  due: MonthSchema,
  doneAt: Nullable(MonthSchema),
  standing: StandingSchema,
});
export type Milestone = Static<typeof MilestoneSchema>;

/** What somebody set themselves. Never a value: what was reached stands beside it, or why that is not known. */
const TargetSchema = Type.Object({
  /** The leaf or watched indicator it is set for; `null` where there is none. */
  indicator: Nullable(RefSchema),
  /** The words of a target without a figure are its name. */
  comparator: Nullable(OneOf(['>=', '='])),
  value: Nullable(Type.Number()),
  unitOfMeasure: Type.String(),
  by: Nullable(PeriodLabelSchema),
});
export type RecordTarget = Static<typeof TargetSchema>;

export const CountyRecordSchema = Type.Object({
  code: CodeSchema,
  kind: OneOf(RECORD_KINDS),
  name: NamesSchema,
  description: NamesSchema,
  /** How many things it stands for: 5 for “five applications” nobody names; `null` where that is not said. */
  count: Nullable(Type.Integer({ minimum: 1 })),
  /** When. `undated`: the article gives no date; `from` and `to` then say between what it must lie. */
  date: Type.Object({
    precision: OneOf(['month', 'quarter', 'year', 'undated']),
    from: Nullable(PeriodLabelSchema),
    to: Nullable(PeriodLabelSchema),
  }),
  status: OneOf(RECORD_STATUSES),
  /** Unit that answers for it, where the articles name one. */
  unit: Nullable(RefSchema),
  standing: StandingSchema,
  /** Facts it rests on, the one it is quoted from first. */
  sources: Type.Array(Type.Object({ fact: CodeSchema, article: OneOf(ARTICLES), quote: Type.String() })),
  target: Nullable(TargetSchema),
  milestones: Type.Array(MilestoneSchema),
  /** The bonus it may justify, once somebody shows the paper. */
  adjustment: Nullable(RefSchema),
  focuses: Type.Array(RefSchema),
  band: Nullable(RefSchema),
});
export type CountyRecord = Static<typeof CountyRecordSchema>;

/** A page of records, and how many each choice of a filter would leave with the other filters as they are. */
export const RecordPageSchema = Type.Interface([PageOf(CountyRecordSchema)], {
  counts: Type.Object({ article: TallySchema, kind: TallySchema, status: TallySchema }),
});
export type RecordPage = Static<typeof RecordPageSchema>;
