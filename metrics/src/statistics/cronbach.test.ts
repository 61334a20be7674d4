import { describe, expect, it } from 'vitest';

import {
  asTable,
  expectClose,
  floats,
  readAsem,
  readReference,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import { cronbachAlpha } from './cronbach.ts';

describe('cronbachAlpha', () => {
  const { data, expected } = readReference<{
    data: { complete: RawTable; with_missing: RawTable };
    expected: Record<'alpha_complete' | 'alpha_P1_missing' | 'alpha_all_missing', number>;
  }>('small/20_cronbach_and_correlation.json');
  const columnsOf = (raw: RawTable, codes: readonly string[]): Float64Array[] =>
    codes.map((code) => floats(asTable(raw).column(code)));

  it('with and without gaps (small/20)', () => {
    expectClose(cronbachAlpha(columnsOf(data.complete, data.complete.codes)), expected.alpha_complete);
    expectClose(cronbachAlpha(columnsOf(data.with_missing, ['a', 'b', 'c'])), expected.alpha_P1_missing);
    expectClose(cronbachAlpha(columnsOf(data.with_missing, data.with_missing.codes)), expected.alpha_all_missing);
  });

  it('of every group of ASEM, raw; its later stages are tested where they are prepared', () => {
    const { alpha } = readReference<{ alpha: { Raw: Record<string, number> } }>('asem/cronbach.json');
    const asem = readAsem();
    const leavesOf = (group: string): string[] => {
      const children = asem.nodes.filter(({ parent }) => parent === group);
      return children.flatMap(({ code, type }) => (type === 'Indicator' ? [code] : leavesOf(code)));
    };
    for (const [group, expectedAlpha] of Object.entries(alpha.Raw)) {
      const codes = leavesOf(group === 'all_indicators' ? 'Index' : group);
      expectClose(cronbachAlpha(columnsOf(asem.data, codes)), expectedAlpha, 1e-10, group);
    }
  });

  it('says nothing of one column, of constants, and of columns that never meet', () => {
    const rising = Float64Array.of(1, 2, 3);
    expect(cronbachAlpha([rising])).toBeNull();
    expect(cronbachAlpha([new Float64Array(3), new Float64Array(3)])).toBeNull();
    expect(cronbachAlpha([Float64Array.of(1, NaN, NaN), Float64Array.of(NaN, 2, 3)])).toBeNull();
    expectClose(cronbachAlpha([rising, rising]), 1);
  });
});
