import type { Rule, SchemeNode } from '@dangzhi/metrics';

interface Head {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly points: number;
  /** The rubric's own words. */
  readonly text?: string;
  /** 负责考核部门. */
  readonly assessor?: string;
}

/** One line of a rubric that is scored by itself. */
interface ScoredLine extends Head {
  readonly indicator: string;
  readonly rule: Rule;
  /** `higher` by default. */
  readonly direction?: 'lower';
}

/** A section, or an item with sub-rules. */
interface Section extends Head {
  readonly parts: readonly RubricLine[];
  /** Scored as it is written, whether its parts add up to its points or not. */
  readonly asWritten?: true;
}

export type RubricLine = ScoredLine | Section;

/** The nodes of a rubric line and of everything below it, in the order they are printed in. */
export function nodesOf(line: RubricLine, parent?: string): SchemeNode[] {
  const { code, zh, en, points: weight, text, assessor } = line;
  const head = {
    code,
    name: { zh, en },
    weight,
    ...(text !== undefined && { text }),
    ...(assessor !== undefined && { assessor }),
  };
  if ('parts' in line) {
    const aggregate = line.asWritten === true ? 'sum' : 'arithmetic';
    const branch: SchemeNode = { ...head, aggregate, ...(parent !== undefined && { parent }) };
    return [branch, ...line.parts.flatMap((part) => nodesOf(part, code))];
  }
  if (parent === undefined) throw new RangeError(`nodesOf requires a section at the top, unlike ${code}`);
  const { indicator, rule, direction = 'higher' } = line;
  return [{ ...head, parent, indicator, direction, rule }];
}

/** 得N分: the points the assessor finds earned, of so many. */
export const points = (outOf: number): Rule => ({ type: 'imported', outOf });

/** The same for a list of requirements, each with its points. */
export const list = (...items: readonly (readonly [text: string, points: number])[]): Rule => ({
  type: 'checklist',
  items: items.map(([text, worth]) => ({ text, points: worth })),
});
