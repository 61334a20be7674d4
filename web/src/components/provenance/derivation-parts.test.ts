import { describe, expect, it } from 'vitest';
import type { DerivationStepView, NodeView } from '../../api/types.ts';
import { ownSteps, stepsBelow } from './derivation-parts.ts';

const step = (node: string, kind: DerivationStepView['kind']) => ({ node, kind }) as DerivationStepView;
const node = (code: string, parent: string | null) =>
  ({ code, parent, name: { zh: `${code}名`, en: code } }) as NodeView;

/** A tree of two levels below its root, in the order of a derivation: children before parents. */
const STEPS = [
  step('A1', 'value'),
  step('A1', 'rule'),
  step('A2', 'absent'),
  step('A', 'aggregate'),
  step('ROOT', 'aggregate'),
  step('DED', 'deduct'),
  step('ROOT', 'total'),
  step('ROOT', 'rank'),
];
const NODES = [node('ROOT', null), node('A', 'ROOT'), node('A1', 'A'), node('A2', 'A')];

describe('the steps of a node', () => {
  it('begin with its own, and what follows on a total belongs to it under whatever code', () => {
    expect(ownSteps(STEPS, 'ROOT').map(({ kind }) => kind)).toEqual(['aggregate', 'deduct', 'total', 'rank']);
    expect(ownSteps(STEPS.slice(0, 4), 'A').map(({ kind }) => kind)).toEqual(['aggregate']);
    expect(ownSteps(STEPS.slice(0, 2), 'A1').map(({ kind }) => kind)).toEqual(['value', 'rule']);
  });

  it('are none of a node that has none', () => {
    expect(ownSteps(STEPS, 'B')).toEqual([]);
  });
});

describe('what is below a node', () => {
  it('stands node by node with its name and its level', () => {
    expect(stepsBelow(STEPS, 'ROOT', NODES).map(({ name, depth, steps }) => [name.zh, depth, steps.length])).toEqual([
      ['A1名', 1, 2],
      ['A2名', 1, 1],
      ['A名', 0, 1],
    ]);
    expect(stepsBelow(STEPS.slice(0, 4), 'A', NODES).map(({ depth }) => depth)).toEqual([0, 0]);
  });

  it('is nothing below a leaf, and goes by its code where the tree is not known yet', () => {
    expect(stepsBelow(STEPS.slice(0, 2), 'A1', NODES)).toEqual([]);
    expect(stepsBelow(STEPS.slice(0, 4), 'A', []).map(({ name }) => name.en)).toEqual(['A1', 'A2']);
  });
});
