import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { scoreUnits } from '../engine/score.ts';
import { SCHEME_JSON_SCHEMA } from './json-schema.ts';
import { parseScheme } from './parse.ts';
import { RULES } from '../rules/index.ts';
import { buildTree } from './tree.ts';

const published: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/scheme.schema.json', import.meta.url), 'utf8'),
);

it('the published schema is the one documents are read by; `dangzhi scheme schema` prints it anew', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(SCHEME_JSON_SCHEMA)));
});

it('stands alone: plain JSON Schema takes the worked example and refuses a rule it does not know', () => {
  const schema = published as Parameters<typeof Value.Check>[0];
  expect(Value.Check(schema, example.scheme)).toBe(true);
  const nodes = example.scheme.nodes.map((node) => ('rule' in node ? { ...node, rule: { type: 'vibes' } } : node));
  expect(Value.Check(schema, { ...example.scheme, nodes })).toBe(false);
});

describe('the examples published with the rules', () => {
  it.each(Object.entries(RULES))('%s is taken, and scores', (type, { schema }) => {
    const { examples, description } = schema as unknown as { examples: [object]; description: string };
    expect(description.length).toBeGreaterThan(10);
    const isOpen = type === 'rank' || type === 'borda';
    const parsed = parseScheme({
      code: 'EXAMPLE',
      name: { zh: '例', en: 'Example' },
      coverageThreshold: 0,
      ...(isOpen && { range: 'open' }),
      grades: [
        { code: 'good', zh: '良好', atLeast: 80 },
        { code: 'fail', zh: '不合格', atLeast: 0 },
      ],
      nodes: [
        { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
        { code: 'x', parent: 'ROOT', weight: 1, indicator: 'x', direction: 'higher', rule: examples[0] },
      ],
    });
    expect(parsed.ok ? [] : parsed.faults).toEqual([]);
    if (!parsed.ok) return;
    const inputs = [2, 3].map((value, k) => ({
      unit: `D0${k}`,
      values: new Map([['x', { value, missing: null, numerator: null, denominator: null }]]),
    }));
    for (const { baseScore } of scoreUnits(buildTree(parsed.scheme), inputs)) expect(baseScore).not.toBeNull();
  });
});
