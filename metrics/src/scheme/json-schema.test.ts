import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { SCHEME_JSON_SCHEMA } from './json-schema.ts';

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
