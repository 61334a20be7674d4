import type { TLiteral, TSchema } from 'typebox';
import type { Names } from '../language/catalogue.ts';
import type { Linear } from './line.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * All that is true of one kind of rule. Whoever needs to know something of a rule (the engine, the
 * checks of a scheme, the linter, a page) asks its definition; nobody else looks at a rule's `type`.
 *
 * What every rule has to say is required. A member that may be left out is a trait, and its absence
 * means that rules of this kind do not have it.
 *
 * @typeParam R the rule as a scheme document writes it
 */
export interface RuleDefinition<R extends { readonly type: string }> {
  /** What a document writes. */
  readonly schema: RuleSchemaOf<R>;

  /**
   * Score of one value.
   *
   * @param value finite, in the indicator's unit of measure, after transform and treatment
   * @param peers of the same column; `NO_PEERS` where the rule does not compare
   * @returns score in the rule's own range, else the scheme's; `null` where it cannot say anything
   */
  readonly score: (rule: R, value: number, peers: Peers, setting: RuleSetting) => number | null;
  /** The arithmetic of `score`, as a person can check it; `null` where that is `null`. */
  readonly work: (rule: R, value: number, peers: Peers, setting: RuleSetting) => Worked | null;
  /** The rule in words of both languages; its figures are those of its arithmetic. */
  readonly words: {
    readonly name: Names;
    /**
     * How it comes to its score: the figures it goes by, from which a person can work it out. Asked only
     * where the rule has a score for the value.
     */
    readonly says: (rule: R, value: number, peers: Peers, setting: RuleSetting) => Names;
  };

  /** Whether it compares a unit with its peers. */
  readonly needsPeers: (rule: R) => boolean;
  /** Code of the one unit whose value it looks up among the peers. */
  readonly reference?: (rule: R) => string;

  /** Where the rule is one straight line over a column, which the engine then runs through in one pass. */
  readonly line?: {
    /** It is a line in this direction only; in both by default. */
    readonly only?: Direction;
    /** `null` where the rule cannot score these peers. */
    readonly of: (rule: R, peers: Peers, setting: RuleSetting) => Linear | null;
  };

  /**
   * The lowest and the highest score any value can get, whoever the peers are: ∓Infinity where a score
   * is open, and for ranks where the number of units is not known.
   */
  readonly range: (rule: R, setting: RangeSetting) => ScoreRange;
  /** Faults that its schema cannot say; paths start at the rule. */
  readonly faults?: (rule: R, direction: Direction) => readonly RuleFault[];
  /** How a rule whose scores can leave the scheme's range is kept inside; by a "range" of its own by default. */
  readonly keepInside?: (rule: R) => Mend | null;

  /**
   * What logarithms of the values do to it. `free`: it looks at the order or the spread of a column alone,
   * and means the same of them. `stated`: it has values of its own, which are logged as well. `fixed`: it
   * goes by counts or shares, which have no logarithm.
   */
  readonly scale: 'free' | 'stated' | 'fixed';
  /** Faults under `"transform": "log"`, beside values that have no logarithm; paths start at the rule. */
  readonly logFaults?: (rule: R) => readonly RuleFault[];
  /**
   * The rule with the values it states replaced, those at which its score bends or jumps: in the
   * indicator's unit of measure, each with its path inside the rule.
   */
  readonly mapValues?: (rule: R, map: (value: number, path: string) => number) => R;
  /** The scores that it states itself, value by value. */
  readonly statedScores?: (rule: R) => StatedScores;
  /**
   * The value from which on a unit has the most this rule gives; `null` where there is none. Rules
   * without this compare units, or give the most inside an interval.
   */
  readonly fullAt?: (rule: R, setting: RuleSetting) => number | null;

  /** A veto: when it is set off, and how it then holds the unit down. */
  readonly veto?: {
    readonly isSetOff: (rule: R, value: number) => boolean;
    readonly caps: (rule: R) => VetoCaps;
  };

  /** The only direction that makes sense of such a rule; `null` where the rule as written leaves it open. */
  readonly onlyDirection?: (rule: R) => Direction | null;
  /** The direction that the numbers of the rule are written for; `null` where they do not say. */
  readonly writtenFor?: (rule: R) => Direction | null;
  /** Two values of which the smaller comes first, whichever way is better. */
  readonly goalposts?: (rule: R) => { readonly lower: number; readonly upper: number };
  /** Points by place from the bottom: those of the last, and what each place further up adds. */
  readonly places?: (rule: R) => { readonly last: number; readonly perPlace: number };
  /** The points that the rule counts from. */
  readonly fullPoints?: (rule: R) => FullPoints;
  /** What the entries of its list add up to, in points; `null` where entries are counted. */
  readonly listedPoints?: (rule: R) => { readonly path: string; readonly sum: number } | null;
}

type Direction = RuleSetting['direction'];

type RuleSchemaOf<R extends { readonly type: string }> = TSchema & {
  readonly properties: { readonly type: TLiteral<R['type']> };
};

export type ScoreRange = readonly [lowest: number, highest: number];

export interface RangeSetting {
  readonly direction: Direction;
  /** The scheme's range; 0 and 100 where it is open. */
  readonly range: RuleSetting['range'];
  /** How many units are compared, where that is known. */
  readonly count?: number;
}

/** A fault that makes a rule unusable: where it is (a JSON pointer) and how to mend it. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

/** Where a rule is to be changed, and how. */
export type Mend = readonly [path: string, mend: string];

export interface StatedScores {
  /** Between two entries scores lie on a straight line, or stay what the entry says. */
  readonly shape: 'line' | 'tiers';
  /** The rule's property that holds the entries. */
  readonly property: string;
  readonly entries: readonly (readonly [value: number, score: number])[];
  /** Score beyond the last entry, where the rule states one as its `otherwise`. */
  readonly otherwise?: number;
}

export interface VetoCaps {
  /** Code of the best grade that is left. */
  readonly cap: string;
  /** The score is held at this. */
  readonly scoreCap?: number;
}

export interface FullPoints {
  /** The rule's property that says them. */
  readonly property: string;
  readonly points: number;
  /** Any number above this may be written in their place; absent where other numbers go with them. */
  readonly replaceableAbove?: number;
}
