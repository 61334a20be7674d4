import { toDecimal } from '@dangzhi/metrics';
import type { Cell } from './cell.ts';
import { identityOf } from './names.ts';

/** One line of a wide file below its head. */
export interface WideLine {
  readonly line: number;
  readonly unit: string;
  /** In the columns of indicators, by column; empty ones are left out. */
  readonly cells: ReadonlyMap<number, Cell>;
  /** Fewer cells than the head names. */
  readonly isShort: boolean;
}

/** A line that is no unit, and why. */
export interface LeftOut {
  readonly line: number;
  readonly unit: string;
  readonly why: string;
}

/**
 * Tells units from the other lines of a spreadsheet: totals and means in any wording or by what they add up to, notes and
 * sources below, a second line of the head. One of these could otherwise win the ranking.
 *
 * @param kept numbers of lines that a person says are units
 */
export function leaveOut(
  lines: readonly WideLine[],
  kept: ReadonlySet<number>,
): { units: WideLine[]; left: LeftOut[] } {
  const left: LeftOut[] = [];
  const named = lines.filter((one, at) => {
    const why = kept.has(one.line) ? null : (byName(one) ?? bySize(one) ?? bySecondHead(one, at));
    if (why !== null) left.push({ line: one.line, unit: one.unit, why });
    return why === null;
  });
  const units = named.filter((one) => {
    const why = kept.has(one.line)
      ? null
      : bySum(
          one,
          named.filter((other) => other !== one),
        );
    if (why !== null) left.push({ line: one.line, unit: one.unit, why });
    return why === null;
  });
  return { units, left: left.sort((a, b) => a.line - b.line) };
}

const TOTAL =
  /^(其中|以上|全[县市区省国]|本[县市区级])?(合计|总计|小计|共计|总和|总数|累计|汇总|平均|平均值|平均数|均值|中位数|最大值|最小值|合计数|总合计|grandtotal|subtotal|total|totals|sum|average|mean|median|max|min)$/;
const ENDS_AS_TOTAL = /(合计|小计|总计|共计|平均值|平均数|平均)$/;
const NOTE = /^(注|备注|说明|附注|资料来源|数据来源|来源|notes?|sources?)[:.(\d]|^(以上|本表)/;
/** Who filled the sheet in and when: 填报人：王芳. */
const SIGNED = /^(制表|填表|填报|审核|复核|负责|单位负责|统计|联系|报送|截止|截至|日期)(人|单位|时间|日期|电话)?:/;

/** Names without what people put around and into them: 合　计：, 【总计】, 小 计. */
const bare = (unit: string): string => identityOf(unit).replace(/[:：*()[\]【】〔〕<>《》、,.。-]+/g, '');

function byName({ unit, cells }: WideLine): string | null {
  const name = bare(unit);
  if (TOTAL.test(name) || (ENDS_AS_TOTAL.test(name) && hasNumber(cells))) return 'a total or mean of the table';
  const text = identityOf(unit);
  return (NOTE.test(text) || SIGNED.test(text)) && !hasNumber(cells) ? 'a note of the table' : null;
}

/** A line that ends before the head does and has no value is a remark in the first column. */
function bySize({ unit, cells, isShort }: WideLine): string | null {
  if (cells.size > 0) return null;
  if (unit === '') return 'it has neither a unit nor a value';
  return isShort ? 'a remark: it ends before the columns begin' : null;
}

/** Units of measure below the names of the columns. */
function bySecondHead({ unit, cells }: WideLine, at: number): string | null {
  const isWords = cells.size > 0 && [...cells.values()].every((cell) => cell.is === 'fault');
  return at === 0 && isWords && /^(|单位|计量单位|unit|units)$/.test(bare(unit)) ? 'a second line of the head' : null;
}

const hasNumber = (cells: WideLine['cells']): boolean => [...cells.values()].some((cell) => cell.is === 'number');

/**
 * The sums, or the means, of all other lines in every column in which it has a value: over at least three of them, and
 * with two values that are not 0. A mean shows by more decimals than the others have; a unit may be average.
 */
function bySum({ cells }: WideLine, others: readonly WideLine[]): string | null {
  const own = [...cells].flatMap(([column, cell]) => (cell.is === 'number' ? [{ column, text: cell.text }] : []));
  if (others.length < 3 || own.filter(({ text }) => Number(text) !== 0).length < 2) return null;
  const columns = own.map(({ column, text }) => ({ text, ...sumOf(others, column) }));
  if (columns.some(({ count }) => count < 2)) return null;
  if (columns.every(({ text, sum }) => unitsOf(text) === sum)) return 'its values are the sums of the other lines';
  const isFiner = columns.some(({ text, scale }) => toDecimal(text).scale > scale);
  return isFiner && columns.every(({ text, sum, count }) => isMean(text, sum, count))
    ? 'its values are the means of the other lines'
    : null;
}

interface Sum {
  /** In units of 10^−20. */
  readonly sum: bigint;
  readonly count: number;
  /** The most decimals any of them has. */
  readonly scale: number;
}

const PLACES = 20;
const unitsOf = (text: string): bigint => {
  const { units, scale } = toDecimal(text);
  return scale <= PLACES ? units * 10n ** BigInt(PLACES - scale) : units / 10n ** BigInt(scale - PLACES);
};

function sumOf(lines: readonly WideLine[], column: number): Sum {
  const texts = lines.flatMap(({ cells }) => {
    const cell = cells.get(column);
    return cell?.is === 'number' ? [cell.text] : [];
  });
  return {
    sum: texts.reduce((sum, text) => sum + unitsOf(text), 0n),
    count: texts.length,
    scale: Math.max(0, ...texts.map((text) => toDecimal(text).scale)),
  };
}

/** As far as the mean is printed. */
function isMean(text: string, sum: bigint, count: number): boolean {
  const half = 10n ** BigInt(PLACES - Math.min(PLACES, toDecimal(text).scale)) / 2n;
  const distance = unitsOf(text) * BigInt(count) - sum;
  return (distance < 0n ? -distance : distance) <= half * BigInt(count);
}
