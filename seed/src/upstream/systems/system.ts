import type { SourceDeclaration } from '@dangzhi/metrics';
import type { DemoFigure } from '../../demo/figures/figure.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What an answer may tell of its page. */
export interface PageFacts {
  /** Records on it. */
  readonly count: number;
  /** Records the whole question matches. */
  readonly total: number;
}

/**
 * One simulated system by its shape. Answers are written by the declaration they are read by, so the two cannot
 * drift apart; what is added here is what a declaration leaves open.
 */
export interface SimulatedSystem {
  /** Everything about it but where it runs. */
  readonly declaration: Omit<SourceDeclaration, 'address' | 'simulated'>;
  /** Path its switches stand below: `/irs/_control/faults`. */
  readonly prefix: string;
  /** How it names a unit at a month (`YYYY-MM`): by a name or a code of its own. */
  readonly nameOf: (unit: string, month: string) => string;
  readonly numbersAs: 'number' | 'text';
  /** What stands where it has no figure. */
  readonly nothing: null | '';
  /** Its list is sorted by update, or keeps one order for ever. */
  readonly order: 'update' | 'id';
  /** Members of every good answer besides the declared ones. */
  readonly envelope: (page: PageFacts) => Json;
  /** Members of every record besides the declared ones. */
  readonly decoration: Json;
  /** How it says that something failed, and with which HTTP status. */
  readonly failure: (status: number, message: string) => { readonly status: number; readonly body: Json };
  /** What it keeps, with a filing time each. */
  readonly figures: (until: string, now: Date) => readonly DemoFigure[];
}

type Mapping = SourceDeclaration['mapping'];
type Values = Mapping['values'];
type WideField = Extract<Values, { kind: 'wide' }>['fields'][number];

/** A field of a wide record: its name, or its name and how its numbers are to be read. */
type FieldLine = string | readonly [field: string, reading: Omit<WideField, 'field' | 'measure'>];

/** The fields of a wide record, by our measure. */
export const wideValues = (fields: Readonly<Record<string, FieldLine>>): Values => ({
  kind: 'wide',
  fields: Object.entries(fields).map(([measure, line]) =>
    typeof line === 'string' ? { field: line, measure } : { field: line[0], measure, ...line[1] },
  ),
});

/** The names of a long record, by our measure. */
export const longValues = (
  { measureField, valueField, ignored }: { measureField: string; valueField: string; ignored: string[] },
  names: Readonly<Record<string, string>>,
): Values => ({
  kind: 'long',
  measureField,
  valueField,
  names: Object.entries(names).map(([measure, name]) => ({ name, measure })),
  ignored,
});
