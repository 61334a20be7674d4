import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { BranchSchema, LeafSchema, SchemeSchema, type SchemeDocument } from './document.ts';
import { RULES, type RuleType } from '../rules/index.ts';

/** One fault: where it is (a JSON pointer) and how to mend it. */
export interface SchemeFault {
  readonly path: string;
  readonly message: string;
}

export type ReadScheme =
  | { readonly ok: true; readonly scheme: SchemeDocument }
  | { readonly ok: false; readonly faults: readonly SchemeFault[] };

/**
 * Whether parsed JSON has the shape of a scheme; its defaults are filled in. A node is read as the leaf
 * or the branch it means to be, and a rule as its own type, so that a fault speaks of what was meant.
 */
export function readScheme(input: unknown): ReadScheme {
  const candidate: unknown = Value.Default(SchemeSchema, Value.Clone(input));
  const faults = shapeFaults(HEAD, candidate, '');
  const nodes = isRecord(candidate) && Array.isArray(candidate.nodes) ? candidate.nodes : [];
  nodes.forEach((node, index) => faults.push(...nodeFaults(node, `/nodes/${index}`)));
  if (faults.length > 0) return { ok: false, faults };
  // Every part was checked against the schema that the type is of.
  return { ok: true, scheme: candidate as SchemeDocument };
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document without its nodes, whose faults are reported one by one. */
const HEAD: TSchema = {
  ...SchemeSchema,
  properties: { ...SchemeSchema.properties, nodes: { type: 'array', minItems: 2 } },
};
/** A leaf without its rule. */
const LEAF: TSchema = { ...LeafSchema, properties: { ...LeafSchema.properties, rule: { type: 'object' } } };

function nodeFaults(node: unknown, path: string): SchemeFault[] {
  if (!isRecord(node)) return [{ path, message: 'is not an object; write { "code": …, "weight": … }' }];
  const isLeaf = 'indicator' in node || 'rule' in node;
  if (!isLeaf && !('aggregate' in node)) {
    return [{ path, message: 'is neither a branch nor a leaf; give it "aggregate", or "indicator" and "rule"' }];
  }
  if (!isLeaf) return shapeFaults(BranchSchema, node, path);
  return [...shapeFaults(LEAF, node, path), ...(isRecord(node.rule) ? ruleShapeFaults(node.rule, `${path}/rule`) : [])];
}

function ruleShapeFaults(rule: Json, path: string): SchemeFault[] {
  // Own members only: "toString" is no rule, though every object has one.
  if (typeof rule.type === 'string' && Object.hasOwn(RULES, rule.type))
    return shapeFaults(RULES[rule.type as RuleType].schema, rule, path);
  const known = Object.keys(RULES).join(', ');
  return [{ path: `${path}/type`, message: `rule ${quote(rule.type)} is not known; use one of ${known}` }];
}

function shapeFaults(schema: TSchema, value: unknown, at: string): SchemeFault[] {
  const faults = Value.Errors(schema, value).flatMap(({ keyword, instancePath, params, message }): SchemeFault[] => {
    const path = `${at}${instancePath}` || '/';
    const found = () => Value.Pointer.Get(value, instancePath);
    const detail = params as Json;
    switch (keyword) {
      // Reported again, and better, by the entry that follows them.
      case 'boolean':
      case 'anyOf':
        return [];
      case 'required':
        return listOf(detail.requiredProperties).map((name) => ({
          path,
          message: `${quote(name)} is missing; add it`,
        }));
      case 'additionalProperties':
        return listOf(detail.additionalProperties).map((name) => ({
          path: `${path === '/' ? '' : path}/${name}`,
          message: `${quote(name)} is not known here; take it away, or correct its name${knownNames(schema, instancePath)}`,
        }));
      case 'enum':
      case 'const':
        return [{ path, message: `${quote(found())} is not one of the words allowed here: ${allowedWords(detail)}` }];
      case 'pattern':
        return [{ path, message: `${quote(found())} is not ${allowedText(detail)}` }];
      default:
        return [{ path, message: `${message}; found ${quote(found())}` }];
    }
  });
  return faults;
}

const listOf = (names: unknown): string[] => (Array.isArray(names) ? names.map(String) : []);
const quote = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 80);
const allowedText = ({ pattern }: Json): string =>
  String(pattern).startsWith('^[A-Za-z0-9]')
    ? 'a code; write letters, digits, ".", "_" and "-", no spaces'
    : 'a name; take line breaks and tabs away';
const allowedWords = ({ allowedValues, allowedValue }: Json): string =>
  listOf(allowedValues ?? [allowedValue]).join(', ');

function knownNames(schema: TSchema, instancePath: string): string {
  const properties = (schema as { properties?: Json }).properties;
  return instancePath === '' && properties !== undefined ? `; known are ${Object.keys(properties).join(', ')}` : '';
}
