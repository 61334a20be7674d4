import { describe, expect, it } from 'vitest';
import { denominate } from '../prepare/denominate.ts';
import { imputeColumns } from '../prepare/impute.ts';
import { treat } from '../prepare/treat.ts';
import { expectAllClose, expectClose, floats, readAsem, readReference } from '../../testing/reference.fixture.ts';
import { type CriterionColumn, scaleToBest } from './objective.ts';
import { pcaWeights, principalComponents } from './pca.ts';

// The reference took its loadings from its own example: denominated, imputed by the mean of the continent,
// treated, rescaled to 0 … 100 and averaged. (Its screening for nine tenths of the data drops nobody there.)
const asem = readAsem();
const indicators = asem.nodes.filter(({ level }) => level === 1);
const prepared = imputeColumns(
  indicators.map(({ code, denominator }) => {
    const raw = { code, values: floats(asem.data.column(code)) };
    return denominator === null ? raw : denominate(raw, floats(asem.facts.column(denominator))).column;
  }),
  'mean',
  asem.group('EurAsia_group'),
).columns.map((raw) => {
  const direction = indicators.find(({ code }) => code === raw.code)?.direction === -1 ? 'lower' : 'higher';
  return { code: raw.code, values: scaleToBest({ ...treat(raw).column, direction })! };
});
const pillarOf = (pillar: string): Float64Array => {
  const children = indicators.filter(({ parent }) => parent === pillar).map(({ code }) => code);
  const columns = prepared.filter(({ code }) => children.includes(code)).map(({ values }) => values);
  return columns[0]!.map((_, unit) => columns.reduce((sum, values) => sum + values[unit]!, 0) / columns.length);
};
const reference = readReference<{ weights: { iCode: string; Level: number; Weight: number }[] }>(
  'asem/weights/pca_level2.json',
).weights;
const groupOf = (parent: string): CriterionColumn[] =>
  asem.nodes
    .filter((node) => node.parent === parent)
    .map(({ code }) => ({ code, values: pillarOf(code), direction: 'higher' }));
const loadingsOf = (group: readonly CriterionColumn[]): number[] =>
  group.map(({ code }) => reference.find(({ iCode, Level }) => iCode === code && Level === 2)!.Weight);
const column = (code: string, ...values: (number | null)[]): CriterionColumn => ({
  code,
  values: floats(values),
  direction: 'higher',
});

describe('principalComponents', () => {
  it.each(['Conn', 'Sust'])('%s: loadings of the reference, up to the sign', (parent) => {
    const group = groupOf(parent);
    const components = principalComponents(Object.freeze(group));
    if (!components.ok) throw new Error(components.message);
    const expected = loadingsOf(group);
    const sign = expected.reduce((a, b) => a + b, 0) < 0 ? -1 : 1;
    expectAllClose(
      components.loadings,
      expected.map((loading) => sign * loading),
      1e-9,
    );
    expectClose(
      components.loadings.reduce((sum, loading) => sum + loading * loading, 0),
      1,
      1e-12,
    );
    expect(components.units).toBe(51);
    expectClose(
      components.eigenvalues.reduce((a, b) => a + b, 0),
      group.length,
      1e-12,
    );
    expectClose(components.explainedShares[0]!, components.eigenvalues[0]! / group.length, 1e-12);
    expect(components.eigenvalues.every((value, k, all) => k === 0 || value <= all[k - 1]!)).toBe(true);
  });

  it('takes the units with all columns, leaves a constant one out, and says both', () => {
    const components = principalComponents([
      column('A', 1, 2, 3, 4, null, 7),
      column('B', 2, 4, 6, 8, 1, 14),
      column('C', 5, 5, 5, 5, 5, 5),
    ]);
    if (!components.ok) throw new Error(components.message);
    expectAllClose(components.loadings, [Math.SQRT1_2, Math.SQRT1_2, 0], 1e-12);
    expectAllClose(components.explainedShares, [1, 0], 1e-12);
    expect(components.units).toBe(5);
    expect(components.warnings.map(({ code, column: place }) => [code, place])).toEqual([
      ['incomplete', 0],
      ['constant', 2],
    ]);
  });

  it('is refused when there are not more units than indicators', () => {
    const refused = principalComponents([column('A', 1, 2, 3), column('B', 3, 1, 2), column('C', 1, 3, 2)]);
    expect(refused).toMatchObject({ ok: false, code: 'too-few-units' });
    expect(principalComponents([])).toMatchObject({ ok: false, code: 'no-columns' });
    expect(principalComponents([column('A', 1, 1, 1)])).toMatchObject({ ok: false, code: 'nothing-differs' });
  });
});

describe('pcaWeights', () => {
  it('of a group that moves together are its loadings as shares', () => {
    const group = groupOf('Conn');
    const result = pcaWeights(group);
    if (!result.ok) throw new Error(result.message);
    const sum = loadingsOf(group).reduce((a, b) => a + b, 0);
    expectAllClose(
      result.weights,
      loadingsOf(group).map((loading) => loading / sum),
      1e-9,
    );
  });

  it('are refused for a negative loading, which the reference lets through as a negative weight', () => {
    const group = groupOf('Sust');
    const result = pcaWeights(group);
    expect(result).toMatchObject({
      ok: false,
      code: 'negative-loading',
      columns: [group.findIndex(({ code }) => code === 'Social')],
    });
    expect(result.ok ? '' : result.message).toContain('Social');
  });

  it('the direction turns a column round', () => {
    const falling: CriterionColumn = { ...column('B', 9, 7, 6, 1), direction: 'lower' };
    const result = pcaWeights([column('A', 1, 2, 3, 4), falling]);
    expectAllClose(result.ok ? result.weights : [], [0.5, 0.5], 1e-12);
  });
});
