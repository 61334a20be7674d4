import { describe, expect, it } from 'vitest';

import { expectClose, floats, readAsem, readReference } from '../../testing/reference.fixture.ts';
import { cronbachAlpha } from '../statistics/cronbach.ts';
import { maximum, minimum } from '../statistics/moments.ts';
import type { DataColumn } from './cell-change.ts';
import { denominate } from './denominate.ts';
import { imputeColumns } from './impute.ts';
import { keepUnits, screenUnits } from './screen.ts';
import { treat } from './treat.ts';

// The steps of the reference's example one after another: denominated, imputed by the mean of the continent,
// screened by nine tenths of the data, treated. Of that end state the reference's files hold the alphas only,
// but every cell goes into them.
const asem = readAsem();
const indicators = asem.nodes.filter(({ type }) => type === 'Indicator');

function prepare(): DataColumn[] {
  const denominated = indicators.map(({ code, denominator }): DataColumn => {
    const column = { code, values: floats(asem.data.column(code)) };
    return denominator === null ? column : denominate(column, floats(asem.facts.column(denominator))).column;
  });
  const { columns } = imputeColumns(denominated, 'mean', asem.group('EurAsia_group'));
  const units = screenUnits(
    columns.map(({ values }) => values),
    { by: 'availability', minAvailable: 0.9 },
  );
  const screened = columns.map(({ code, values }) => ({ code, values: keepUnits(values, units) }));
  return screened.map((column) => treat(column).column);
}

/** Min–max with direction, written out: what is tested here ends before normalisation. */
function rescale({ code, values }: DataColumn): Float64Array {
  const direction = indicators.find((node) => node.code === code)!.direction;
  const turned = values.map((value) => value * direction);
  const [low, high] = [minimum(turned)!, maximum(turned)!];
  return turned.map((value) => ((value - low) / (high - low)) * 100);
}

describe('the prepared ASEM example (asem/cronbach.json)', () => {
  const { alpha } = readReference<{ alpha: Record<string, Record<string, number>> }>('asem/cronbach.json');
  const columns = new Map(prepare().map((column) => [column.code, rescale(column)]));
  const childrenOf = (group: string): string[] =>
    asem.nodes.flatMap(({ code, parent }) => (parent === group ? [code] : []));
  const leavesOf = (group: string): string[] =>
    childrenOf(group).flatMap((code) => (columns.has(code) ? [code] : leavesOf(code)));
  const meanOf = (codes: readonly string[]): Float64Array => {
    const children = codes.map((code) => columns.get(code)!);
    // All weights inside the pillars are 1, and nothing is missing any more.
    return children[0]!.map((_, unit) => children.reduce((sum, child) => sum + child[unit]!, 0) / children.length);
  };

  it.each(['Normalised', 'Aggregated'])('%s: of every group', (stage) => {
    for (const [group, expected] of Object.entries(alpha[stage]!)) {
      const codes = leavesOf(group === 'all_indicators' ? 'Index' : group);
      expectClose(cronbachAlpha(codes.map((code) => columns.get(code)!)), expected, 1e-10, group);
    }
  });

  it('Aggregated_level2: of the pillars', () => {
    expect(asem.nodes.every(({ level, weight }) => level !== 1 || weight === 1)).toBe(true);
    const pillars = (groups: readonly string[]) =>
      groups.flatMap(childrenOf).map((pillar) => meanOf(childrenOf(pillar)));
    const { all, Conn, Sust } = alpha.Aggregated_level2!;
    expectClose(cronbachAlpha(pillars(['Conn', 'Sust'])), all!);
    expectClose(cronbachAlpha(pillars(['Conn'])), Conn!);
    expectClose(cronbachAlpha(pillars(['Sust'])), Sust!);
  });
});
